import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const CHECKOUT = resolve(__dirname, "../..");
const ARGS = [
  "--no-config",
  "--require",
  "tsx/cjs",
  "--require",
  "./tests/harness/open-handles.ts",
];

/** Runs mocha without a forced exit, as the level `unit` does. */
function runUnit(body: string): { readonly status: number | null; readonly stderr: string } {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-dataworks-open-"));
  try {
    const file = join(folder, "some.test.cjs");
    writeFileSync(file, `const net = require("node:net");\n${body}`);
    const mocha = join(CHECKOUT, "node_modules/mocha/bin/mocha.js");
    return spawnSync(process.execPath, [mocha, ...ARGS, file], {
      cwd: CHECKOUT,
      encoding: "utf8",
      timeout: 30_000,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const CLEAN = `it("before", () => {});\n`;

describe("a test of the level unit", () => {
  it("fails the run where it leaves a server open, and is named", () => {
    const { status, stderr } = runUnit(
      `${CLEAN}it("leaves one", (done) => { net.createServer().listen(0, done); });\nit("is innocent", () => {});`,
    );
    assert.match(stderr, /the process does not end:\n {2}\w+: \S+some\.test\.cjs: leaves one\n$/);
    assert.equal(status, 1);
  });

  it("fails the run where it leaves a timer, and is named", () => {
    const { status, stderr } = runUnit(
      `${CLEAN}it("leaves one", () => { setInterval(() => {}, 1000); });`,
    );
    assert.match(stderr, /\n {2}Timeout: \S+some\.test\.cjs: leaves one\n/);
    assert.equal(status, 1);
  });

  it("fails no run where it closes what it opened", () => {
    const { status, stderr } = runUnit(
      `${CLEAN}it("closes it", (done) => { const server = net.createServer().listen(0, () => server.close(done)); });`,
    );
    assert.equal(stderr, "");
    assert.equal(status, 0);
  });
});
