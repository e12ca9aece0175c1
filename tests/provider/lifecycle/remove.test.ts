import assert from "node:assert/strict";
import { createTask } from "../../../provider/lifecycle/create";
import { removeTask } from "../../../provider/lifecycle/remove";
import { createTaskWorld, inputs, type CreatedWorld } from "../../support/world";

const ID = "10000:1000001";

describe("remove", () => {
  let world: CreatedWorld;
  async function prepare(
    variables: Readonly<Record<string, string>> = {},
    quirks: Record<string, unknown> = {},
  ): Promise<void> {
    world = await createTaskWorld(variables, quirks);
  }
  afterEach(() => world.stop());

  const remove = () => removeTask(world.context, ID, world.created.state);

  it("deletes a task that was never deployed without a stop", async () => {
    await prepare();
    await remove();
    assert.deepEqual(world.takeActions(), [
      "GetDISyncInstanceInfo",
      "TerminateDISyncInstance",
      "DeleteDISyncTask",
      "ListFiles",
      "GetDISyncInstanceInfo",
    ]);
    assert.deepEqual(world.lines, []);
  });

  it("takes HTTP 400 to the undeploy for an error, and deletes nothing", async () => {
    await prepare({}, { refusalShape: "http400" });
    await assert.rejects(remove(), /TerminateDISyncInstance answered HTTP 400 Param\.Invalid/);
    assert.deepEqual(world.takeActions(), ["GetDISyncInstanceInfo", "TerminateDISyncInstance"]);
  });

  it("does not wait where a delete is refused while the undeploy goes on", async () => {
    await prepare({}, { terminateDelayMs: 4_000 });
    await world.changeTask({ deployed: true, runState: "PAUSE" });
    await assert.rejects(remove(), {
      message:
        'Cannot delete task "orders" (region cn-shanghai, workspace 10000, file 1000001): DeleteDISyncTask answered Data.Status "fail": fileId:[1000001] is deployed, undeploy it first. (RequestId REQUEST-1).\n' +
        "Live state: PAUSE. Done so far: undeployed. The task stays in the state.\n" +
        "Next: Correct in DataWorks what the service's message names, then run the command again; it goes on from here.",
    });
    await world.clock.sleep(4_000);
    await remove();
  });

  it("polls a stop as long as it takes", async () => {
    await prepare({}, { stopDelayMs: 60_000 });
    await world.changeTask({ deployed: true, runState: "RUN" });
    await remove();
    const polls = world.clock.sleptMs.map((ms) => Math.round(ms));
    assert.deepEqual(polls, [1_000, 5_000, 7_500, 11_250, 16_875, 25_313]);
    assert.match(
      world.lines[0] ?? "",
      /^step 2 of 5 \(wait for the stop\): waiting for task "orders" to stop; now KILLING, 19 min 59 s left$/,
    );
  });

  it("confirms for a minute that a deleted file disappears", async () => {
    await prepare();
    world.fault({
      action: "DeleteDISyncTask",
      kind: "answer",
      httpStatus: 200,
      body: { Success: true, RequestId: "r", Data: { Status: "success" } },
    });
    await assert.rejects(remove(), {
      name: "LifecycleError",
      message:
        'Cannot delete task "orders" (region cn-shanghai, workspace 10000, file 1000001): step 5 of 5 (confirm): waited 1 min for the file of task "orders" to disappear; it still says still listed.\n' +
        'Live state: NORUN. Done so far: undeploy refused ("fileId:[1000001] is not deployed."); deleted. The task stays in the state.\n' +
        "Next: DeleteDISyncTask said success, but ListFiles still shows the file: look at it in DataWorks, then run `pulumi destroy` again.",
    });
  });

  it("warns where a success cannot be confirmed", async () => {
    await prepare({ DATAWORKS_MAX_RETRIES: "0" });
    world.fault({ action: "ListFiles", kind: "html", count: 0 });
    await remove();
    assert.deepEqual(world.lines, [
      'warning: task "orders" (region cn-shanghai, workspace 10000, file 1000001) was deleted (the service said success), but that could not be confirmed: ListFiles got no answer: the answer is not JSON',
    ]);
  });

  it("is an error where the file is deleted and the instance goes on", async () => {
    await prepare({}, { deleteRunning: "orphan" });
    await world.changeTask({ deployed: true, runState: "RUN" });
    // The stop seems to have worked, and did not.
    world.fault(
      { action: "GetDISyncInstanceInfo", kind: "infoWord", word: "PAUSE", nth: 2 },
      {
        action: "StopDISyncInstance",
        kind: "answer",
        httpStatus: 200,
        body: { Success: true, Data: { Status: "success" } },
      },
      { action: "TerminateDISyncInstance", kind: "refuse", message: "it runs" },
    );
    await assert.rejects(remove(), (error: Error) => {
      assert.match(
        error.message,
        /its file is deleted, but its instance goes on: GetDISyncInstanceInfo says RUN\.\nLive state: RUN\. Done so far: stop asked for; stopped \(PAUSE\); undeploy refused \("it runs"\); deleted\. The task stays in the state\./,
      );
      return true;
    });
    // The next delete finds the instance without its file, ends it, and is done.
    await remove();
  });

  it("deletes again after a 500, at most maxRetries times, while the task is there", async () => {
    await prepare({ DATAWORKS_MAX_RETRIES: "2" });
    world.fault({
      action: "DeleteDISyncTask",
      kind: "gateway",
      httpStatus: 500,
      code: "InternalError.System",
      message: "An internal error occurred.",
      count: 0,
    });
    await assert.rejects(remove());
    const deletes = world.takeActions().filter((action) => action === "DeleteDISyncTask");
    assert.equal(deletes.length, 3);
  });

  it("does not delete again where the first delete did its work without an answer", async () => {
    await prepare();
    world.fault({ action: "DeleteDISyncTask", kind: "cutAfter" });
    await remove();
    const deletes = world.takeActions().filter((action) => action === "DeleteDISyncTask");
    assert.equal(deletes.length, 1);
  });

  it("says so where nobody can tell whether the task is still there", async () => {
    await prepare({ DATAWORKS_MAX_RETRIES: "0" });
    world.fault(
      { action: "DeleteDISyncTask", kind: "cutAfter" },
      { action: "GetDISyncTask", kind: "html" },
    );
    await assert.rejects(remove(), (error: Error) => {
      assert.match(
        error.message,
        /DeleteDISyncTask got no answer: ECONNRESET \(socket hang up\); whether the task is still there cannot be read: GetDISyncTask got no answer: the answer is not JSON\.\nLive state: none\./,
      );
      return true;
    });
  });

  it("warns where undeploying was refused and a stopped instance remains", async () => {
    await prepare({}, { deleteDeployed: "ok" });
    await world.changeTask({ deployed: true, runState: "PAUSE" });
    world.fault(
      { action: "TerminateDISyncInstance", kind: "refuse", message: "busy" },
      { action: "GetDISyncInstanceInfo", kind: "infoWord", word: "PAUSE", nth: 2 },
    );
    await remove();
    assert.deepEqual(world.lines, [
      'warning: task "orders" (region cn-shanghai, workspace 10000, file 1000001) was deleted, but undeploying it was refused ("busy") and its instance still says PAUSE: ' +
        "a deployed instance may remain; look in Operation Center",
    ]);
  });

  it("compares the file's name where the instance has none", async () => {
    await prepare({}, { nameInInfo: false });
    await world.changeTask({ name: "payroll" });
    await assert.rejects(remove(), /is called "payroll" in DataWorks/);
    assert.deepEqual(world.takeActions(), ["GetDISyncInstanceInfo", "ListFiles"]);
  });

  it("touches no task of another name, also where a refresh would take the name over", async () => {
    await prepare({ DATAWORKS_ACCEPT_RENAME: ID });
    await world.changeTask({ name: "payroll" });
    await assert.rejects(remove(), /is called "payroll" in DataWorks, but "orders" is the name/);
    assert.deepEqual(world.takeActions(), ["GetDISyncInstanceInfo"]);
  });

  it("gives the name back, so that a replacement can take it", async () => {
    await prepare();
    await remove();
    const { id } = await createTask(world.context, inputs);
    assert.equal(id, "10000:1000002");
  });
});
