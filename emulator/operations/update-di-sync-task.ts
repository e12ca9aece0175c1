import { requireTaskFile } from "../calls/find-task";
import { checkTaskContent, cuOf, parseTaskParam, resourceGroupOf } from "../calls/task-param";
import type { SyncOperation } from "../protocol/operation";
import { FILE_ID, PROJECT_ID, taskType } from "../protocol/parameters";
import { Refusal } from "../protocol/refusal";
import { recordCommit, recordEdit } from "../workspace/workspace-file";

export const updateDISyncTask = {
  action: "UpdateDISyncTask",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-updatedisynctask",
  writes: true,
  family: "sync",
  parameters: [
    PROJECT_ID,
    FILE_ID,
    taskType("DI_OFFLINE", "DI_REALTIME", "DI_SOLUTION"), // assumed: the enumeration of CreateDISyncTask
    { name: "TaskContent", type: "String" },
    { name: "TaskParam", type: "String" },
  ],
  sampleMessage: "ResourceGroup:[S_res_group_XXX] is invalid.",
  refusedFields: {},
  run(call) {
    const { parameters, workspace } = call;
    const type = parameters.requiredText("TaskType");
    if (type === "DI_REALTIME" && workspace.quirks.updateRealtime === "reject") {
      throw new Refusal("TaskType:[DI_REALTIME] is invalid."); // assumed: the text
    }
    const file = requireTaskFile(call);
    const content = parameters.text("TaskContent") ?? file.content; // empty: unchanged
    checkTaskContent(content);
    const param = parseTaskParam(parameters.text("TaskParam"));
    const resourceGroup = resourceGroupOf(param, workspace) ?? file.resourceGroup;
    const cu = cuOf(param) ?? file.cu;
    Object.assign(file, { content, resourceGroup, cu });
    const moment = workspace.moment();
    recordEdit(file, moment.nowMs);
    if (workspace.quirks.updateTakesEffect === "atOnce" && file.instance.deployedVersion !== null) {
      recordCommit(file, moment.nowMs);
      file.instance.deployedVersion = file.currentVersion;
    }
    return {};
  },
} as const satisfies SyncOperation;
