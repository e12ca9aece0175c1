import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { createStack, UP } from "../harness/stack";

const run = promisify(execFile);
const root = resolve(__dirname, "../..");

describe("a second checkout on the real engine", () => {
  it("destroys with nothing but npm ci and the environment", async () => {
    const stack = await createStack();
    const folder = await mkdtemp(join(tmpdir(), "pulumi-dataworks-pack-"));
    try {
      await stack.succeed(UP);
      const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], {
        cwd: root,
      });
      const [packed] = JSON.parse(stdout) as { filename: string }[];
      const manifest = {
        name: "orders",
        private: true,
        dependencies: {
          "@pulumi/pulumi": "3.248.0",
          "pulumi-dataworks": `file:${join(folder, packed?.filename ?? "")}`,
        },
      };
      const { directory } = stack.project;
      await rm(join(directory, "node_modules"), { force: true });
      await stack.project.write("package.json", JSON.stringify(manifest));
      await run("npm", ["install", "--package-lock-only", "--prefer-offline"], { cwd: directory });
      await run("npm", ["ci", "--prefer-offline"], { cwd: directory });
      // The program itself is not needed: destroy sees only the state.
      await rm(join(directory, "index.js"));

      await stack.succeed(["destroy", "--yes", "--refresh"]);
      assert.equal(await stack.storedTask(), undefined);
    } finally {
      await stack.dispose();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
