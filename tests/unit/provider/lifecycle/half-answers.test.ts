import assert from "node:assert/strict";
import { readTask } from "../../../../provider/lifecycle/read";
import { removeTask } from "../../../../provider/lifecycle/remove";
import { createTask } from "../../../../provider/lifecycle/create";
import {
  createTaskWorld,
  createWorld,
  inputs,
  type CreatedWorld,
} from "../../../harness/lifecycle";

const NO_DATA = { kind: "answer", body: { Success: true, RequestId: "R" } } as const;
const TASK = 'task "orders" (region cn-shanghai, workspace 10000, file 1000001)';

describe("half an answer", () => {
  let world: CreatedWorld;
  beforeEach(async () => {
    world = await createTaskWorld();
  });
  afterEach(() => world.stop());

  const read = () => readTask(world.context, world.created.id, world.created.state);
  const remove = () => removeTask(world.context, world.created.id, world.created.state);

  it("never proves that a task is gone, whatever was proved before", async () => {
    const other = await createTask(world.context, { ...inputs, taskName: "other" });
    await world.deleteTask(other.state.fileId);
    assert.equal(await readTask(world.context, other.id, other.state), undefined);
    world.fault({ action: "*", ...NO_DATA, count: 0 });
    await assert.rejects(read(), {
      message:
        `Cannot read ${TASK}: GetDISyncInstanceInfo received an incomplete response: Data is missing (HTTP 200, RequestId R).\n` +
        "The task stays in the state.\nNext: Run the command again; it reads what is there before it writes.",
    });
  });

  it("does not let a running task pass for one without a state", async () => {
    await world.changeTask({ deployed: true, runState: "RUN" });
    world.fault({ action: "GetDISyncInstanceInfo", ...NO_DATA, count: 0 });
    await assert.rejects(remove(), {
      message:
        `Cannot delete ${TASK}: GetDISyncInstanceInfo received an incomplete response: Data is missing (HTTP 200, RequestId R).\n` +
        "Live state: unreadable, last seen as NORUN. Done so far: nothing. The task stays in the state.\n" +
        "Next: Run the command again; it reads what is there before it writes.",
    });
    assert.deepEqual(new Set(world.takeActions()), new Set(["GetDISyncInstanceInfo"]));
  });

  it("is no empty list, so it frees no name", async () => {
    world.fault({ action: "ListFiles", ...NO_DATA, count: 0 });
    await world.clock.sleep(60_001);
    await assert.rejects(createTask(world.context, { ...inputs, taskName: "other" }), {
      message:
        'Cannot create task "other" (region cn-shanghai, workspace 10000): ListFiles received an incomplete response: Data is missing (HTTP 200, RequestId R).\n' +
        "Next: Run the command again; it reads what is there before it writes.",
    });
    assert.deepEqual(new Set(world.takeActions()), new Set(["ListFiles"]));
  });

  it("to a read is followed by the same read", async () => {
    world.fault({ action: "GetDISyncInstanceInfo", ...NO_DATA });
    assert.equal((await read())?.liveState, "NORUN");
  });

  it("to a delete is a lost one: it is read whether the task is there, then deleted again", async () => {
    world.fault({ action: "DeleteDISyncTask", ...NO_DATA });
    await remove();
    const writes = world.takeActions().filter((action) => /^(Delete|GetDISyncTask)/.test(action));
    assert.deepEqual(writes, ["DeleteDISyncTask", "GetDISyncTask", "DeleteDISyncTask"]);
  });

  it("to a create is a lost one: the task is looked for", async () => {
    const fresh = await createWorld();
    try {
      const body = { Success: true, RequestId: "R", Data: { Status: "success", FileId: null } };
      fresh.fault({ action: "CreateDISyncTask", kind: "answer", body });
      await createTask(fresh.context, inputs);
      assert.equal(
        fresh.lines[0],
        "CreateDISyncTask received an incomplete response: Data.FileId is missing (HTTP 200, RequestId R); checking whether the task was created anyway",
      );
    } finally {
      await fresh.stop();
    }
  });

  it("is not what a status is that nobody knows: the delete is refused in that word", async () => {
    const body = {
      Success: true,
      RequestId: "R",
      Data: { Status: "processing", Message: "accepted" },
    };
    world.fault({ action: "DeleteDISyncTask", kind: "answer", body });
    await assert.rejects(remove(), (error: Error) => {
      const [first] = error.message.split("\n");
      assert.equal(
        first,
        `Cannot delete ${TASK}: DeleteDISyncTask answered Data.Status "processing": accepted (RequestId R).`,
      );
      return true;
    });
  });

  it("is not what an unknown status of GetDISyncTask is either: it proves nothing", async () => {
    const body = { Success: true, RequestId: "R", Data: { Status: "unknown", Code: null } };
    world.fault({ action: "GetDISyncTask", kind: "answer", body, count: 0 });
    await assert.rejects(read(), (error: Error) => {
      assert.ok(error.message.includes('GetDISyncTask answered Data.Status "unknown"'));
      return true;
    });
  });
});
