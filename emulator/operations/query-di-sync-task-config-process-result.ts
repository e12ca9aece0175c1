import { gatewayErrors } from "../gateway-error";
import { PROJECT_ID, taskType } from "../parameters";
import { Refusal } from "../refusal";
import type { SyncOperation } from "./operation";

export const queryDISyncTaskConfigProcessResult = {
  action: "QueryDISyncTaskConfigProcessResult",
  family: "sync",
  parameters: [
    PROJECT_ID,
    taskType("DI_REALTIME", "DI_SOLUTION"),
    { name: "AsyncProcessId", type: "Long", required: true, min: 1n },
  ],
  sampleMessage: "fileId:[100] is invalid.",
  refusedFields: { TaskContent: null },
  run({ parameters, store }) {
    const processId = parameters.requiredLong("AsyncProcessId");
    const process = store.process(processId);
    if (process === undefined) {
      throw new Refusal(`fileId:[${processId}] is invalid.`); // the page's own sample speaks of a file
    }
    if (!process.isReady) {
      // Assumed: no page knows a word for "still running".
      switch (store.quirks.queryPending) {
        case "empty":
          return { TaskContent: "" };
        case "error":
          throw gatewayErrors.internal();
        case "fail":
          throw new Refusal("The process is not finished.");
      }
    }
    if (store.quirks.generateOutcome === "fail") {
      throw new Refusal("The tables cannot be read."); // assumed: the text
    }
    return { TaskContent: process.content };
  },
} as const satisfies SyncOperation;
