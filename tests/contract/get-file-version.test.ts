import { fileAnswer, fileRefusal, unknownFile } from "./support/answers";
import { assertThroughEach, itEmulated, itSettles } from "./support/cases";
import { FILE, parameterCases, PROJECT } from "./support/parameters.cases";
import { PROJECT_ID } from "./support/settings";
import { aLong, assertOutcome, assertShape, aText, aTime } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { create, createDeployed, onTask, UNKNOWN_ID } from "./support/tasks";

const ACTION = "GetFileVersion";

function request(FileId: string, FileVersion = "1") {
  return { ProjectId: PROJECT_ID, FileId, FileVersion };
}

function version(fields: Readonly<Record<string, unknown>>) {
  return fileAnswer({
    ChangeType: "CREATE",
    Status: "DEPLOYED",
    IsCurrentProd: true,
    FileContent: aText,
    FilePropertyContent: null,
    NodeContent: null,
    CommitTime: aTime,
    CommitUser: aText,
    NodeId: aLong,
    UseType: "NORMAL",
    ...fields,
  });
}

function unknownVersion(number: string) {
  return fileRefusal("Invalid.File.NotExists", `fileVersion:[${number}] is invalid.`);
}

describe(ACTION, () => {
  const target = targetForEach();
  const CODES = "codes are assumed";

  parameterCases(
    ACTION,
    [PROJECT, FILE, { name: "FileVersion", type: "Integer", required: true, assumedMin: "1" }],
    request(UNKNOWN_ID),
    target,
  );

  itSettles(16, "refuses an unknown id", async (settle) => {
    settle(await target().call(ACTION, request(UNKNOWN_ID)), unknownFile(UNKNOWN_ID));
  });

  itEmulated("refuses an unknown id, through every client", CODES, () =>
    assertThroughEach(target(), ACTION, request(UNKNOWN_ID), unknownFile(UNKNOWN_ID)),
  );

  itSettles(16, "returns the deployed version of a real-time task", async (settle) => {
    const fileId = await createDeployed(target());
    settle(await target().call(ACTION, request(fileId)), version({}));
  });

  itEmulated(
    "returns every field of the page, through every client",
    "open question 16",
    async () => {
      const fileId = await createDeployed(target());
      await assertThroughEach(target(), ACTION, request(fileId), version({ UseType: "NORMAL" }));
    },
  );

  itEmulated("knows no version that was not committed, through every client", CODES, async () => {
    const fileId = await create(target());
    await assertThroughEach(target(), ACTION, request(fileId), unknownVersion("1"));
  });

  itEmulated("tells the older version from the one in production", "open question 16", async () => {
    const fileId = await createDeployed(target());
    await onTask(target(), "UpdateDISyncTask", fileId, { TaskContent: "{}" });
    await onTask(target(), "DeployDISyncTask", fileId);
    const older = version({ Status: "COMMITTED", IsCurrentProd: false });
    assertOutcome(await target().call(ACTION, request(fileId, "1")), older);
    const newer = version({ ChangeType: "UPDATE" });
    assertOutcome(await target().call(ACTION, request(fileId, "2")), newer);
    assertOutcome(await target().call(ACTION, request(fileId, "3")), unknownVersion("3"));
  });

  itEmulated("keeps the content of the commit", "open question 16", async () => {
    const fileId = await createDeployed(target(), { TaskContent: '{"first":1}' });
    await onTask(target(), "UpdateDISyncTask", fileId, { TaskContent: '{"second":2}' });
    const { body } = await target().call(ACTION, request(fileId));
    const { FileContent } = body["Data"] as { FileContent: string };
    assertShape((JSON.parse(FileContent) as { first?: number }).first, 1);
  });

  itEmulated("shows an undeployed version as not in production", "open question 16", async () => {
    const fileId = await createDeployed(target());
    await onTask(target(), "TerminateDISyncInstance", fileId);
    const undeployed = version({ Status: "COMMITTED", IsCurrentProd: false });
    assertOutcome(await target().call(ACTION, request(fileId)), undeployed);
  });

  itEmulated("refuses a real-time task under the quirk", "a switch of the emulator", async () => {
    const fileId = await createDeployed(target());
    target().emulator.setQuirks({ realtimeFileCalls: "reject" });
    const message = `fileId:[${fileId}] has an invalid type.`;
    const refusal = fileRefusal("Invalid.File.Type", message);
    await assertThroughEach(target(), ACTION, request(fileId), refusal);
  });
});
