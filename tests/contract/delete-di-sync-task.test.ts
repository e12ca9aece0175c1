import { dataOf } from "./clients/client";
import { CLIENT_NAMES } from "./clients/index";
import { done, gatewayRefusal, refused, unknownId } from "./support/answers";
import { assertThroughEach, itEmulated, itSettles } from "./support/cases";
import { FILE, parameterCases, PROJECT, taskType } from "./support/parameters.cases";
import { PROJECT_ID } from "./support/settings";
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

describe("DeleteDISyncTask", () => {
  const target = targetForEach();
  const remove = (fileId: string) => onTask(target(), "DeleteDISyncTask", fileId);

  parameterCases(
    "DeleteDISyncTask",
    [PROJECT, taskType("DI_REALTIME"), FILE],
    taskKey(UNKNOWN_ID),
    target,
  );

  it("refuses an unknown id in the words of its page, through every client", () =>
    assertThroughEach(target(), "DeleteDISyncTask", taskKey(UNKNOWN_ID), unknownId(UNKNOWN_ID)));

  for (const client of CLIENT_NAMES) {
    it(`deletes a task that was never deployed, through ${client}`, async () => {
      const fileId = await create(target());
      assertOutcome(await onTask(target(), "DeleteDISyncTask", fileId, {}, client), done());
      const filter = { ProjectId: PROJECT_ID, FileIdIn: fileId };
      const outcome = await target().call("ListFiles", filter, client);
      assertShape(dataOf(outcome)["Files"], []);
    });
  }

  it("refuses the second delete of a task as an unknown id", async () => {
    const fileId = await create(target());
    await remove(fileId);
    assertOutcome(await remove(fileId), unknownId(fileId));
  });

  it("leaves the other tasks alone", async () => {
    const other = await create(target());
    await remove(await create(target()));
    const outcome = await onTask(target(), "GetDISyncTask", other);
    assertShape(dataOf(outcome)["Status"], "success");
  });

  it("refuses a batch task, which DeleteFile deletes", async () => {
    const batch = await create(target(), { TaskType: "DI_OFFLINE" });
    assertOutcome(await remove(batch), unknownId(batch));
  });

  itEmulated("refuses a file that is no sync task", "1000000 is its SQL file", async () => {
    assertOutcome(await remove("1000000"), unknownId("1000000"));
  });

  itSettles(1, "refuses a running task", async (settle) => {
    const fileId = await createRunning(target());
    settle(await remove(fileId), refused(`fileId:[${fileId}] is running, stop it first.`));
  });

  itSettles(1, "refuses a task that is being stopped", async (settle) => {
    const fileId = await createRunning(target());
    await onTask(target(), "StopDISyncInstance", fileId);
    settle(await remove(fileId), refused(`fileId:[${fileId}] is running, stop it first.`));
  });

  itSettles(1, "refuses a task that is stopped and still deployed", async (settle) => {
    const fileId = await createPaused(target());
    settle(await remove(fileId), refused(`fileId:[${fileId}] is deployed, undeploy it first.`));
  });

  itSettles(1, "refuses a task that is deployed and was never started", async (settle) => {
    const fileId = await createDeployed(target());
    settle(await remove(fileId), refused(`fileId:[${fileId}] is deployed, undeploy it first.`));
  });

  itSettles(1, "deletes a task that is stopped and undeployed", async (settle) => {
    const fileId = await createPaused(target());
    assertOutcome(await onTask(target(), "TerminateDISyncInstance", fileId), done());
    settle(await remove(fileId), done());
  });

  const QUIRK = "a switch of the emulator";

  itEmulated("answers Param.Invalid to an unknown id under the quirk", QUIRK, async () => {
    target().emulator.setQuirks({ missingShape: "http400" });
    const expected = gatewayRefusal(400, "Param.Invalid", "The parameter is invalid.");
    await assertThroughEach(target(), "DeleteDISyncTask", taskKey(UNKNOWN_ID), expected);
  });

  itEmulated("has no Message on success under the quirk", QUIRK, async () => {
    const fileId = await create(target());
    target().emulator.setQuirks({ messageOnSuccess: "absent" });
    const body = { Success: true, RequestId: "0bc1411515937635973****" };
    assertShape((await remove(fileId)).body, { ...body, Data: { Status: "success" } });
  });

  itEmulated("has its page's sample Message on success under the quirk", QUIRK, async () => {
    const fileId = await create(target());
    target().emulator.setQuirks({ messageOnSuccess: "sample" });
    assertOutcome(await remove(fileId), done({ Message: "fileId:[100] is invalid." }));
  });

  itEmulated("leaves a running instance behind under the quirk", QUIRK, async () => {
    const fileId = await createRunning(target());
    target().emulator.setQuirks({ deleteRunning: "orphan" });
    assertOutcome(await remove(fileId), done());
    const outcome = await onTask(target(), "GetDISyncInstanceInfo", fileId);
    assertShape(dataOf(outcome)["Status"], "RUN");
  });
});
