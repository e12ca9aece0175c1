import assert from "node:assert/strict";
import { createTask } from "../../../../provider/lifecycle/create";
import { recordDeclared } from "../../../../provider/lifecycle/identity/ownership";
import { removeTask } from "../../../../provider/lifecycle/remove";
import { createTaskWorld, inputs, type CreatedWorld } from "../../../harness/lifecycle";

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

  for (const code of ["Param.Invalid", "InvalidFileId"]) {
    it(`lets Delete decide where the undeploy of a task that was never deployed is answered with 400 ${code}`, async () => {
      await prepare({}, { refusalShape: "http400" });
      world.fault({
        action: "TerminateDISyncInstance",
        kind: "gateway",
        httpStatus: 400,
        code,
        message: "no",
      });
      await remove();
      assert.equal(world.emulator.task("1000001")?.deletedStatus, "RECYCLE_BIN");
    });
  }

  it("takes every other HTTP 400 to the undeploy for an error, and deletes nothing", async () => {
    await prepare();
    world.fault({
      action: "TerminateDISyncInstance",
      kind: "gateway",
      httpStatus: 400,
      code: "InvalidTimeStamp.Expired",
      message: "no",
    });
    await assert.rejects(remove(), /TerminateDISyncInstance answered HTTP 400 InvalidTimeStamp/);
    assert.deepEqual(world.takeActions(), ["GetDISyncInstanceInfo", "TerminateDISyncInstance"]);
  });

  it("deletes once more where the undeploy of a task that ran goes on, which PAUSE shows", async () => {
    await prepare({}, { terminateDelayMs: 60_000 });
    await world.changeTask({ deployed: true, runState: "RUN" });
    await remove();
    const actions = world.takeActions();
    assert.equal(actions.filter((action) => action === "DeleteDISyncTask").length, 2);
    assert.equal(world.emulator.task("1000001")?.deletedStatus, "RECYCLE_BIN");
  });

  it("tells the refusal where the undeploy has not ended after two minutes", async () => {
    await prepare({}, { terminateDelayMs: 600_000 });
    await world.changeTask({ deployed: true, runState: "PAUSE" });
    await assert.rejects(remove(), {
      message:
        'Cannot delete task "orders" (region cn-shanghai, workspace 10000, file 1000001): DeleteDISyncTask answered Data.Status "fail": fileId:[1000001] is deployed, undeploy it first. (RequestId REQUEST-1).\n' +
        "Live state: PAUSE. Done so far: undeployed. The task stays in the state.\n" +
        "Next: Correct in DataWorks what the service's message names, then run the command again; it resumes from here.\n" +
        "The task is being undeployed. To keep it after all, wait until that is done, then deploy it again in Operation Center.",
    });
    assert.equal(
      world.clock.sleptMs.reduce((sum, ms) => sum + ms, 0),
      120_000,
    );
    assert.equal(
      world.lines.some((line) => line.includes("undeploy it first")),
      false,
    );
  });

  it("tells the refusal where the undeploy that goes on can no longer be read", async () => {
    await prepare({ DATAWORKS_MAX_RETRIES: "0" }, { terminateDelayMs: 60_000 });
    await world.changeTask({ deployed: true, runState: "PAUSE" });
    world.fault({ action: "GetDISyncInstanceInfo", kind: "html", nth: 3, count: 0 });
    await assert.rejects(remove(), /DeleteDISyncTask answered .* is deployed, undeploy it first/);
  });

  it("tells a refused delete at once where no state shows an undeploy that goes on", async () => {
    await prepare({}, { terminateDelayMs: 60_000 });
    await world.changeTask({ deployed: true, runState: "NORUN" });
    await assert.rejects(remove(), /is deployed, undeploy it first/);
    assert.deepEqual(world.clock.sleptMs, []);
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
        /its file was deleted, but its instance still runs: GetDISyncInstanceInfo says RUN\.\nLive state: RUN\. Done so far: stop requested; stopped \(PAUSE\); undeploy refused \("it runs"\); deleted\. The task stays in the state\./,
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
        /DeleteDISyncTask received no response: ECONNRESET \(socket hang up\); whether the task is still there cannot be read: GetDISyncTask received no response: the response is not JSON\.\nLive state: none\./,
      );
      return true;
    });
  });

  it("compares the file's name where the instance has none", async () => {
    await prepare({}, { nameInInfo: false });
    await world.changeTask({ name: "payroll" });
    await assert.rejects(remove(), /DataWorks calls it "payroll"/);
    assert.deepEqual(world.takeActions(), ["GetDISyncInstanceInfo", "ListFiles"]);
  });

  it("deletes a task of another name only where the environment names this very task", async () => {
    await prepare({ DATAWORKS_ACCEPT_RENAME: ID });
    await world.changeTask({ name: "payroll" });
    await remove();
    assert.equal(world.emulator.task("1000001")?.deletedStatus, "RECYCLE_BIN");
  });

  it("ends an instance that was renamed and lost its file, where the environment names it", async () => {
    await prepare({ DATAWORKS_ACCEPT_RENAME: ID });
    await world.changeTask({ name: "payroll", deployed: true, runState: "RUN" });
    await world.changeTask({ fileGone: true });
    await remove();
    assert.equal(world.emulator.task("1000001")?.runState, "NORUN");
  });

  it("asks for the new folder before the delete of a replacement, and deletes nothing without it", async () => {
    await prepare();
    await world.changeTask({ deployed: true, runState: "RUN" });
    const fileFolderPath = "Business Flow/quickstrat/Data Integration";
    await recordDeclared(
      world.context,
      ID,
      world.created.state,
      { ...inputs, fileFolderPath },
      true,
    );
    await assert.rejects(remove(), {
      message:
        'Cannot delete task "orders" (region cn-shanghai, workspace 10000, file 1000001): it is to be replaced by a task in folder "Business Flow/quickstrat/Data Integration" (region cn-shanghai, workspace 10000), ' +
        "which cannot be found: GetFolder answered HTTP 400 Invalid.Folder.NotExists: The folder does not exist. (RequestId REQUEST-1).\n" +
        "Live state: RUN. Done so far: nothing. The task stays in the state.\n" +
        "Next: Correct fileFolderPath, or create the folder in DataWorks; then run `pulumi up` again.",
    });
    assert.deepEqual(world.takeActions(), ["GetDISyncInstanceInfo", "GetFolder"]);
  });

  it("gives the name back, so that a replacement can take it", async () => {
    await prepare();
    await remove();
    const { id } = await createTask(world.context, inputs);
    assert.equal(id, "10000:1000002");
  });
});
