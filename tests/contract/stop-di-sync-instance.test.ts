import { CLIENT_NAMES } from "./clients/index";
import { done, refused, unknownId } from "./support/answers";
import { assertThroughEach, itEmulated, itSettles } from "./support/cases";
import { FILE, parameterCases, PROJECT, taskType } from "./support/parameters.cases";
import { assertOutcome, assertShape } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import {
  create,
  createDeployed,
  createPaused,
  createRunning,
  onTask,
  taskKey,
  UNKNOWN_ID,
} from "./support/tasks";

const ACTION = "StopDISyncInstance";

describe(ACTION, () => {
  const target = targetForEach();
  const stop = (fileId: string) => onTask(target(), ACTION, fileId);

  parameterCases(ACTION, [PROJECT, FILE, taskType("DI_REALTIME")], taskKey(UNKNOWN_ID), target);

  it("refuses an unknown id, through every client", () =>
    assertThroughEach(target(), ACTION, taskKey(UNKNOWN_ID), unknownId(UNKNOWN_ID)));

  for (const client of CLIENT_NAMES) {
    it(`stops a running task, through ${client}`, async () => {
      const fileId = await createRunning(target());
      assertOutcome(await onTask(target(), ACTION, fileId, {}, client), done());
      assertShape(await target().untilState(fileId, "PAUSE"), "PAUSE");
    });
  }

  it("stops a task that waits", async () => {
    const fileId = await createDeployed(target());
    await onTask(target(), "StartDISyncInstance", fileId);
    assertOutcome(await stop(fileId), done());
    assertShape(await target().untilState(fileId, "PAUSE"), "PAUSE");
  });

  itSettles(3, "has an instance that is being killed when it returns", async (settle) => {
    const fileId = await createRunning(target());
    await stop(fileId);
    const killing = done({ Status: "KILLING", Name: "contract_1", SolutionInfo: null });
    settle(await onTask(target(), "GetDISyncInstanceInfo", fileId), killing);
  });

  itSettles(3, "takes a second stop in the middle of the first", async (settle) => {
    const fileId = await createRunning(target());
    await stop(fileId);
    settle(await stop(fileId), done());
  });

  for (const [what, make] of [
    ["is stopped", createPaused],
    ["is deployed and was never started", createDeployed],
    ["is not deployed", create],
  ] as const) {
    itSettles(3, `takes the stop of a task that ${what}`, async (settle) => {
      const fileId = await make(target());
      settle(await stop(fileId), done());
    });
  }

  it("refuses a deleted task", async () => {
    const fileId = await create(target());
    await onTask(target(), "DeleteDISyncTask", fileId);
    assertOutcome(await stop(fileId), unknownId(fileId));
  });

  it("refuses a batch task", async () => {
    const batch = await create(target(), { TaskType: "DI_OFFLINE" });
    assertOutcome(await stop(batch), unknownId(batch));
  });

  const QUIRK = "a switch of the emulator";

  itEmulated("refuses a stopped task under the quirk", QUIRK, async () => {
    const fileId = await createPaused(target());
    target().emulator.setQuirks({ stopStopped: "fail" });
    assertOutcome(await stop(fileId), refused(`fileId:[${fileId}] is not running.`));
  });

  itEmulated("never ends under the quirk", QUIRK, async () => {
    const fileId = await createRunning(target());
    target().emulator.setQuirks({ stopNeverEnds: true });
    await stop(fileId);
    target().pass(86_400_000);
    assertShape(target().emulator.task(fileId)?.runState, "KILLING");
  });

  itEmulated("takes as long as the quirk says", QUIRK, async () => {
    const fileId = await createRunning(target());
    target().emulator.setQuirks({ stopDelayMs: 1000 });
    await stop(fileId);
    target().pass(999);
    assertShape(target().emulator.task(fileId)?.runState, "KILLING");
    target().pass(1);
    assertShape(target().emulator.task(fileId)?.runState, "PAUSE");
  });
});
