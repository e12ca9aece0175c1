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

const ACTION = "TerminateDISyncInstance";

describe(ACTION, () => {
  const target = targetForEach();
  const terminate = (fileId: string) => onTask(target(), ACTION, fileId);

  parameterCases(ACTION, [PROJECT, FILE, taskType("DI_REALTIME")], taskKey(UNKNOWN_ID), target);

  it("refuses an unknown id, through every client", () =>
    assertThroughEach(target(), ACTION, taskKey(UNKNOWN_ID), unknownId(UNKNOWN_ID)));

  for (const client of CLIENT_NAMES) {
    it(`undeploys a stopped task, through ${client}`, async () => {
      const fileId = await createPaused(target());
      assertOutcome(await onTask(target(), ACTION, fileId, {}, client), done());
      const outcome = await onTask(target(), "GetDISyncTask", fileId, {}, client);
      assertShape(dataOf(outcome)["Status"], "success");
    });
  }

  it("undeploys a task that was never started", async () => {
    assertOutcome(await terminate(await createDeployed(target())), done());
  });

  it("leaves a task that can be deployed and started again", async () => {
    const fileId = await createPaused(target());
    await terminate(fileId);
    assertOutcome(await onTask(target(), "DeployDISyncTask", fileId), done());
    assertOutcome(await onTask(target(), "StartDISyncInstance", fileId), done());
    assertShape(await target().untilState(fileId, "RUN"), "RUN");
  });

  itSettles(9, "leaves the state NORUN", async (settle) => {
    const fileId = await createPaused(target());
    await terminate(fileId);
    const noRun = done({ Status: "NORUN", Name: "contract_1", SolutionInfo: null });
    settle(await onTask(target(), "GetDISyncInstanceInfo", fileId), noRun);
  });

  itSettles(2, "refuses a running task", async (settle) => {
    const fileId = await createRunning(target());
    settle(await terminate(fileId), refused(`fileId:[${fileId}] is running, stop it first.`));
  });

  itSettles(2, "refuses a task that is being stopped", async (settle) => {
    const fileId = await createRunning(target());
    await onTask(target(), "StopDISyncInstance", fileId);
    settle(await terminate(fileId), refused(`fileId:[${fileId}] is running, stop it first.`));
  });

  itSettles(2, "refuses a task that is not deployed", async (settle) => {
    const fileId = await create(target());
    settle(await terminate(fileId), refused(`fileId:[${fileId}] is not deployed.`));
  });

  itSettles(2, "refuses the second time", async (settle) => {
    const fileId = await createPaused(target());
    await terminate(fileId);
    settle(await terminate(fileId), refused(`fileId:[${fileId}] is not deployed.`));
  });

  it("refuses a batch task", async () => {
    const batch = await create(target(), { TaskType: "DI_OFFLINE" });
    assertOutcome(await terminate(batch), unknownId(batch));
  });

  itEmulated(
    "stops and undeploys at once under the quirk",
    "a switch of the emulator",
    async () => {
      const fileId = await createRunning(target());
      target().emulator.setQuirks({ terminateRunning: "stopFirst" });
      assertOutcome(await terminate(fileId), done());
      assertShape(target().emulator.task(fileId)?.deployed, false);
    },
  );
});
