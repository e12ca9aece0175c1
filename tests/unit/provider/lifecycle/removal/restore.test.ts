import assert from "node:assert/strict";
import { createTask } from "../../../../../provider/lifecycle/create";
import type { DISyncTaskInputs } from "../../../../../provider/lifecycle/model/inputs";
import { readTask } from "../../../../../provider/lifecycle/read";
import { removeTask } from "../../../../../provider/lifecycle/remove";
import type { DISyncTaskState } from "../../../../../provider/lifecycle/model/state";
import { updateTask } from "../../../../../provider/lifecycle/update";
import { createWorld, inputs, type World } from "../../../../harness/lifecycle";

const ID = "10000:1000001";

type Wanted = Pick<DISyncTaskInputs, "desiredState">;

/** What a refused delete leaves, and what puts the task back for each desired state: the advice is followed to its end. */
describe("after a refused delete", () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld();
  });
  afterEach(() => world.stop());

  /** A task as the program wants it, and the last line of a delete that was refused after the undeployment. */
  async function refused(wanted: Wanted): Promise<{ state: DISyncTaskState; lines: string[] }> {
    const created = await createTask(world.context, { ...inputs, ...wanted });
    world.fault({ action: "DeleteDISyncTask", kind: "refuse", message: "busy" });
    let lines: string[] = [];
    await assert.rejects(removeTask(world.context, ID, created.state), (error: Error) => {
      lines = error.message.split("\n").slice(3);
      return true;
    });
    return { state: created.state, lines };
  }

  async function upWithRefresh(state: DISyncTaskState, wanted: Wanted): Promise<void> {
    const seen = await readTask(world.context, ID, state);
    assert.ok(seen);
    await updateTask(world.context, ID, seen, { ...inputs, ...wanted });
  }

  it("`pulumi up --refresh` deploys and starts a task that is to run", async () => {
    const wanted = { desiredState: "running" } as const;
    const { state, lines } = await refused(wanted);
    assert.deepEqual(lines, [
      "The task is undeployed now. To keep it after all, leave the resource in the program and run `pulumi up --refresh` (a plain `pulumi up` does not see the change).",
    ]);
    await upWithRefresh(state, wanted);
    assert.equal(world.emulator.task("1000001")?.runState, "RUN");
  });

  it("a task that is to be stopped and was never started is deployed again in Operation Center", async () => {
    const { lines } = await refused({ desiredState: "stopped" });
    assert.deepEqual(lines, [
      "The task is undeployed now. To keep it after all, deploy it again in Operation Center.",
    ]);
  });

  it("`pulumi up --refresh` deploys a task that is to be stopped and ran before", async () => {
    const wanted = { desiredState: "stopped" } as const;
    const created = await createTask(world.context, { ...inputs, ...wanted });
    const paused = { ...created.state, liveState: "PAUSE" };
    await world.changeTask({ runState: "PAUSE" });
    world.fault({ action: "DeleteDISyncTask", kind: "refuse", message: "busy" });
    await assert.rejects(
      removeTask(world.context, ID, paused),
      /The task is undeployed now\. To keep it after all, leave the resource in the program and run `pulumi up --refresh` \(a plain `pulumi up` does not see the change\)\.$/,
    );
    await upWithRefresh(paused, wanted);
    assert.equal(world.emulator.task("1000001")?.deployed, true);
  });

  it("a task whose program sets no desiredState is put back in Operation Center", async () => {
    const created = await createTask(world.context, inputs);
    await world.changeTask({ deployed: true, runState: "RUN" });
    world.fault({ action: "DeleteDISyncTask", kind: "refuse", message: "busy" });
    await assert.rejects(
      removeTask(world.context, ID, created.state),
      /The task is undeployed now\. To keep it after all, deploy and start it again in Operation Center\.$/,
    );
  });

  it("nothing is to be put back of a task that is to be undeployed", async () => {
    const { lines } = await refused({ desiredState: "undeployed" });
    assert.deepEqual(lines, []);
  });

  it("a task whose undeployment goes on is put back after it", async () => {
    const wanted = { desiredState: "running" } as const;
    const created = await createTask(world.context, { ...inputs, ...wanted });
    world.emulator.setQuirks({ terminateDelayMs: 10 * 60_000 });
    await assert.rejects(removeTask(world.context, ID, created.state), {
      message:
        'Cannot delete task "orders" (region cn-shanghai, workspace 10000, file 1000001): DeleteDISyncTask answered Data.Status "fail": fileId:[1000001] is deployed, undeploy it first. (RequestId REQUEST-1).\n' +
        "Live state: PAUSE. Done so far: stop requested; stopped (PAUSE); undeployed. The task stays in the state.\n" +
        "Next: Correct in DataWorks what the service's message names, then run the command again; it resumes from here.\n" +
        "The task is being undeployed. To keep it after all, wait until that is done, then leave the resource in the program and run `pulumi up --refresh` (a plain `pulumi up` does not see the change).",
    });
    await world.clock.sleep(10 * 60_000);
    await upWithRefresh(created.state, wanted);
    assert.equal(world.emulator.task("1000001")?.runState, "RUN");
  });

  it("nothing is to be put back where the stop was refused, since nothing ran any more", async () => {
    const created = await createTask(world.context, { ...inputs, desiredState: "running" });
    await world.changeTask({ runState: "PAUSE" });
    world.fault({ action: "GetDISyncInstanceInfo", kind: "infoWord", word: "RUN" });
    world.fault({ action: "StopDISyncInstance", kind: "refuse", message: "busy" });
    world.fault({ action: "TerminateDISyncInstance", kind: "refuse", message: "busy" });
    await assert.rejects(removeTask(world.context, ID, created.state), (error: Error) => {
      assert.equal(error.message.split("\n").length, 3);
      return true;
    });
  });

  it("nothing is to be put back where nothing was done", async () => {
    const created = await createTask(world.context, { ...inputs, desiredState: "running" });
    world.fault({ action: "StopDISyncInstance", kind: "refuse", message: "busy" });
    await assert.rejects(removeTask(world.context, ID, created.state), (error: Error) => {
      assert.equal(error.message.split("\n").length, 3);
      return true;
    });
  });
});
