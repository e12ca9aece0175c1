import assert from "node:assert/strict";
import { createStage, UP } from "../engine/stage";

const WARNING = /with 1 pending operations from previous deployment/;

describe("the engine's note of a create that was killed", () => {
  it("stays through the next up, and is taken out by refresh --clear-pending-creates", async () => {
    const stage = await createStage();
    try {
      await stage.kill(UP, { action: "CreateDISyncTask", moment: "before" });
      assert.match((await stage.succeed(UP)).text, WARNING);
      const pending = await stage.workbench.pendingOperations();
      assert.deepEqual(
        pending.map(({ type }) => type),
        ["creating"],
      );
      await stage.succeed(["refresh", "--yes", "--skip-preview", "--clear-pending-creates"]);
      assert.deepEqual(await stage.workbench.pendingOperations(), []);
      const { text } = await stage.succeed([...UP, "--expect-no-changes"]);
      assert.doesNotMatch(text, WARNING);
      assert.equal((await stage.storedTask())?.id, "10000:1000001");
      assert.equal(stage.emulator.tasks().length, 1);
    } finally {
      await stage.dispose();
    }
  });
});
