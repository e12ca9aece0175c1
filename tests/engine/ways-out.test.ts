import assert from "node:assert/strict";
import { liveState, onStackAfterUp, rewrite, storedIds } from "../harness/several-tasks";
import { DESTROY, UP } from "../harness/stack";

const ID = "10000:1000001";
const RUNNING = 'task("a", { desiredState: "running" });';

describe("what leads out of a refusal, on the real engine", function () {
  this.timeout(60_000);

  for (const [title, options] of [
    ["", "{}"],
    [
      ", also where the task moves to another provider",
      '{ provider: new dataworks.Provider("p", {}) }',
    ],
  ] as const) {
    it(
      `a folder that does not exist is told before the running task is deleted${title}`,
      onStackAfterUp(RUNNING, async (stack) => {
        const folder = "Business Flow/quickstrat/Data Integration";
        await rewrite(
          stack,
          `task("a", { desiredState: "running", fileFolderPath: "${folder}" }, ${options});`,
        );
        await stack.takeWrites();
        const up = await stack.pulumi(UP);
        assert.equal(liveState(stack, "1000001"), "RUN");
        assert.deepEqual(await stack.takeWrites(), []);
        assert.deepEqual(await storedIds(stack), { a: ID });
        assert.match(
          up.text,
          /it is to be replaced by a task in folder "Business Flow\/quickstrat\/Data Integration" \(region cn-shanghai, workspace 10000\), which cannot be found: GetFolder answered HTTP 400 Invalid\.Folder\.NotExists: [^]*Next: Correct fileFolderPath, or create the folder in DataWorks; then run `pulumi up` again/,
        );
        assert.notEqual(up.exitCode, 0);

        await rewrite(stack, RUNNING);
        await stack.succeed([...UP, ...(title === "" ? ["--expect-no-changes"] : [])]);
        assert.deepEqual(await stack.takeWrites(), []);
      }),
    );
  }

  it(
    "a refused destroy says what puts the task back, and that does it",
    onStackAfterUp(RUNNING, async (stack) => {
      await stack.control("POST", "faults", {
        action: "DeleteDISyncTask",
        count: 0,
        kind: "refuse",
        message: "the file is locked",
      });
      const destroy = await stack.pulumi(DESTROY);
      await stack.control("DELETE", "faults");
      assert.notEqual(destroy.exitCode, 0);
      assert.match(
        destroy.text,
        /The task is undeployed now\. To keep it after all, leave the resource in the program and run `pulumi up --refresh` \(a plain `pulumi up` does not see the change\)/,
      );
      assert.equal(liveState(stack, "1000001"), "NORUN");

      await stack.succeed([...UP, "--refresh"]);
      assert.equal(liveState(stack, "1000001"), "RUN");
      assert.deepEqual(await storedIds(stack), { a: ID });
    }),
  );

  it(
    "an accepted rename lets a destroy end whose file is gone and whose instance runs",
    onStackAfterUp(RUNNING, async (stack) => {
      await stack.control("PATCH", "tasks/1000001", { name: "orders_renamed", fileGone: true });
      const destroy = await stack.pulumi(DESTROY);
      assert.notEqual(destroy.exitCode, 0);
      assert.match(
        destroy.text,
        /DataWorks calls it "orders_renamed", but the name on record is "orders_copy": it may be another task\.\s+Nothing was changed\. The task stays in the state\.\s+Next: .*set DATAWORKS_ACCEPT_RENAME=10000:1000001/,
      );
      assert.equal(stack.emulator.task("1000001")?.runState, "RUN");
      assert.deepEqual(await storedIds(stack), { a: ID });

      await stack.succeed(DESTROY, { DATAWORKS_ACCEPT_RENAME: ID });
      assert.equal(stack.emulator.task("1000001")?.runState, "NORUN");
      assert.deepEqual(await storedIds(stack), {});
    }),
  );
});
