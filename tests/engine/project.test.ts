import assert from "node:assert/strict";
import { createProject, type Project } from "../harness/project";

const PROBE_PROVIDER = `
exports.create = async (inputs) => ({ id: "probe-1", outs: { ...inputs, seen: process.env.PROBE_SEEN ?? "" } });
exports.read = async (id, props) => ({ id, props });
exports.delete = async () => {};
`;

const PROBE_TEXT = 'exports.handler = () => require("./probe-provider.js");';

const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
class Probe extends pulumi.CustomResource {
  constructor(name, args) {
    super("pulumi-nodejs:dynamic/dataworks:Probe", name, { ...args, __provider: ${JSON.stringify(PROBE_TEXT)}, seen: undefined });
  }
}
const config = new pulumi.Config();
const probe = new Probe("probe", { size: config.requireNumber("size") });
console.log("the program speaks");
exports.id = probe.id;
exports.seen = probe.seen;
`;

const TYPESCRIPT_PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
interface Greeting { readonly text: string }
const greeting: Greeting = { text: new pulumi.Config("greeting").require("text") };
export const text: string = greeting.text;
`;

async function succeed(project: Project, args: readonly string[]): Promise<string> {
  const { exitCode, text } = await project.pulumi(args);
  assert.equal(exitCode, 0, text);
  return text;
}

describe("the project", () => {
  let project: Project | undefined;

  async function open(...args: Parameters<typeof createProject>): Promise<Project> {
    project = await createProject(...args);
    return project;
  }

  afterEach(async () => {
    await project?.dispose();
    project = undefined;
  });

  it("takes a dynamic resource through preview, up, refresh and destroy", async () => {
    const bench = await open({
      files: { "index.js": PROGRAM, "probe-provider.js": PROBE_PROVIDER },
      config: { size: "3" },
      env: { PROBE_SEEN: "in the environment" },
    });
    assert.match(await succeed(bench, ["preview"]), /the program speaks[^]*2 to create/);
    assert.match(await succeed(bench, ["up", "--yes"]), /2 created/);
    const probe = (await bench.state()).find(({ type }) => type.endsWith(":Probe"));
    assert.equal(probe?.id, "probe-1");
    assert.equal(probe?.outputs?.["seen"], "in the environment");
    assert.match(await succeed(bench, ["up", "--yes"]), /2 unchanged/);
    assert.match(await succeed(bench, ["refresh", "--yes"]), /2 unchanged/);
    assert.match(await succeed(bench, ["destroy", "--yes"]), /2 deleted/);
    assert.deepEqual(await bench.state(), []);
  });

  it("runs a TypeScript program", async () => {
    const bench = await open({
      files: { "index.ts": TYPESCRIPT_PROGRAM },
      config: { "greeting:text": "hello" },
    });
    assert.match(await succeed(bench, ["up", "--yes"]), /text: "hello"/);
  });

  it("shows a program that throws, once, and ends with an error", async () => {
    const bench = await open({ files: { "index.js": 'throw new Error("no luck today");' } });
    const preview = await bench.pulumi(["preview"]);
    assert.notEqual(preview.exitCode, 0);
    assert.equal(preview.text.split("Error: no luck today").length, 2, preview.text);
  });

  it("passes a configured secret on as a secret", async () => {
    const bench = await open({
      files: {
        "index.js": `const pulumi = require("@pulumi/pulumi");
exports.word = new pulumi.Config().requireSecret("word");
exports.length = new pulumi.Config().require("word").length;`,
      },
    });
    await succeed(bench, ["config", "set", "--secret", "word", "canary-word"]);
    const up = await succeed(bench, ["up", "--yes"]);
    assert.match(up, /length: 11\n[^]*word *: \[secret\]/);
    assert.equal((await bench.stateText()).includes("canary-word"), false);
  });

  it("keeps the surrounding environment out", async () => {
    process.env["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "canary-key";
    try {
      const bench = await open({
        files: { "index.js": "exports.names = Object.keys(process.env).sort();" },
      });
      const up = await succeed(bench, ["up", "--yes"]);
      assert.doesNotMatch(up, /ALIBABA|ALICLOUD|proxy|npm_/i);
      assert.match(up, /"HOME"/);
    } finally {
      delete process.env["ALIBABA_CLOUD_ACCESS_KEY_ID"];
    }
  });

  it("ends a command that takes too long", async () => {
    const bench = await open({ files: { "index.js": "setInterval(() => {}, 1000);" } });
    await assert.rejects(
      bench.pulumi(["preview"], { timeoutMs: 3000 }),
      /preview --non-interactive --color never did not end within 3 s:/,
    );
  });
});
