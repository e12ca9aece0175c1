import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { OPERATIONS } from "../../provider/api/operations";

const root = resolve(__dirname, "../..");

/** `delete-di-sync-task` of `DeleteDISyncTask`. */
function kebabCase(action: string): string {
  return action
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
}

describe("an operation", () => {
  for (const [method, { action }] of Object.entries(OPERATIONS)) {
    it(`${action} has one name in the API, in the emulator and in the contract tests`, () => {
      const name = kebabCase(action);
      const files = [
        `provider/api/operations/${name}.ts`,
        `emulator/operations/${name}.ts`,
        `tests/contract/${name}.test.ts`,
      ];
      assert.deepEqual(
        files.filter((file) => !existsSync(join(root, file))),
        [],
      );
      assert.equal(
        method,
        action.replace(/^[A-Z]/, (letter) => letter.toLowerCase()),
      );
    });
  }

  it("has a file of its own, and nothing else has one there", () => {
    const files = Object.values(OPERATIONS).map(({ action }) => `${kebabCase(action)}.ts`);
    const found = readdirSync(join(root, "provider/api/operations"));
    assert.deepEqual(found.sort(), [...files, "index.ts"].sort());
  });
});
