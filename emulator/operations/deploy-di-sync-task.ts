import { requireTaskFile } from "../calls/find-task";
import type { SyncOperation } from "../protocol/operation";
import { FILE_ID, PROJECT_ID, taskType } from "../protocol/parameters";
import { deploy } from "../workspace/instance";
import { recordCommit } from "../workspace/workspace-file";

export const deployDISyncTask = {
  action: "DeployDISyncTask",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-deploydisynctask",
  writes: true,
  family: "sync",
  parameters: [PROJECT_ID, FILE_ID, taskType("DI_REALTIME", "DI_SOLUTION")],
  sampleMessage: "submit and deploy fail.",
  refusedFields: {},
  run(call) {
    const file = requireTaskFile(call);
    const moment = call.workspace.moment();
    recordCommit(file, moment.nowMs);
    deploy(file.instance, { version: file.currentVersion, name: file.name }, moment);
    return {};
  },
} as const satisfies SyncOperation;
