import { requireTaskInstance } from "../calls/find-task";
import { parseJsonObject } from "../json/exact-json";
import type { SyncOperation } from "../protocol/operation";
import { FILE_ID, PROJECT_ID, taskType } from "../protocol/parameters";
import { refuseUnlessDone, Refusal } from "../protocol/refusal";
import type { Quirks } from "../quirks";
import { start } from "../workspace/instance";

/** API reference of StartDISyncInstance. */
const START_PARAM_KEYS: readonly string[] = ["failoverLimit", "errorLimit", "ddlMarkMap"];

function checkStartParam(text: string, { unknownStartParam }: Quirks): void {
  const startParam = parseJsonObject(text);
  const isKnown =
    startParam !== undefined &&
    (unknownStartParam === "ignore" ||
      Object.keys(startParam).every((key) => START_PARAM_KEYS.includes(key)));
  if (!isKnown) {
    throw new Refusal("StartParam is invalid."); // assumed: the text, like that of the Generate calls
  }
}

export const startDISyncInstance = {
  action: "StartDISyncInstance",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-startdisyncinstance",
  writes: true,
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
    checkStartParam(startParam ?? "{}", call.workspace.quirks);
    const moment = call.workspace.moment();
    refuseUnlessDone(fileId, start(instance, currentVersion, startParam, moment));
    return {};
  },
} as const satisfies SyncOperation;
