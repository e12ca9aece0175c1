import assert from "node:assert/strict";
import { createStage, DESTROY, program, UP } from "./stage";

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
        assert.equal(stage.emulator.task("1000001")?.deletedStatus, "NORMAL");
        const entries = (await stage.workbench.state()).filter(({ id }) => id === "10000:1000001");
        assert.deepEqual(
          entries.map(({ urn }) => urn.split("::").at(-1)),
          ["renamed"],
        );
        await stage.succeed([...UP, "--refresh", "--expect-no-changes"]);
        await stage.succeed(["destroy", "--yes", "--refresh"]);
        assert.equal(stage.emulator.task("1000001")?.deletedStatus, "RECYCLE_BIN");
      } finally {
        await stage.dispose();
      }
    });
  }
});

describe("a task that was renamed in the console, on the real engine", () => {
  it("runs on where a refresh takes the name over, and then the program", async () => {
    const running = { desiredState: "running" };
    const stage = await createStage(program(running));
    try {
      await stage.succeed(UP);
      await stage.control("PATCH", "tasks/1000001", { name: "orders_new" });
      await stage.succeed(["refresh", "--yes"], { DATAWORKS_ACCEPT_RENAME: "10000:1000001" });
      await stage.workbench.write("index.js", program({ ...running, taskName: "orders_new" }));
      await stage.takeCalls();
      const preview = await stage.succeed(["preview"]);
      assert.match(preview.text, /~ 1 to update/);
      await stage.succeed(UP);
      assert.deepEqual(await stage.takeCalls(), []);
      await stage.succeed(["preview", "--expect-no-changes"]);
      await stage.succeed([...UP, "--refresh", "--expect-no-changes"]);
      assert.deepEqual(await stage.takeWrites(), []);
      assert.equal(stage.emulator.task("1000001")?.runState, "RUN");
      await stage.succeed(DESTROY);
    } finally {
      await stage.dispose();
    }
  });
});
