import assert from "node:assert/strict";
import { removeTask } from "../../../../../provider/lifecycle/remove";
import { createTaskWorld, type CreatedWorld } from "../../../../harness/lifecycle";
import type { LifecycleError } from "../../../../../provider/lifecycle/report/errors";

const ID = "10000:1000001";
const TASK = 'task "orders" (region cn-shanghai, workspace 10000, file 1000001)';

describe("the confirm of a delete", () => {
  let world: CreatedWorld;
  async function prepare(quirks: Record<string, unknown> = {}): Promise<void> {
    world = await createTaskWorld({ DATAWORKS_MAX_RETRIES: "0" }, quirks);
  }
  afterEach(() => world.stop());

  const remove = () => removeTask(world.context, ID, world.created.state);

  /** The service says success, and deletes nothing. */
  function lie(): void {
    world.fault({
      action: "DeleteDISyncTask",
      kind: "answer",
      httpStatus: 200,
      body: { Success: true, RequestId: "r", Data: { Status: "success" } },
    });
  }

  const stillListed = {
    name: "LifecycleError",
    message:
      `Cannot delete ${TASK}: step 5 of 5 (confirm): waited 1 min for the file of task "orders" to disappear; the file is still listed.\n` +
      'Live state: NORUN. Done so far: undeploy refused ("fileId:[1000001] is not deployed."); deleted. The task stays in the state.\n' +
      "Next: DeleteDISyncTask said success, but ListFiles shows the file: look at it in DataWorks. If it is still there, run the command again; " +
      "if it is in the recycle bin or gone, and this message stays, remove the resource from the state with `pulumi state delete`.",
  };

  it("looks for a minute whether a deleted file disappears", async () => {
    await prepare();
    lie();
    await assert.rejects(remove(), (error: LifecycleError) => {
      assert.deepEqual({ name: error.name, message: error.message }, stillListed);
      assert.equal(error.failure.name, "still-listed");
      return true;
    });
  });

  it("takes a GetFile that refuses for a file that is still there", async () => {
    await prepare({ realtimeFileCalls: "reject" });
    lie();
    await assert.rejects(remove(), stillListed);
  });

  it("does not believe in a deletion of which later looks cannot be read, once one has shown the file", async () => {
    await prepare();
    lie();
    world.fault({ action: "ListFiles", kind: "throttle", per: "day", nth: 2, count: 0 });
    await assert.rejects(remove(), stillListed);
  });

  it("ends well as soon as one look shows that the file is gone", async () => {
    await prepare({ deleteDelayMs: 10_000 });
    world.fault({ action: "ListFiles", kind: "html", nth: 2, count: 1 });
    await remove();
    assert.deepEqual(
      world.lines.filter((line) => line.startsWith("warning")),
      [],
    );
  });

  it("is an error where the instance had to be read and no look at the file could be", async () => {
    await prepare();
    world.fault({ action: "ListFiles", kind: "html", count: 0 });
    await assert.rejects(remove(), {
      message:
        `Cannot delete ${TASK}: whether its file is gone cannot be read: ListFiles received no response: the response is not JSON.\n` +
        'Live state: none. Done so far: undeploy refused ("fileId:[1000001] is not deployed."); deleted. The task stays in the state.\n' +
        "Next: Run the command again with `--refresh`, which proves that and removes it from the state.",
    });
  });

  it("warns where not one look could be read", async () => {
    await prepare();
    await world.changeTask({ deployed: true, runState: "PAUSE" });
    world.fault({ action: "ListFiles", kind: "html", count: 0 });
    await remove();
    assert.deepEqual(world.lines.at(-1), WARNING);
    assert.equal(
      world.clock.sleptMs.reduce((sum, ms) => sum + ms, 0),
      60_000,
    );
  });
  const WARNING = `warning: ${TASK} was deleted (the service said success), but that could not be confirmed: ListFiles received no response: the response is not JSON`;

  it("is an error where the instance has to be read and cannot be", async () => {
    await prepare();
    await world.changeTask({ deployed: true, runState: "RUN" });
    world.fault({
      action: "GetDISyncInstanceInfo",
      kind: "gateway",
      httpStatus: 403,
      code: "Forbidden.Access",
      message: "no",
      nth: 3,
      count: 0,
    });
    await assert.rejects(remove(), {
      message:
        `Cannot delete ${TASK}: its file was deleted, but whether its instance still runs cannot be read: GetDISyncInstanceInfo answered HTTP 403 Forbidden.Access: no (RequestId REQUEST-1).\n` +
        "Live state: unreadable, last seen as PAUSE. Done so far: stop requested; stopped (PAUSE); undeployed; deleted. The task stays in the state.\n" +
        "Next: Run the command again with `--refresh`.",
    });
  });

  it("warns where undeploying was refused and a stopped instance remains", async () => {
    await prepare({ deleteDeployed: "ok" });
    await world.changeTask({ deployed: true, runState: "PAUSE" });
    world.fault(
      { action: "TerminateDISyncInstance", kind: "refuse", message: "busy" },
      { action: "GetDISyncInstanceInfo", kind: "infoWord", word: "PAUSE", nth: 2 },
    );
    await remove();
    assert.deepEqual(world.lines, [
      `warning: ${TASK} was deleted, but undeploying it was refused ("busy") and its instance still says PAUSE: ` +
        "a deployed instance may remain; look in Operation Center",
    ]);
  });
});
