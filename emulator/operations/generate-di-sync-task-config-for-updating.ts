import { startGeneration } from "../calls/start-generation";
import type { SyncOperation } from "../protocol/operation";
import { PROJECT_ID, taskType } from "../protocol/parameters";
import { MissingTask } from "../protocol/refusal";
import { replaceTables } from "../scripts/replace-tables";
import { FILE_TYPE } from "../workspace/workspace-file";

export const generateDISyncTaskConfigForUpdating = {
  action: "GenerateDISyncTaskConfigForUpdating",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-generatedisynctaskconfigforupdating",
  writes: true,
  family: "sync",
  parameters: [
    PROJECT_ID,
    taskType("DI_REALTIME", "DI_SOLUTION"),
    { name: "TaskId", type: "Long", required: true, min: 1n },
    { name: "TaskParam", type: "String", required: true },
    { name: "ClientToken", type: "String" },
  ],
  sampleMessage: "XXX is invalid.",
  refusedFields: { ProcessId: null },
  run(call) {
    const fileId = call.parameters.requiredLong("TaskId");
    const file = call.workspace.file(fileId);
    if (file?.fileType !== FILE_TYPE.realtime || file.deletedStatus !== "NORMAL") {
      throw new MissingTask(fileId);
    }
    const script = call.parameters.requiredText("TaskParam");
    return startGeneration(call, "GenerateDISyncTaskConfigForUpdating", () =>
      replaceTables(file.content, script),
    );
  },
} as const satisfies SyncOperation;
