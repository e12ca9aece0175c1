import assert from "node:assert/strict";
import {
  assertStateIsTrue,
  liveState,
  onStackAfterUp,
  rewrite,
  storedIds,
} from "../../harness/several-tasks";
import { UP } from "../../harness/stack";

const X = '{ taskName: "X", desiredState: "running" }';
const Y = '{ taskName: "Y" }';
const ADOPT_Y = '{ taskName: "Y", desiredState: "running", onExisting: "adopt" }';
const ADOPT_X = '{ taskName: "X", onExisting: "adopt" }';
const IMPORT_X = '{ import: "10000:1000001" }';

/** Holds a delete back, so that what runs beside it meets a task that is being deleted. */
const slowDelete = (fileId: string, delayMs: number) =>
  ({ action: "DeleteDISyncTask", fileId, kind: "slowBefore", delayMs }) as const;

describe("a take-over beside deletes of the same up, on the real engine", function () {
  this.timeout(60_000);

  it(
    "of the other name: two names are swapped by adopt, one after the other",
    onStackAfterUp(
      `const a = task("a", ${X});\ntask("b", ${Y}, { dependsOn: a });`,
      async (stack) => {
        await rewrite(
          stack,
          `const a = task("a", ${ADOPT_Y});\ntask("b", ${ADOPT_X}, { dependsOn: a });`,
        );
        await stack.succeed(UP);
        await assertStateIsTrue(stack);
        assert.deepEqual(await storedIds(stack), { a: "10000:1000002", b: "10000:1000003" });
        assert.equal(liveState(stack, "1000002"), "RUN");
        await stack.succeed([...UP, "--refresh", "--expect-no-changes"]);
      },
    ),
  );

  for (const [way, a, b, says] of [
    [
      "by adopt",
      '{ taskName: "Y", onExisting: "adopt" }',
      ADOPT_X,
      /Cannot take over task "Y" \(.*file 1000002\): this command is deleting it for another resource\./,
    ],
    [
      "without adopt",
      Y,
      '{ taskName: "X" }',
      /still contains a task of this name \(file 1000002\), which this command is deleting for another resource\./,
    ],
  ] as const) {
    it(
      `of a task under deletion is refused: two names are swapped ${way}, and the next up ends it`,
      onStackAfterUp(
        `const a = task("a", { taskName: "X" });\ntask("b", ${Y}, { dependsOn: a });`,
        async (stack) => {
          // Both are under deletion when the first one ends and its successor is created.
          stack.emulator.addFault(slowDelete("1000001", 1_000));
          stack.emulator.addFault(slowDelete("1000002", 4_000));
          await rewrite(stack, `task("a", ${a});\ntask("b", ${b});`);
          const up = await stack.pulumi(UP);
          await assertStateIsTrue(stack);
          assert.notEqual(up.exitCode, 0);
          assert.equal(liveState(stack, "1000002"), "RECYCLE_BIN");
          assert.match(up.text, says);
          assert.doesNotMatch(up.text, /import: "10000:1000002"/);

          await stack.succeed(UP);
          await assertStateIsTrue(stack);
          assert.deepEqual(Object.keys(await storedIds(stack)).sort(), ["a", "b"]);
        },
      ),
    );
  }

  it(
    "goes before the replacement of its old entry, which then drops the task",
    onStackAfterUp('task("a", { taskName: "X" });', async (stack) => {
      await rewrite(
        stack,
        `const b = task("b", { taskName: "X" }, ${IMPORT_X});
task("a", { taskName: "X2" }, { dependsOn: b });`,
      );
      await stack.takeWrites();
      await stack.succeed(UP);
      await assertStateIsTrue(stack);
      assert.deepEqual(await storedIds(stack), { a: "10000:1000002", b: "10000:1000001" });
      assert.deepEqual(await stack.takeWrites(), ["CreateDISyncTask"]);
      await stack.succeed([...UP, "--refresh", "--expect-no-changes"]);
    }),
  );

  it(
    "is refused after the replacement of its old entry deleted the task, and says how to get a new one",
    onStackAfterUp('task("a", { taskName: "X" });', async (stack) => {
      const program = (options: string) => `const a = task("a", { taskName: "X2" });
task("b", { taskName: "X" }, { ${options} dependsOn: a });`;
      await rewrite(stack, program('import: "10000:1000001",'));
      const up = await stack.pulumi(UP);
      await assertStateIsTrue(stack);
      assert.deepEqual(await storedIds(stack), { a: "10000:1000002" });
      assert.match(
        up.text,
        /Cannot import task "X" \(.*file 1000001\): this command has deleted it for another resource\.\s+Nothing was created\.\s+Next: Remove import: "10000:1000001" from the resource's options/,
      );
      assert.notEqual(up.exitCode, 0);

      await rewrite(stack, program(""));
      await stack.succeed(UP);
      assert.deepEqual(await storedIds(stack), { a: "10000:1000002", b: "10000:1000003" });
    }),
  );

  it(
    "is refused while the replacement of its old entry deletes the task",
    onStackAfterUp('task("a", { taskName: "X" });', async (stack) => {
      stack.emulator.addFault(slowDelete("1000001", 4_000));
      // Made only once the delete is under way: the other resource's program part waits for its request.
      await rewrite(
        stack,
        `task("a", { taskName: "X2" });
const deleting = async () => {
  for (;;) {
    const answer = await fetch(process.env.DATAWORKS_ENDPOINT + "/_emulator/requests");
    if ((await answer.json()).some(({ action }) => action === "TerminateDISyncInstance")) return {};
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
task("b", { taskName: pulumi.output(deleting()).apply(() => "X") }, ${IMPORT_X});`,
      );
      const up = await stack.pulumi(UP);
      await assertStateIsTrue(stack);
      assert.match(
        up.text,
        /Cannot import task "X" \(.*file 1000001\): this command is deleting it for another resource\.\s+Nothing was created\./,
      );
      assert.notEqual(up.exitCode, 0);
      assert.equal(liveState(stack, "1000001"), "RECYCLE_BIN");
      assert.equal((await storedIds(stack))["b"], undefined);
    }),
  );
});
