import { dataOf } from "./clients/client";
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

const ACTION = "StartDISyncInstance";

/** Every key of the page. */
const START_PARAM = JSON.stringify({
  failoverLimit: { count: 10, interval: 30 },
  errorLimit: { record: 0 },
  ddlMarkMap: {
    RENAMECOLUMN: "WARNING",
    DROPTABLE: "IGNORE",
    CREATETABLE: "NORMAL",
    MODIFYCOLUMN: "WARNING",
    TRUNCATETABLE: "NORMAL",
    DROPCOLUMN: "IGNORE",
    ADDCOLUMN: "NORMAL",
    RENAMETABLE: "CRITICAL",
  },
});

describe(ACTION, () => {
  const target = targetForEach();
  const start = (fileId: string) => onTask(target(), ACTION, fileId);

  parameterCases(
    ACTION,
    [PROJECT, FILE, taskType("DI_REALTIME", "DI_SOLUTION"), { name: "StartParam", type: "String" }],
    taskKey(UNKNOWN_ID),
    target,
  );

  it("refuses an unknown id, through every client", () =>
    assertThroughEach(target(), ACTION, taskKey(UNKNOWN_ID), unknownId(UNKNOWN_ID)));

  for (const client of CLIENT_NAMES) {
    it(`starts a deployed task with every key of StartParam, through ${client}`, async () => {
      const fileId = await createDeployed(target());
      const more = { StartParam: START_PARAM };
      assertOutcome(await onTask(target(), ACTION, fileId, more, client), done());
      assertShape(await target().untilState(fileId, "RUN"), "RUN");
    });
  }

  it("starts a deployed task without StartParam", async () => {
    const fileId = await createDeployed(target());
    assertOutcome(await start(fileId), done());
    assertShape(await target().untilState(fileId, "RUN"), "RUN");
  });

  it("starts a stopped task again", async () => {
    const fileId = await createPaused(target());
    assertOutcome(await start(fileId), done());
    assertShape(await target().untilState(fileId, "RUN"), "RUN");
  });

  itSettles(3, "has a waiting instance when it returns", async (settle) => {
    const fileId = await createDeployed(target());
    await start(fileId);
    const waits = done({ Status: "WAIT", Name: "contract_1", SolutionInfo: null });
    settle(await onTask(target(), "GetDISyncInstanceInfo", fileId), waits);
  });

  itSettles(1, "refuses a task that is not deployed", async (settle) => {
    const fileId = await create(target());
    settle(await start(fileId), refused(`fileId:[${fileId}] is not deployed.`));
  });

  itSettles(3, "takes the start of a running task", async (settle) => {
    const fileId = await createRunning(target());
    settle(await start(fileId), done());
  });

  itSettles(3, "refuses a start in the middle of a stop", async (settle) => {
    const fileId = await createRunning(target());
    await onTask(target(), "StopDISyncInstance", fileId);
    settle(await start(fileId), refused(`fileId:[${fileId}] is being stopped.`));
  });

  for (const [what, text] of [
    ["no JSON", "{"],
    ["a list", "[]"],
  ] as const) {
    itSettles(10, `refuses a StartParam that is ${what}`, async (settle) => {
      const fileId = await createDeployed(target());
      const outcome = await onTask(target(), ACTION, fileId, { StartParam: text });
      settle(outcome, refused("StartParam is invalid."));
    });
  }

  it("refuses a task that was undeployed", async () => {
    const fileId = await createPaused(target());
    await onTask(target(), "TerminateDISyncInstance", fileId);
    const outcome = await start(fileId);
    assertShape(dataOf(outcome)["Status"], "fail");
  });

  const QUIRK = "a switch of the emulator";

  itEmulated("waits as long as the quirk says", QUIRK, async () => {
    const fileId = await createDeployed(target());
    target().emulator.setQuirks({ startDelayMs: 1000 });
    await start(fileId);
    target().pass(999);
    assertShape(target().emulator.task(fileId)?.runState, "WAIT");
    target().pass(1);
    assertShape(target().emulator.task(fileId)?.runState, "RUN");
  });

  itEmulated("refuses a second start under the quirk", QUIRK, async () => {
    const fileId = await createRunning(target());
    target().emulator.setQuirks({ startRunning: "fail" });
    assertOutcome(await start(fileId), refused(`fileId:[${fileId}] is already running.`));
  });

  itEmulated("deploys on the way under the quirk", QUIRK, async () => {
    const fileId = await create(target());
    target().emulator.setQuirks({ startUndeployed: "ok" });
    assertOutcome(await start(fileId), done());
    assertShape(target().emulator.task(fileId)?.deployed, true);
  });

  itEmulated("ends in PAUSE under the quirk", QUIRK, async () => {
    const fileId = await createDeployed(target());
    target().emulator.setQuirks({ startOutcome: "pause" });
    await start(fileId);
    assertShape(await target().untilState(fileId, "RUN", "PAUSE"), "PAUSE");
  });
});
