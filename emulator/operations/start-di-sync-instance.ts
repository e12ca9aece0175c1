import { start } from "../instance";
import { FILE_ID, PROJECT_ID, taskType } from "../parameters";
import { Refusal } from "../refusal";
import { parseJsonObject } from "../task-content";
import { requireTaskInstance } from "./find-task";
import type { SyncOperation } from "./operation";
import { refuseUnlessDone } from "./refuse-unless-done";

export const startDISyncInstance = {
  action: "StartDISyncInstance",
  family: "sync",
  parameters: [
    PROJECT_ID,
    FILE_ID,
    taskType("DI_REALTIME", "DI_SOLUTION"),
    { name: "StartParam", type: "String" },
  ],
  sampleMessage: "fileId:[100] is invalid.",
  refusedFields: {},
  run(call) {
    const { fileId, instance, currentVersion } = requireTaskInstance(call);
    const startParam = call.parameters.text("StartParam") ?? null;
    if (startParam !== null && parseJsonObject(startParam) === undefined) {
      throw new Refusal("StartParam is invalid."); // assumed: the text, after the Generate pages
    }
    const moment = call.store.moment();
    refuseUnlessDone(fileId, start(instance, currentVersion, startParam, moment));
    return {};
  },
} as const satisfies SyncOperation;
