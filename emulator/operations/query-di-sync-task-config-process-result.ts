import { gatewayErrors } from "../protocol/gateway-error";
import type { SyncOperation } from "../protocol/operation";
import { PROJECT_ID, taskType } from "../protocol/parameters";
import { Refusal } from "../protocol/refusal";

export const queryDISyncTaskConfigProcessResult = {
  action: "QueryDISyncTaskConfigProcessResult",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-querydisynctaskconfigprocessresult",
  writes: false,
  family: "sync",
  parameters: [
    PROJECT_ID,
    taskType("DI_REALTIME", "DI_SOLUTION"),
    { name: "AsyncProcessId", type: "Long", required: true, min: 1n },
  ],
  sampleMessage: "fileId:[100] is invalid.",
  refusedFields: { TaskContent: null },
  run({ parameters, workspace }) {
    const processId = parameters.requiredLong("AsyncProcessId");
    const moment = workspace.moment();
    const generation = workspace.generations.get(processId, moment);
    if (generation === undefined) {
      throw new Refusal(`fileId:[${processId}] is invalid.`); // the sample in the API reference also says fileId
    }
    if (moment.nowMs < generation.readyAtMs) {
      // Assumed: the API reference has no status for "still running".
      switch (workspace.quirks.queryPending) {
        case "empty":
          return { TaskContent: "" };
        case "error":
          throw gatewayErrors.internal();
        case "fail":
          throw new Refusal("The process is not finished.");
      }
    }
    if (generation.outcome === "fail") {
      throw new Refusal("The tables cannot be read."); // assumed: the text
    }
    return { TaskContent: generation.content };
  },
} as const satisfies SyncOperation;
