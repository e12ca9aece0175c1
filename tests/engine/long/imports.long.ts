import assert from "node:assert/strict";
import { signedCall } from "../../harness/signed-call";
import {
  assertStateIsTrue,
  liveState,
  onStack,
  onStackAfterUp,
  rewrite,
  storedIds,
} from "../../harness/several-tasks";
import { UP } from "../../harness/stack";

const ID = "10000:1000001";
const RUNNING = '{ desiredState: "running" }';
const A = `task("a", ${RUNNING});`;
const IMPORTED = `task("b", ${RUNNING}, { import: "${ID}" });`;
const AT_REST = `task("b", {}, { import: "${ID}" });`;
const MOVED = "Business Flow/quickstart/Data Integration/moved";
const REFRESHED = [...UP, "--refresh"];

describe("the option import on the real engine", function () {
  this.timeout(60_000);

  it(
    "keeps a task that is renamed in the program under up --refresh",
    onStackAfterUp(A, async (stack) => {
      await rewrite(stack, IMPORTED);
      await stack.takeWrites();
      await stack.succeed(REFRESHED);
      assert.equal(liveState(stack, "1000001"), "RUN");
      assert.deepEqual(await stack.takeWrites(), []);
      assert.deepEqual(await storedIds(stack), { b: ID });
      await stack.succeed([...REFRESHED, "--expect-no-changes"]);
    }),
  );

  it(
    "is refused under up --refresh where the task was moved to another folder, and nothing is lost",
    onStackAfterUp(A, async (stack) => {
      await stack.control("POST", "folders", { path: MOVED });
      await stack.control("PATCH", "tasks/1000001", { folder: MOVED });
      await rewrite(stack, IMPORTED);
      await stack.takeWrites();
      const up = await stack.pulumi(REFRESHED);
      assert.equal(liveState(stack, "1000001"), "RUN");
      assert.deepEqual(await stack.takeWrites(), []);
      assert.deepEqual(await storedIds(stack), { a: ID });
      assert.match(
        up.text,
        /Cannot import task "orders_copy" \(.*file 1000001\): file 1000001 is in folder ".*moved", and fileFolderPath is "Business Flow\/quickstart\/Data Integration"\.\s+Nothing was changed\.\s+Next: Set fileFolderPath to the task's folder, or correct the id\./,
      );
      assert.notEqual(up.exitCode, 0);

      // What it asks for is enough.
      await rewrite(
        stack,
        `task("b", { ...${RUNNING}, fileFolderPath: "${MOVED}" }, { import: "${ID}" });`,
      );
      await stack.succeed(REFRESHED);
      assert.equal(liveState(stack, "1000001"), "RUN");
      assert.deepEqual(await storedIds(stack), { b: ID });
    }),
  );

  it(
    "may stay after its task was deleted: up --refresh makes a new one with a warning, once",
    onStackAfterUp('task("a");', async (stack) => {
      await rewrite(stack, AT_REST);
      await stack.succeed(UP);
      const file = { ProjectId: "10000", FileId: "1000001" };
      await signedCall(stack.emulator.url, Date.now(), "DeleteFile", file);
      assert.equal(stack.emulator.task("1000001")?.deletedStatus, "RECYCLE_BIN");
      const up = await stack.succeed(REFRESHED);
      await assertStateIsTrue(stack);
      assert.deepEqual(await storedIds(stack), { b: "10000:1000002" });
      assert.match(
        up.text,
        /warning: .*: the task that import: "10000:1000001" names was deleted, so a new one is created; remove import from the resource's options/,
      );
      await stack.succeed([...REFRESHED, "--expect-no-changes"]);
    }),
  );

  it(
    "is named as the line to take out where nothing is known of its id any more",
    onStack(async (stack) => {
      await rewrite(stack, IMPORTED);
      const up = await stack.pulumi(UP);
      assert.match(
        up.text,
        /Cannot import task "orders_copy" \(.*file 1000001\): the workspace has no file of this id\.\s+Nothing was changed\.\s+Next: Check the id, region and account; if the task no longer exists, remove import: "10000:1000001" from the resource's options, and a new task is created\./,
      );
      assert.notEqual(up.exitCode, 0);
      assert.deepEqual(await storedIds(stack), {});
    }),
  );

  for (const [title, both, says] of [
    [
      "of a task that another resource keeps is refused",
      `const a = task("a");\ntask("b", {}, { import: "${ID}", dependsOn: a });`,
      /Cannot take over task "orders_copy" \(.*file 1000001\): another resource of this program keeps it\.\s+Nothing was changed\.\s+Next: Remove one of the two from the program/,
    ],
    [
      "fails the resource that keeps the task, where it came first",
      `const b = ${AT_REST}\ntask("a", {}, { dependsOn: b });`,
      /Cannot keep task "orders_copy" \(.*file 1000001\): it was taken over by another resource of this program \(import or onExisting\), and two resources cannot own one task\.\s+Next: Remove one of the two resources from the program/,
    ],
  ] as const) {
    it(
      `${title}, and the way back loses nothing`,
      onStackAfterUp('task("a");', async (stack) => {
        await rewrite(stack, both);
        await stack.takeWrites();
        const up = await stack.pulumi(UP);
        assert.deepEqual(await stack.takeWrites(), []);
        assert.match(up.text, says);
        assert.notEqual(up.exitCode, 0);

        await rewrite(stack, 'task("a");');
        await stack.succeed(UP);
        assert.deepEqual(await stack.takeWrites(), []);
        assert.deepEqual(await storedIds(stack), { a: ID });
      }),
    );
  }
});
