import { startGeneration } from "../calls/start-generation";
import type { SyncOperation } from "../protocol/operation";
import { PROJECT_ID, taskType } from "../protocol/parameters";
import { expandScript } from "../scripts/expand-script";

export const generateDISyncTaskConfigForCreating = {
  action: "GenerateDISyncTaskConfigForCreating",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-generatedisynctaskconfigforcreating",
  writes: true,
  family: "sync",
  parameters: [
    PROJECT_ID,
    taskType("DI_REALTIME", "DI_SOLUTION"),
    { name: "TaskParam", type: "String", required: true },
    { name: "ClientToken", type: "String" },
  ],
  sampleMessage: "XXX is invalid.",
  refusedFields: { ProcessId: null },
  run(call) {
    const { parameters, workspace } = call;
    return startGeneration(call, "GenerateDISyncTaskConfigForCreating", () =>
      expandScript(parameters.requiredText("TaskParam"), workspace.resourceGroups),
    );
  },
} as const satisfies SyncOperation;
