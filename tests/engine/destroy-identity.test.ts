import assert from "node:assert/strict";
import { createStackAfterUp, DESTROY, UP, type Stack } from "../harness/stack";

describe("a destroy of what may not be our task, on the real engine", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await createStackAfterUp();
  });
  afterEach(() => stack.dispose());

  it("never touches an id whose live name is another one, also with --refresh", async () => {
    await stack.control("PATCH", "tasks/1000001", {
      deployed: true,
      runState: "RUN",
      name: "payroll",
    });
    for (const command of [DESTROY, ["destroy", "--yes", "--refresh"]]) {
      const destroy = await stack.pulumi(command);
      assert.notEqual(destroy.exitCode, 0);
      assert.match(
        destroy.text,
        /task "orders_copy" \(region cn-shanghai, workspace 10000, file 1000001\): DataWorks calls it "payroll", but the name on record is "orders_copy": it may be another task\.\s+Nothing was changed\./,
      );
      assert.deepEqual(await stack.takeWrites(), []);
      assert.equal((await stack.storedTask())?.id, "10000:1000001");
    }
  });

  it("takes a rename over where the environment names the task, and then deletes it", async () => {
    await stack.control("PATCH", "tasks/1000001", { name: "orders_copy_2" });
    await stack.succeed(["refresh", "--yes"], { DATAWORKS_ACCEPT_RENAME: "10000:1000001" });
    assert.equal((await stack.storedTask())?.outputs.liveName, "orders_copy_2");
    await stack.succeed([...UP, "--expect-no-changes"]);
    await stack.succeed(DESTROY);
  });

  it("keeps a task whose file is gone while its instance runs, and a plain destroy ends it", async () => {
    await stack.control("PATCH", "tasks/1000001", {
      deployed: true,
      runState: "RUN",
      fileGone: true,
    });
    const refreshing = await stack.pulumi(["destroy", "--yes", "--refresh"]);
    assert.notEqual(refreshing.exitCode, 0);
    assert.match(
      refreshing.text,
      /its file is gone, but its instance still exists: GetDISyncInstanceInfo says RUN/,
    );
    assert.equal((await stack.storedTask())?.id, "10000:1000001");
    assert.deepEqual(await stack.takeWrites(), []);

    await stack.succeed(DESTROY);
    assert.deepEqual(await stack.takeWrites(), [
      "StopDISyncInstance",
      "TerminateDISyncInstance",
      "DeleteDISyncTask",
    ]);
    assert.equal(await stack.storedTask(), undefined);
  });

  it("calls a task that somebody deleted an error, which destroy --refresh cures", async () => {
    await stack.control("DELETE", "tasks/1000001");
    const plain = await stack.pulumi(DESTROY);
    assert.notEqual(plain.exitCode, 0);
    assert.match(
      plain.text,
      /If the task was already deleted, in the console or by a run that was killed, run the command again with `--refresh` \(`pulumi destroy --refresh`, or `pulumi up --refresh`\), which proves that and removes it from the state \(or set DATAWORKS_MISSING_ON_DELETE=succeed\)\./,
    );
    assert.equal((await stack.storedTask())?.id, "10000:1000001");
    await stack.takeCalls();
    await stack.succeed(["destroy", "--yes", "--refresh"]);
    assert.deepEqual(await stack.takeWrites(), []);
    assert.equal(await stack.storedTask(), undefined);
  });

  it("calls it done under DATAWORKS_MISSING_ON_DELETE=succeed, with proof", async () => {
    await stack.control("DELETE", "tasks/1000001");
    await stack.succeed(DESTROY, { DATAWORKS_MISSING_ON_DELETE: "succeed" });
    assert.equal(await stack.storedTask(), undefined);
  });

  it("does not call it done under DATAWORKS_MISSING_ON_DELETE=succeed while the task is there", async () => {
    await stack.control("POST", "faults", {
      action: "DeleteDISyncTask",
      kind: "refuse",
      message: "fileId:[1000001] is invalid.",
    });
    const destroy = await stack.pulumi(DESTROY, { DATAWORKS_MISSING_ON_DELETE: "succeed" });
    assert.notEqual(destroy.exitCode, 0);
    assert.equal((await stack.storedTask())?.id, "10000:1000001");
  });

  it("refuses a state of the emulator at any other endpoint", async () => {
    for (const command of [DESTROY, ["destroy", "--yes", "--refresh"]]) {
      const destroy = await stack.pulumi(command, {
        DATAWORKS_ENDPOINT: "https://dataworks.invalid",
      });
      assert.notEqual(destroy.exitCode, 0);
      assert.match(
        destroy.text,
        /Cannot use the state of task "orders_copy" \(region cn-shanghai, workspace 10000, file 1000001\): it was written through http:\/\/127\.0\.0\.1:\d+, but the endpoint is now https:\/\/dataworks\.invalid\.\s+Nothing was called\.\s+Next: Set DATAWORKS_ENDPOINT \(or dataworks:endpoint\) to that one, or use another stack for this endpoint\./,
      );
      assert.equal((await stack.storedTask())?.id, "10000:1000001");
    }
  });

  it("follows an endpoint that moved, where the person says so", async () => {
    const { url } = stack.emulator;
    const moved = url.replace("127.0.0.1", "localhost");
    const env = { DATAWORKS_ENDPOINT: moved };
    assert.notEqual((await stack.pulumi(["refresh", "--yes"], env)).exitCode, 0);
    await stack.succeed(["refresh", "--yes"], { ...env, DATAWORKS_ACCEPT_ENDPOINT: url });
    assert.equal((await stack.storedTask())?.outputs["endpoint"], moved);
    await stack.succeed(["refresh", "--yes"], env);
  });

  it("proves nothing in a workspace that shows no file at all", async () => {
    await stack.control("DELETE", "tasks/1000001");
    await stack.control("POST", "faults", {
      action: "ListFiles",
      kind: "answer",
      httpStatus: 200,
      count: 0,
      body: {
        Success: true,
        RequestId: "r",
        Data: { Files: [], TotalCount: 0, PageNumber: 1, PageSize: 100 },
      },
    });
    const refresh = await stack.pulumi(["refresh", "--yes"]);
    assert.notEqual(refresh.exitCode, 0);
    assert.match(
      refresh.text,
      /workspace 10000 shows no files at all, as it does to a wrong account or after a move to the new Data Studio; if it is really empty, set DATAWORKS_ACCEPT_EMPTY_WORKSPACE=1/,
    );
    assert.equal((await stack.storedTask())?.id, "10000:1000001");
    await stack.succeed(["refresh", "--yes"], { DATAWORKS_ACCEPT_EMPTY_WORKSPACE: "1" });
    assert.equal(await stack.storedTask(), undefined);
  });
});
