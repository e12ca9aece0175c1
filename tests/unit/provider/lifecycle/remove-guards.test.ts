import assert from "node:assert/strict";
import type { TaskRef } from "../../../../provider/api/task";
import { removeTask } from "../../../../provider/lifecycle/remove";
import { createTaskWorld, inputs, type CreatedWorld } from "../../../harness/lifecycle";

const ID = "10000:1000001";
const INFO = "GetDISyncInstanceInfo";

describe("a guard of delete", () => {
  let world: CreatedWorld;
  async function prepare(...given: Parameters<typeof createTaskWorld>): Promise<void> {
    world = await createTaskWorld(...given);
  }
  afterEach(() => world.stop());

  const takeWrites = () => world.takeActions().filter((action) => !/^(Get|List)/.test(action));
  const remove = () => removeTask(world.context, ID, world.created.state);

  it("stops a task in a state that nobody knows", async () => {
    await prepare();
    await world.changeTask({ deployed: true, runState: "EXPLODED" });
    await remove();
    assert.deepEqual(takeWrites(), [
      "StopDISyncInstance",
      "TerminateDISyncInstance",
      "DeleteDISyncTask",
    ]);
  });

  const lateSteps = [
    { step: "step 1 of 5 (stop)", slow: "getDISyncInstanceInfo", runState: "RUN", writes: [] },
    {
      step: "step 3 of 5 (undeploy)",
      slow: "getDISyncInstanceInfo",
      runState: "PAUSE",
      writes: [],
    },
    {
      step: "step 4 of 5 (delete)",
      slow: "terminateDISyncInstance",
      runState: "PAUSE",
      writes: ["TerminateDISyncInstance"],
    },
  ] as const;
  for (const { step, slow, runState, writes } of lateSteps) {
    it(`does not begin ${step} once the time for one delete is used up`, async () => {
      await prepare({}, {}, { ...inputs, customTimeouts: { delete: "10s" } });
      await world.changeTask({ deployed: true, runState });
      const connect: typeof world.context.connect = (endpoint, deadlineMs) => {
        const api = world.context.connect(endpoint, deadlineMs);
        const call: (task: TaskRef) => Promise<unknown> = api[slow];
        const slowCall = async (task: TaskRef) => {
          const answer = await call(task);
          await world.clock.sleep(10_000);
          return answer;
        };
        return { ...api, [slow]: slowCall };
      };
      const removal = removeTask({ ...world.context, connect }, ID, world.created.state);
      await assert.rejects(removal, (error: Error) => {
        assert.equal(
          error.message.split("\n")[0],
          'Cannot delete task "orders" (region cn-shanghai, workspace 10000, file 1000001): ' +
            `${step} was not started: the 10 s for one delete are used up.`,
        );
        return true;
      });
      assert.deepEqual(takeWrites(), writes);
    });
  }

  it("sends no second delete where nothing proves that the task is still there", async () => {
    await prepare();
    world.fault(
      { action: "DeleteDISyncTask", kind: "cutBefore" },
      {
        action: "GetDISyncTask",
        kind: "refuse",
        message: "fileId:[1000001] is invalid.",
        count: 0,
      },
    );
    await assert.rejects(
      remove(),
      /fileId:\[1000001\] is invalid\. \(RequestId REQUEST-1\), but ListFiles still shows its file\./,
    );
    assert.deepEqual(takeWrites(), ["TerminateDISyncInstance", "DeleteDISyncTask"]);
    assert.equal(world.emulator.task("1000001")?.deletedStatus, "NORMAL");
  });

  for (const deletedFileVisible of ["RECYCLE_BIN", "RECYCLE", "DELETED"]) {
    it(`believes that a file is gone which is still listed, but ${deletedFileVisible} to GetFile`, async () => {
      await prepare({}, { deletedFileListed: true, deletedFileVisible });
      await remove();
      const looks = world.takeActions().filter((action) => /^(ListFiles|GetFile)$/.test(action));
      assert.deepEqual(looks, ["ListFiles", "GetFile"]);
      assert.deepEqual(world.lines, []);
    });
  }

  it("takes the accepted rename of one task for no other's", async () => {
    await prepare({ DATAWORKS_ACCEPT_RENAME: "10000:1000002" });
    await world.changeTask({ name: "payroll" });
    await assert.rejects(
      remove(),
      /DataWorks calls it "payroll", but the name on record is "orders"/,
    );
    assert.deepEqual(world.takeActions(), [INFO]);
  });
});
