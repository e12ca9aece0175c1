import assert from "node:assert/strict";
import { createRequire } from "node:module";
import Module from "node:module";
import { PROVIDER_TEXT } from "../../../../provider/host/provider-text";

type Require = (name: string) => unknown;

/** Runs the text the way the dynamic host does, with the given ways to require. */
function run(fromHere: Require, fromMain: Require): unknown {
  const exports: { handler?: () => unknown } = {};
  const require = Object.assign(fromHere, { main: { require: fromMain } });
  new Function("exports", "require", PROVIDER_TEXT)(exports, require);
  return exports.handler?.();
}

function notFound(name: string): Error {
  return Object.assign(new Error(`Cannot find module '${name}'`), { code: "MODULE_NOT_FOUND" });
}

const missing: Require = (name) => {
  throw notFound(name);
};
const found: Require = (name) => ({ provider: `the provider of ${name}` });

describe("the constant provider text", () => {
  it("never changes: it is part of every state", () => {
    assert.equal(
      PROVIDER_TEXT,
      'exports.handler=()=>{const n="pulumi-dataworks/provider",t=r=>{try{return r(n)}catch(e){if(e.code!="MODULE_NOT_FOUND"||!e.message.includes(`\'${n}\'`))throw e}},m=t(require)||t(i=>require.main.require(i));if(m)return m.provider;throw Error(`No ${n} here: run npm ci`)}',
    );
  });

  it("is at most 300 bytes", () => {
    assert.ok(Buffer.byteLength(PROVIDER_TEXT) <= 300);
  });

  it("takes the package from the project", () => {
    assert.equal(run(found, missing), "the provider of pulumi-dataworks/provider");
  });

  it("takes the package from beside the SDK where the project has none of its own", () => {
    assert.equal(run(missing, found), "the provider of pulumi-dataworks/provider");
  });

  it("says what to do where the package is nowhere", () => {
    assert.throws(() => run(missing, missing), {
      message: "No pulumi-dataworks/provider here: run npm ci",
    });
  });

  it("hides no other failure of loading", () => {
    const broken: Require = () => {
      throw notFound("@alicloud/pop-core");
    };
    assert.throws(() => run(broken, found), { message: "Cannot find module '@alicloud/pop-core'" });
  });

  it("finds the real package with Node's own words for absence", () => {
    const here = createRequire(__filename);
    assert.throws(() => here("pulumi-dataworks/nothing"), {
      code: "ERR_PACKAGE_PATH_NOT_EXPORTED",
    });
    const elsewhere = Module.createRequire("/nowhere/index.js");
    assert.throws(() => run(elsewhere, elsewhere), {
      message: "No pulumi-dataworks/provider here: run npm ci",
    });
  });
});
