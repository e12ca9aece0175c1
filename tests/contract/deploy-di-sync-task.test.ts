import { dataOf } from "./clients/client";
import { CLIENT_NAMES } from "./clients/index";
import { done, unknownId } from "./support/answers";
import { assertThroughEach, itEmulated, itSettles } from "./support/cases";
import { FILE, parameterCases, PROJECT, taskType } from "./support/parameters.cases";
import { aLong, assertOutcome, assertShape } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import {
  create,
  createDeployed,
  createRunning,
  fileOf,
  onTask,
  taskKey,
  UNKNOWN_ID,
} from "./support/tasks";

const ACTION = "DeployDISyncTask";

describe(ACTION, () => {
  const target = targetForEach();
  const deploy = (fileId: string) => onTask(target(), ACTION, fileId);

  parameterCases(
    ACTION,
    [PROJECT, FILE, taskType("DI_REALTIME", "DI_SOLUTION")],
    taskKey(UNKNOWN_ID),
    target,
  );

  it("refuses an unknown id, through every client", () =>
    assertThroughEach(target(), ACTION, taskKey(UNKNOWN_ID), unknownId(UNKNOWN_ID)));

  it("finds no solution under the id of a task, through every client", async () => {
    const fileId = await create(target());
    const solution = { ...taskKey(fileId), TaskType: "DI_SOLUTION" };
    await assertThroughEach(target(), ACTION, solution, unknownId(fileId));
  });

  for (const client of CLIENT_NAMES) {
    it(`deploys a new task, through ${client}`, async () => {
      const fileId = await create(target());
      assertOutcome(await onTask(target(), ACTION, fileId, {}, client), done());
    });
  }

  it("commits the file and gives it a node", async () => {
    const fileId = await createDeployed(target());
    const { CommitStatus, NodeId } = await fileOf(target(), fileId);
    assertShape({ CommitStatus, NodeId }, { CommitStatus: 1, NodeId: aLong });
  });

  it("deploys a deployed task again", async () => {
    const fileId = await createDeployed(target());
    assertOutcome(await deploy(fileId), done());
  });

  itSettles(3, "has deployed when it returns", async (settle) => {
    const fileId = await createDeployed(target());
    settle(await onTask(target(), "StartDISyncInstance", fileId), done());
  });

  it("leaves a running instance running", async () => {
    const fileId = await createRunning(target());
    assertOutcome(await deploy(fileId), done());
    const outcome = await onTask(target(), "GetDISyncInstanceInfo", fileId);
    assertShape(dataOf(outcome)["Status"], "RUN");
  });

  it("refuses a deleted task", async () => {
    const fileId = await create(target());
    await onTask(target(), "DeleteDISyncTask", fileId);
    assertOutcome(await deploy(fileId), unknownId(fileId));
  });

  itEmulated("is done later under the quirk", "a switch of the emulator", async () => {
    const fileId = await create(target());
    target().emulator.setQuirks({ deployDelayMs: 1000 });
    await deploy(fileId);
    target().pass(999);
    assertShape(target().emulator.task(fileId)?.deployed, false);
    target().pass(1);
    assertShape(target().emulator.task(fileId)?.deployed, true);
  });
});
