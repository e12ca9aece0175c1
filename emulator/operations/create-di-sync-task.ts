import type { JsonObject } from "../exact-json";
import { gatewayErrors } from "../gateway-error";
import { PROJECT_ID, taskType } from "../parameters";
import { Refusal } from "../refusal";
import type { Store } from "../store";
import { FILE_TYPE } from "../workspace-file";
import type { Call, SyncOperation } from "./operation";
import { checkTaskContent, cuOf, parseTaskParam, resourceGroupOf } from "./task-param";

function checkName(store: Store, folder: string, name: string): void {
  const { duplicateName, nameScope } = store.quirks;
  const isTaken = store.index
    .named(name)
    .some((file) => nameScope === "workspace" || file.folder === folder);
  if (isTaken && duplicateName === "fail") {
    throw new Refusal(`TaskName:[${name}] already exists.`); // assumed: the text
  }
}

/** GenerateDISyncTaskConfigForCreating page: a real-time task is created from a generated content. */
function checkOrigin(store: Store, type: string, content: string): void {
  if (
    type === "DI_REALTIME" &&
    store.quirks.handWrittenContent === "reject" &&
    !store.generations.hasMade(content)
  ) {
    throw new Refusal("TaskContent is invalid.");
  }
}

function createTask({ parameters, store }: Call): JsonObject {
  const type = parameters.requiredText("TaskType");
  if (type === "DI_SOLUTION") {
    throw new Refusal("TaskType:[DI_SOLUTION] is invalid."); // the emulator has no solutions
  }
  const content = parameters.requiredText("TaskContent");
  checkTaskContent(content);
  checkOrigin(store, type, content);
  const name = parameters.text("TaskName");
  if (name === undefined) {
    throw new Refusal("TaskName is invalid."); // assumed: the pages disagree on whether it is mandatory
  }
  const param = parseTaskParam(parameters.text("TaskParam"));
  const path = typeof param["FileFolderPath"] === "string" ? param["FileFolderPath"] : "";
  const folder = store.taskFolder(path);
  if (folder === undefined) {
    throw new Refusal(`Invalid path: ${path}`); // CreateDISyncTask page, sample
  }
  const resourceGroup = resourceGroupOf(param, store) ?? store.resourceGroups.defaultIdentifier;
  const cu = cuOf(param) ?? null;
  checkName(store, folder, name);
  const fileType = type === "DI_OFFLINE" ? FILE_TYPE.batch : FILE_TYPE.realtime;
  return {
    FileId: store.createFile({ fileType, name, folder, content, resourceGroup, cu }).fileId,
  };
}

/** What has to be equal for a client token to be used again. Assumed: every parameter of the page but the token. */
function requestOf({ parameters }: Call): string {
  const names = ["TaskType", "TaskContent", "TaskName", "TaskParam"];
  return JSON.stringify(names.map((name) => parameters.text(name) ?? null));
}

/** Assumed: a token lives as long as the emulator, within its workspace, and remembers successes only. */
function createOnce(token: string, call: Call): JsonObject {
  const { tokenUses } = call.store;
  const request = requestOf(call);
  const earlier = tokenUses.get(token);
  if (earlier === undefined) {
    const answer = createTask(call);
    tokenUses.set(token, { request, answer });
    return answer;
  }
  if (call.store.quirks.clientToken === "refused") {
    throw new Refusal(`ClientToken:[${token}] is invalid.`); // assumed: the text
  }
  if (earlier.request !== request) {
    throw gatewayErrors.tokenMismatch();
  }
  return earlier.answer;
}

export const createDISyncTask = {
  action: "CreateDISyncTask",
  page: "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-createdisynctask",
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
    const token = call.parameters.text("ClientToken");
    return token === undefined || call.store.quirks.clientToken === "ignored"
      ? createTask(call)
      : createOnce(token, call);
  },
} as const satisfies SyncOperation;
