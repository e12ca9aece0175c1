import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canLook, SIGNALS, startNpm, type NpmScript } from "./npm-script";

const START_WITHIN_MS = 30_000;

/** A test that does not end, with a process in a group of its own. */
const ENDLESS = `import { spawn } from "node:child_process";
it("does not end", (_done) => {
  spawn("sleep", ["600"], { detached: true, stdio: "ignore" });
  console.log("it has begun");
}).timeout(600_000);
`;

describe("a signal that npm gets", () => {
  let folder = "";
  let script: NpmScript | undefined;
  before(function () {
    if (!canLook) {
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "pulumi-dataworks-signals-"));
    writeFileSync(join(folder, "endless.test.ts"), ENDLESS);
  });
  afterEach(() => script?.dispose());
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const signal of SIGNALS) {
    it(`ends the emulator: ${signal}`, async () => {
      const emulator = startNpm(["run", "--silent", "emulator", "--", "--port", "0"]);
      script = emulator;
      await emulator.until("listening", () => emulator.stdout().includes("\n"), START_WITHIN_MS);
      assert.match(emulator.stdout(), /^listening on http:\/\/127\.0\.0\.1:\d+\n$/);
      assert.ok(emulator.commandLines().length > 1);
      await emulator.endBy(signal);
    });

    it(`ends the tests and what they started: ${signal}`, async () => {
      const file = join(folder, "endless.test.ts");
      const tests = startNpm(["test", "--", "--without-pulumi", file]);
      script = tests;
      const hasBegun = () => tests.stdout().includes("it has begun");
      await tests.until("running", hasBegun, START_WITHIN_MS);
      assert.ok(tests.commandLines().includes("sleep 600"));
      await tests.endBy(signal);
    });
  }
});
