import { CLIENT_NAMES } from "./clients/index";
import { fileEnvelope, fileRefusal, unknownFile } from "./support/answers";
import { assertThroughEach, itEmulated, itSettles } from "./support/cases";
import { FILE, parameterCases, PROJECT } from "./support/parameters.cases";
import { PROJECT_ID } from "./support/settings";
import { aLong, assertOutcome, assertShape, nullOrAbsent } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { create, createDeployed, onTask, UNKNOWN_ID } from "./support/tasks";

const ACTION = "DeleteFile";
const NO_DEPLOYMENT = { DeploymentId: null };
/** A file that was never committed is deleted at once: there is no deployment to wait for. */
const AT_ONCE = fileEnvelope({ DeploymentId: nullOrAbsent });

function request(FileId: string) {
  return { ProjectId: PROJECT_ID, FileId };
}

describe(ACTION, () => {
  const target = targetForEach();
  const remove = (fileId: string) => target().call(ACTION, request(fileId));
  const createBatch = () => create(target(), { TaskType: "DI_OFFLINE" });

  async function isListed(FileIdIn: string): Promise<boolean> {
    const filter = { ProjectId: PROJECT_ID, FileIdIn };
    const { body } = await target().call("ListFiles", filter);
    return (body["Data"] as { TotalCount: number }).TotalCount > 0;
  }

  parameterCases(ACTION, [PROJECT, FILE], request(UNKNOWN_ID), target);

  itSettles(16, "refuses an unknown id", async (settle) => {
    settle(await remove(UNKNOWN_ID), unknownFile(UNKNOWN_ID, NO_DEPLOYMENT));
  });

  itEmulated("refuses an unknown id, through every client", "codes are assumed", () =>
    assertThroughEach(
      target(),
      ACTION,
      request(UNKNOWN_ID),
      unknownFile(UNKNOWN_ID, NO_DEPLOYMENT),
    ),
  );

  for (const client of CLIENT_NAMES) {
    it(`deletes a batch task, through ${client}`, async () => {
      const batch = await createBatch();
      assertOutcome(await target().call(ACTION, request(batch), client), AT_ONCE);
      assertShape(await isListed(batch), false);
    });
  }

  it("moves a batch task to the recycle bin", async () => {
    const batch = await createBatch();
    await remove(batch);
    const { body } = await target().call("GetFile", request(batch));
    const { File } = body["Data"] as { File: { DeletedStatus: string } };
    assertShape(File.DeletedStatus.startsWith("RECYCLE"), true);
  });

  itEmulated("refuses the second delete of a file", "codes are assumed", async () => {
    const batch = await createBatch();
    await remove(batch);
    assertOutcome(await remove(batch), unknownFile(batch, NO_DEPLOYMENT));
  });

  itSettles(16, "deletes a real-time task that was never deployed", async (settle) => {
    settle(await remove(await create(target())), AT_ONCE);
  });

  itEmulated(
    "gives the deployment of a committed file",
    "it would leave an instance behind",
    async () => {
      const fileId = await createDeployed(target());
      assertOutcome(await remove(fileId), fileEnvelope({ DeploymentId: aLong }));
    },
  );

  itEmulated(
    "leaves the instance of a real-time task behind",
    "it would have to be ended by hand",
    async () => {
      const fileId = await createDeployed(target());
      await onTask(target(), "StartDISyncInstance", fileId);
      await target().untilState(fileId, "RUN");
      await remove(fileId);
      assertShape(await target().untilState(fileId, "RUN"), "RUN");
    },
  );

  itEmulated("deletes the SQL file", "the file is its own", async () => {
    assertOutcome(await remove("1000000"), fileEnvelope(NO_DEPLOYMENT));
  });

  itEmulated("refuses a real-time task under the quirk", "a switch of the emulator", async () => {
    const fileId = await create(target());
    target().emulator.setQuirks({ realtimeFileCalls: "reject" });
    const message = `fileId:[${fileId}] has an invalid type.`;
    const refusal = fileRefusal("Invalid.File.Type", message, NO_DEPLOYMENT);
    await assertThroughEach(target(), ACTION, request(fileId), refusal);
  });
});
