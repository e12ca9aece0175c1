import assert from "node:assert/strict";
import { createStage, program, UP } from "./stage";

describe("a logical rename without an alias, on the real engine", () => {
  for (const [way, args, options] of [
    ["import", {}, { import: "10000:1000001" }],
    ["onExisting: adopt", { onExisting: "adopt" }, {}],
  ] as const) {
    it(`loses no task where the new resource takes it over by ${way}`, async () => {
      const stage = await createStage();
      try {
        await stage.succeed(UP);
        const renamed = program(args, options).replace(
          'DISyncTask("orders"',
          'DISyncTask("renamed"',
        );
        await stage.workbench.write("index.js", renamed);
        const up = await stage.succeed(UP);
        assert.match(
          up.text,
          /was taken over by another resource of this stack: this entry is dropped, and the task stays/,
        );
        assert.equal(stage.emulator.store.task("1000001")?.deletedStatus, "NORMAL");
        const entries = (await stage.workbench.state()).filter(({ id }) => id === "10000:1000001");
        assert.deepEqual(
          entries.map(({ urn }) => urn.split("::").at(-1)),
          ["renamed"],
        );
        await stage.succeed([...UP, "--refresh", "--expect-no-changes"]);
        await stage.succeed(["destroy", "--yes", "--refresh"]);
        assert.equal(stage.emulator.store.task("1000001")?.deletedStatus, "RECYCLE_BIN");
      } finally {
        await stage.dispose();
      }
    });
  }
});
