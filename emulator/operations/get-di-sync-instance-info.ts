import { requireTaskInstance } from "../calls/find-task";
import type { SyncOperation } from "../protocol/operation";
import { FILE_ID, PROJECT_ID, taskType } from "../protocol/parameters";
import { MissingTask } from "../protocol/refusal";
import { isAlive } from "../workspace/instance";

export const getDISyncInstanceInfo = {
  action: "GetDISyncInstanceInfo",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-getdisyncinstanceinfo",
  writes: false,
  family: "sync",
  parameters: [PROJECT_ID, FILE_ID, taskType("DI_REALTIME", "DI_SOLUTION")],
  sampleMessage: "fileId[100] is invalid",
  refusedFields: { Name: null, SolutionInfo: null },
  missingMessage: (fileId) => `fileId[${fileId}] is invalid`, // its API reference has no colon and no full stop
  missingStatus: ({ missingInfo }) => (missingInfo === "null" ? null : missingInfo),
  run(call) {
    const { fileId, instance, name: fileName } = requireTaskInstance(call);
    const { quirks } = call.workspace;
    if (!isAlive(instance) && quirks.undeployedInfo === "fail") {
      throw new MissingTask(fileId);
    }
    const usesDeployedName = quirks.nameAfterRename === "deployed";
    const name = usesDeployedName ? (instance.deployedName ?? fileName) : fileName;
    return {
      Status: instance.runState,
      Name: quirks.nameInInfo ? name : null,
      SolutionInfo: null,
    };
  },
} as const satisfies SyncOperation;
