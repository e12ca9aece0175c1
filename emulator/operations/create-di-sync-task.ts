import { onceForToken } from "../calls/client-token";
import { checkTaskContent, cuOf, parseTaskParam, resourceGroupOf } from "../calls/task-param";
import type { JsonObject } from "../json/exact-json";
import type { Call, SyncOperation } from "../protocol/operation";
import { PROJECT_ID, taskType } from "../protocol/parameters";
import { Refusal } from "../protocol/refusal";
import type { Workspace } from "../workspace/workspace";
import { FILE_TYPE } from "../workspace/workspace-file";

function checkName(workspace: Workspace, folder: string, name: string): void {
  const { duplicateName, nameScope } = workspace.quirks;
  const isTaken = workspace.index
    .named(name)
    .some((file) => nameScope === "workspace" || file.folder === folder);
  if (isTaken && duplicateName === "fail") {
    throw new Refusal(`TaskName:[${name}] already exists.`); // assumed: the text
  }
}

/** API reference of GenerateDISyncTaskConfigForCreating: a real-time task is created from a generated content. */
function checkOrigin(workspace: Workspace, type: string, content: string): void {
  if (
    type === "DI_REALTIME" &&
    workspace.quirks.handWrittenContent === "reject" &&
    !workspace.generations.hasProduced(content)
  ) {
    throw new Refusal("TaskContent is invalid.");
  }
}

function createTask({ parameters, workspace }: Call): JsonObject {
  const type = parameters.requiredText("TaskType");
  if (type === "DI_SOLUTION") {
    throw new Refusal("TaskType:[DI_SOLUTION] is invalid."); // the emulator has no solutions
  }
  const content = parameters.requiredText("TaskContent");
  checkTaskContent(content);
  checkOrigin(workspace, type, content);
  const name = parameters.text("TaskName");
  if (name === undefined) {
    throw new Refusal("TaskName is invalid."); // assumed: the API reference is inconsistent on whether it is mandatory
  }
  const param = parseTaskParam(parameters.text("TaskParam"));
  const path = typeof param["FileFolderPath"] === "string" ? param["FileFolderPath"] : "";
  const folder = workspace.taskFolder(path);
  if (folder === undefined) {
    throw new Refusal(`Invalid path: ${path}`); // API reference of CreateDISyncTask, sample
  }
  const resourceGroup =
    resourceGroupOf(param, workspace) ?? workspace.resourceGroups.defaultIdentifier;
  const cu = cuOf(param) ?? null;
  checkName(workspace, folder, name);
  const fileType = type === "DI_OFFLINE" ? FILE_TYPE.batch : FILE_TYPE.realtime;
  return {
    FileId: workspace.createFile({ fileType, name, folder, content, resourceGroup, cu }).fileId,
  };
}

export const createDISyncTask = {
  action: "CreateDISyncTask",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-createdisynctask",
  writes: true,
  family: "sync",
  parameters: [
    PROJECT_ID,
    taskType("DI_OFFLINE", "DI_REALTIME", "DI_SOLUTION"),
    { name: "TaskContent", type: "String", required: true, place: "body" },
    { name: "TaskParam", type: "String" },
    { name: "TaskName", type: "String" },
    { name: "ClientToken", type: "String" },
  ],
  sampleMessage: "Invalid path: Business Flow/xxxx/Data Integration",
  refusedFields: { FileId: null },
  run(call) {
    const names = ["TaskType", "TaskContent", "TaskName", "TaskParam"];
    return onceForToken(call, "CreateDISyncTask", names, () => createTask(call));
  },
} as const satisfies SyncOperation;
