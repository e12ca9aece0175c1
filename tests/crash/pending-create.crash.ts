import assert from "node:assert/strict";
import { createStack, UP } from "../harness/stack";

const WARNING = /with 1 pending operations from previous deployment/;

describe("the engine's note of a create that was killed", () => {
  it("stays through the next up, and is taken out by refresh --clear-pending-creates", async () => {
    const stack = await createStack();
    try {
      await stack.kill(UP, { action: "CreateDISyncTask", moment: "before" });
      assert.match((await stack.succeed(UP)).text, WARNING);
      const pending = await stack.project.pendingOperations();
      assert.deepEqual(
        pending.map(({ type }) => type),
        ["creating"],
      );
      await stack.succeed(["refresh", "--yes", "--skip-preview", "--clear-pending-creates"]);
      assert.deepEqual(await stack.project.pendingOperations(), []);
      const { text } = await stack.succeed([...UP, "--expect-no-changes"]);
      assert.doesNotMatch(text, WARNING);
      assert.equal((await stack.storedTask())?.id, "10000:1000001");
      assert.equal(stack.emulator.tasks().length, 1);
    } finally {
      await stack.dispose();
    }
  });
});
