import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startEmulator } from "../../emulator/index";
import { createProject } from "../harness/project";

const checkout = resolve(__dirname, "../..");
const COPIED = [
  "Pulumi.yaml",
  "package.json",
  "examples/quickstart/Pulumi.yaml",
  "examples/quickstart/index.ts",
  "examples/quickstart/package.json",
];

describe("the project at the root of the checkout, on the real engine", () => {
  it("runs the quick start, and not the package whose folder it stands in", async () => {
    const emulator = await startEmulator();
    const project = await createProject({
      files: Object.fromEntries(
        COPIED.map((file) => [file, readFileSync(join(checkout, file), "utf8")]),
      ),
      projectName: "quickstart",
      config: { "dataworks:region": "cn-shanghai" },
      env: { ...emulator.environment },
    });
    try {
      const up = await project.pulumi(["up", "--yes", "--skip-preview"]);
      assert.equal(up.exitCode, 0, up.text);
      assert.deepEqual(
        emulator.tasks().map(({ name, runState }) => [name, runState]),
        [["orders_copy", "RUN"]],
      );
      const destroy = await project.pulumi(["destroy", "--yes", "--refresh"]);
      assert.equal(destroy.exitCode, 0, destroy.text);
    } finally {
      await project.dispose();
      await emulator.stop();
    }
  });
});
