import assert from "node:assert/strict";
import { createStack, DESTROY, program, UP } from "../harness/stack";

describe("a logical rename without an alias, on the real engine", () => {
  for (const [way, args, options] of [
    ["import", {}, { import: "10000:1000001" }],
    ["onExisting: adopt", { onExisting: "adopt" }, {}],
  ] as const) {
    it(`loses no task where the new resource takes it over by ${way}`, async () => {
      const stack = await createStack();
      try {
        await stack.succeed(UP);
        const renamed = program(args, options).replace(
          'DISyncTask("orders"',
          'DISyncTask("renamed"',
        );
        await stack.project.write("index.js", renamed);
        const up = await stack.succeed(UP);
        assert.match(
          up.text,
          /was taken over by another resource of this stack: this entry is removed from the state, and the task stays/,
        );
        assert.equal(stack.emulator.task("1000001")?.deletedStatus, "NORMAL");
        const entries = (await stack.project.state()).filter(({ id }) => id === "10000:1000001");
        assert.deepEqual(
          entries.map(({ urn }) => urn.split("::").at(-1)),
          ["renamed"],
        );
        await stack.succeed([...UP, "--refresh", "--expect-no-changes"]);
        await stack.succeed(["destroy", "--yes", "--refresh"]);
        assert.equal(stack.emulator.task("1000001")?.deletedStatus, "RECYCLE_BIN");
      } finally {
        await stack.dispose();
      }
    });
  }
});

describe("a task that was renamed in the console, on the real engine", () => {
  it("runs on where a refresh takes the name over, and then the program", async () => {
    const running = { desiredState: "running" };
    const stack = await createStack(program(running));
    try {
      await stack.succeed(UP);
      await stack.control("PATCH", "tasks/1000001", { name: "orders_new" });
      await stack.succeed(["refresh", "--yes"], { DATAWORKS_ACCEPT_RENAME: "10000:1000001" });
      await stack.project.write("index.js", program({ ...running, taskName: "orders_new" }));
      await stack.takeCalls();
      const preview = await stack.succeed(["preview"]);
      assert.match(preview.text, /~ 1 to update/);
      await stack.succeed(UP);
      assert.deepEqual(await stack.takeCalls(), []);
      await stack.succeed(["preview", "--expect-no-changes"]);
      await stack.succeed([...UP, "--refresh", "--expect-no-changes"]);
      assert.deepEqual(await stack.takeWrites(), []);
      assert.equal(stack.emulator.task("1000001")?.runState, "RUN");
      await stack.succeed(DESTROY);
    } finally {
      await stack.dispose();
    }
  });
});
