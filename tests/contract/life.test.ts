import { dataOf } from "./clients/client";
import { CLIENT_NAMES, type ClientName } from "./clients/index";
import { done, fileAnswer, invalid, refused, syncAnswer, unknownId } from "./support/answers";
import { itSettles } from "./support/cases";
import { isRemote, PROJECT_ID } from "./support/settings";
import { aLong, assertOutcome, assertShape, assumed, nullOrAbsent } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { create, createRunning, onTask, tryCreate } from "./support/tasks";

const nothing = assumed(null, nullOrAbsent);

describe("a task's life", () => {
  const target = targetForEach();

  for (const client of CLIENT_NAMES) {
    describe(`through ${client}`, () => {
      const on = (action: string, fileId: string) => onTask(target(), action, fileId, {}, client);

      async function assertState(fileId: string, Name: string, Status: unknown): Promise<void> {
        const data = { Status, Message: nothing, Name, SolutionInfo: nothing };
        assertOutcome(await on("GetDISyncInstanceInfo", fileId), syncAnswer(data));
      }

      async function assertGone(fileId: string): Promise<void> {
        const noTask = { Code: nothing, SolutionDetail: nothing, AlarmList: nothing };
        assertOutcome(await on("GetDISyncTask", fileId), unknownId(fileId, noTask));
        const noInstance = refused(`fileId[${fileId}] is invalid`, {
          Name: nothing,
          SolutionInfo: nothing,
        });
        assertOutcome(await on("GetDISyncInstanceInfo", fileId), assumed(noInstance));
        const filter = { ProjectId: PROJECT_ID, FileIdIn: fileId };
        const noFile = fileAnswer({ PageNumber: 1, PageSize: 10, TotalCount: 0, Files: [] });
        assertOutcome(await target().call("ListFiles", filter, client), noFile);
      }

      it("goes from nothing to nothing", async () => {
        const TaskName = target().newName();
        const created = await tryCreate(target(), { TaskName }, client);
        assertOutcome(created, done({ FileId: aLong }));
        const fileId = String(dataOf(created)["FileId"]);
        await assertState(fileId, TaskName, assumed("NORUN"));
        assertOutcome(await on("DeployDISyncTask", fileId), done());
        await assertState(fileId, TaskName, assumed("NORUN"));
        assertOutcome(await on("StartDISyncInstance", fileId), done());
        await assertState(fileId, TaskName, assumed("WAIT"));
        await target().untilState(fileId, "RUN");
        await assertState(fileId, TaskName, "RUN");
        assertOutcome(await on("StopDISyncInstance", fileId), done());
        await assertState(fileId, TaskName, assumed("KILLING"));
        await target().untilState(fileId, "PAUSE");
        await assertState(fileId, TaskName, "PAUSE");
        assertOutcome(await on("TerminateDISyncInstance", fileId), done());
        await assertState(fileId, TaskName, assumed("NORUN"));
        assertOutcome(await on("DeleteDISyncTask", fileId), done());
        await assertGone(fileId);
      });

      itSettles(1, "is not ended while it runs, and in order after that", async (settle) => {
        const fileId = await createRunning(target());
        const outcome = await on("DeleteDISyncTask", fileId);
        settle(outcome, refused(`fileId:[${fileId}] is running, stop it first.`));
        if (dataOf(outcome)["Status"] === "success") {
          return; // the service is less strict than the emulator
        }
        assertOutcome(await on("StopDISyncInstance", fileId), done());
        await target().untilState(fileId, "PAUSE");
        assertOutcome(await on("TerminateDISyncInstance", fileId), done());
        assertOutcome(await on("DeleteDISyncTask", fileId), done());
        await assertGone(fileId);
      });

      itSettles(1, "does not begin to run before it is deployed", async (settle) => {
        const fileId = await create(target());
        const outcome = await on("StartDISyncInstance", fileId);
        settle(outcome, refused(`fileId:[${fileId}] is not deployed.`));
        if (!isRemote) {
          assertOutcome(await on("DeployDISyncTask", fileId), done());
          assertOutcome(await on("StartDISyncInstance", fileId), done());
          assertShape(await target().untilState(fileId, "RUN"), "RUN");
        }
      });

      it("is for real-time tasks alone: a batch task is deleted by DeleteFile", async () => {
        const batch = await create(target(), { TaskType: "DI_OFFLINE" }, client);
        const asBatch = { TaskType: "DI_OFFLINE" };
        const outcome = await onTask(target(), "DeleteDISyncTask", batch, asBatch, client);
        assertOutcome(outcome, invalid("TaskType"));
        assertOutcome(await on("DeleteDISyncTask", batch), unknownId(batch));
        await target().call("DeleteFile", { ProjectId: PROJECT_ID, FileId: batch }, client);
        const filter = { ProjectId: PROJECT_ID, FileIdIn: batch };
        const listed = await target().call("ListFiles", filter, client);
        assertShape(dataOf(listed)["TotalCount"], 0);
      });
    });
  }

  it("may be shared by clients: each step through another", async () => {
    const steps: readonly (readonly [ClientName, string])[] = [
      ["raw ACS3", "DeployDISyncTask"],
      ["pop-core", "StartDISyncInstance"],
      ["openapi-client", "StopDISyncInstance"],
      ["raw RPC", "TerminateDISyncInstance"],
      ["raw ACS3", "DeleteDISyncTask"],
    ];
    const fileId = await create(target(), {}, "openapi-client");
    for (const [client, action] of steps) {
      assertOutcome(await onTask(target(), action, fileId, {}, client), done(), client);
      if (action === "StartDISyncInstance") {
        await target().untilState(fileId, "RUN");
      } else if (action === "StopDISyncInstance") {
        await target().untilState(fileId, "PAUSE");
      }
    }
  });
});
