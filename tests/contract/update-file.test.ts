import type { Parameters } from "./clients/client";
import { CLIENT_NAMES } from "./clients/index";
import { fileEnvelope, fileRefusal, unknownFile } from "./support/answers";
import { assertThroughEach, itEmulated, itSettles } from "./support/cases";
import { FILE, parameterCases, PROJECT } from "./support/parameters.cases";
import { CONTENT, PROJECT_ID } from "./support/settings";
import { assertOutcome, assertShape } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { create, createFolder, createRunning, fileOf, onTask, UNKNOWN_ID } from "./support/tasks";

const ACTION = "UpdateFile";
const CHANGED = '{"type":"job","version":"2.0","steps":[],"order":{"hops":[]},"changed":true}';
const DONE = fileEnvelope({});

function request(FileId: string, changes: Parameters): Parameters {
  return { ProjectId: PROJECT_ID, FileId, ...changes };
}

describe(ACTION, () => {
  const target = targetForEach();
  const update = (fileId: string, changes: Parameters) =>
    target().call(ACTION, request(fileId, changes));
  const createBatch = () => create(target(), { TaskType: "DI_OFFLINE" });

  parameterCases(
    ACTION,
    [PROJECT, FILE, { name: "FileName", type: "String" }],
    request(UNKNOWN_ID, { FileName: "contract" }),
    target,
  );

  itSettles(16, "refuses an unknown id", async (settle) => {
    settle(await update(UNKNOWN_ID, { FileName: "contract" }), unknownFile(UNKNOWN_ID, {}));
  });

  itEmulated("refuses an unknown id, through every client", "codes are assumed", () =>
    assertThroughEach(
      target(),
      ACTION,
      request(UNKNOWN_ID, { FileName: "contract" }),
      unknownFile(UNKNOWN_ID, {}),
    ),
  );

  for (const client of CLIENT_NAMES) {
    it(`renames a batch task, its answer the envelope alone, through ${client}`, async () => {
      const fileId = await createBatch();
      const FileName = target().newName();
      assertOutcome(await target().call(ACTION, request(fileId, { FileName }), client), DONE);
      assertShape((await fileOf(target(), fileId))["FileName"], FileName);
    });
  }

  it("keeps what is not sent", async () => {
    const fileId = await createBatch();
    const { FileName: before, FileFolderId: folder } = await fileOf(target(), fileId);
    assertOutcome(await update(fileId, { FileDescription: "changed" }), DONE);
    const { FileName, FileFolderId, FileDescription } = await fileOf(target(), fileId);
    assertShape([FileName, FileFolderId, FileDescription], [before, folder, "changed"]);
    await update(fileId, { FileName: target().newName() });
    const after = await fileOf(target(), fileId, { NeedContent: "true" });
    assertShape(after["FileDescription"], "changed");
    assertShape(JSON.parse(after["Content"] as string), JSON.parse(CONTENT));
  });

  it("changes the content of a batch task into a new version", async () => {
    const fileId = await createBatch();
    assertOutcome(await update(fileId, { Content: CHANGED }), DONE);
    const file = await fileOf(target(), fileId, { NeedContent: "true" });
    assertShape(JSON.parse(file["Content"] as string), JSON.parse(CHANGED));
  });

  it("moves a batch task to another folder", async () => {
    const fileId = await createBatch();
    const { FileFolderId: before } = await fileOf(target(), fileId);
    const FileFolderPath = await createFolder(target());
    assertOutcome(await update(fileId, { FileFolderPath }), DONE);
    const { FileFolderId: after } = await fileOf(target(), fileId);
    assertShape(before === after, false);
  });

  itSettles(16, "renames a real-time task", async (settle) => {
    const fileId = await create(target());
    settle(await update(fileId, { FileName: target().newName() }), DONE);
  });

  itSettles(16, "renames a running real-time task, which runs on", async (settle) => {
    const fileId = await createRunning(target());
    settle(await update(fileId, { FileName: target().newName() }), DONE);
    const info = await onTask(target(), "GetDISyncInstanceInfo", fileId);
    assertShape((info.body["Data"] as { Status: unknown }).Status, "RUN");
  });

  itEmulated("shows GetDISyncInstanceInfo the new name", "open question 16", async () => {
    const fileId = await createRunning(target());
    await update(fileId, { FileName: "renamed" });
    const info = await onTask(target(), "GetDISyncInstanceInfo", fileId);
    assertShape((info.body["Data"] as { Name: unknown }).Name, "renamed");
  });

  itEmulated(
    "refuses a folder and a resource group that are not there",
    "codes are assumed",
    async () => {
      const fileId = await createBatch();
      const path = "Business Flow/nowhere/Data Integration";
      const noFolder = fileRefusal("Invalid.Folder.Path", `不合法的目录路径：${path}`, {});
      assertOutcome(await update(fileId, { FileFolderPath: path }), noFolder);
      const group = { ResourceGroupIdentifier: "S_res_group_0_0" };
      const message = "ResourceGroup:[S_res_group_0_0] is invalid.";
      const noGroup = fileRefusal("Invalid.ResourceGroup.NotExists", message, {});
      assertOutcome(await update(fileId, group), noGroup);
    },
  );

  itEmulated("changes nothing when it refuses", "codes are assumed", async () => {
    const fileId = await createBatch();
    await update(fileId, { FileName: "renamed", ResourceGroupIdentifier: "S_res_group_0_0" });
    assertShape((await fileOf(target(), fileId))["FileName"], "contract_1");
  });

  itEmulated("refuses a deleted file", "codes are assumed", async () => {
    const fileId = await create(target());
    await onTask(target(), "DeleteDISyncTask", fileId);
    assertOutcome(await update(fileId, { FileName: "renamed" }), unknownFile(fileId, {}));
  });

  itEmulated("refuses a real-time task under the quirk", "a switch of the emulator", async () => {
    const fileId = await create(target());
    target().emulator.setQuirks({ realtimeFileCalls: "reject" });
    const message = `fileId:[${fileId}] has an invalid type.`;
    const refusal = fileRefusal("Invalid.File.Type", message, {});
    await assertThroughEach(target(), ACTION, request(fileId, { FileName: "renamed" }), refusal);
  });
});
