import assert from "node:assert/strict";
import { createTask } from "../../../../provider/lifecycle/create";
import { removeTask } from "../../../../provider/lifecycle/remove";
import { readTask } from "../../../../provider/lifecycle/read";
import type { DISyncTaskState } from "../../../../provider/lifecycle/model/state";
import { createWorld, inputs, type World } from "../../../harness/lifecycle";

const ID = "10000:1000001";
const TASK = 'task "orders" (region cn-shanghai, workspace 10000, file 1000001)';
const INFO = "GetDISyncInstanceInfo";

/** The run state is denied although the task was last seen alive: a business refusal, or half an answer that stands for one. */
describe("a run state that is denied", () => {
  let world: World;
  let state: DISyncTaskState;
  async function prepare(
    variables: Readonly<Record<string, string>> = {},
    quirks: Record<string, unknown> = {},
    program: object = {},
  ): Promise<void> {
    world = await createWorld(variables, { quirks });
    const running = { ...inputs, desiredState: "running", ...program } as const;
    ({ state } = await createTask(world.context, running));
    world.takeActions();
  }
  afterEach(() => world.stop());

  const remove = () => removeTask(world.context, ID, state);
  const deny = (nth = 1, count = 1) =>
    world.fault({ action: INFO, kind: "refuse", message: "system busy", nth, count });
  const writes = () => world.takeActions().filter((action) => !/^(Get|List)/.test(action));

  const denied = {
    message:
      `Cannot delete ${TASK}: GetDISyncInstanceInfo returns no run state, and the last known one is RUN: the task may still run, so nothing more was written.\n` +
      "Live state: none. Done so far: nothing. The task stays in the state.\n" +
      "Next: Run the command again with `--refresh`.",
  };

  it("stops nothing, undeploys nothing and deletes nothing", async () => {
    await prepare();
    deny();
    await assert.rejects(remove(), denied);
    assert.deepEqual(writes(), []);
    assert.equal(world.emulator.task("1000001")?.runState, "RUN");
  });

  it("does not pass the policy refuseIfRunning", async () => {
    await prepare({}, { terminateRunning: "stopFirst" }, { deletePolicy: "refuseIfRunning" });
    deny();
    await assert.rejects(remove(), denied);
    assert.deepEqual(writes(), []);
  });

  it("does not leave an instance behind that runs on", async () => {
    await prepare({}, { deleteRunning: "orphan" });
    deny(1, 0);
    await assert.rejects(remove(), denied);
    assert.equal(world.emulator.task("1000001")?.deletedStatus, "NORMAL");
  });

  it("is polled again in the wait for a stop, and fails the wait only three times in a row", async () => {
    await prepare({}, { stopDelayMs: 10_000 });
    deny(2, 2);
    await remove();
    assert.equal(world.emulator.task("1000001")?.deletedStatus, "RECYCLE_BIN");
  });

  it("ends the wait for a stop where it is denied three times in a row", async () => {
    await prepare({}, { stopDelayMs: 600_000 });
    deny(2, 0);
    await assert.rejects(remove(), {
      message:
        `Cannot delete ${TASK}: step 2 of 5 (wait for the stop): waited 14 s for task "orders" to stop; it stays none; the service says: system busy; GetDISyncInstanceInfo returns no run state, and the last known one is RUN: the task may still run, so nothing more was written.\n` +
        "Live state: none. Done so far: stop requested. The task stays in the state.\n" +
        "Next: Run the command again with `--refresh`.",
    });
    assert.deepEqual(writes(), ["StopDISyncInstance"]);
  });

  it("says that the task is gone where the whole proof holds, and that a refresh takes it out", async () => {
    await prepare();
    await world.deleteTask();
    await assert.rejects(remove(), {
      message:
        `Cannot delete ${TASK}: it no longer exists in DataWorks.\n` +
        "Live state: none. Done so far: nothing. The task stays in the state.\n" +
        "Next: If the task was already deleted, in the console or by a run that was killed, run the command again with `--refresh` (`pulumi destroy --refresh`, or `pulumi up --refresh`), which proves that and removes it from the state (or set DATAWORKS_MISSING_ON_DELETE=succeed).",
    });
    assert.equal(await readTask(world.context, ID, state), undefined);
  });

  it("is done where the whole proof holds and a missing task is to be a success", async () => {
    await prepare({ DATAWORKS_MISSING_ON_DELETE: "succeed" });
    await world.deleteTask();
    await remove();
    assert.deepEqual(writes(), []);
  });

  it("is not gone where a refresh has just seen it run, whatever a later look says", async () => {
    await prepare();
    await world.changeTask({ fileGone: true });
    world.fault({ action: INFO, kind: "infoWord", word: "PAUSE", nth: 2 });
    await assert.rejects(readTask(world.context, ID, state), {
      message: `Cannot read ${TASK}: its file is gone, but its instance was RUN a moment ago.\nThe task stays in the state.\nNext: Correct the cause, then run the command again; it resumes from here.`,
    });
  });

  it("is not gone where a delete has just seen it run, whatever a later look says", async () => {
    await prepare({ DATAWORKS_MISSING_ON_DELETE: "succeed" });
    await world.changeTask({ fileGone: true });
    world.fault(
      { action: "StopDISyncInstance", kind: "refuse", message: "busy" },
      { action: INFO, kind: "refuse", message: "busy", nth: 2 },
      { action: INFO, kind: "infoWord", word: "PAUSE", nth: 3 },
    );
    await assert.rejects(remove(), (error: Error) => {
      assert.match(error.message, /Next: Run the command again with `--refresh`\.$/);
      return true;
    });
    assert.equal(world.emulator.task("1000001")?.runState, "RUN");
  });

  it("fails where the proof cannot be read", async () => {
    await prepare({ DATAWORKS_MAX_RETRIES: "0" });
    deny();
    world.fault({ action: "GetDISyncTask", kind: "html" });
    await assert.rejects(remove(), (error: Error) => {
      assert.match(
        error.message,
        /proving that it is gone failed too: GetDISyncTask received no response/,
      );
      assert.match(error.message, /Next: Run the command again with `--refresh`\.$/);
      return true;
    });
  });
});
