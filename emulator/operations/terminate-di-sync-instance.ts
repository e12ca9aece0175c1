import { requireTaskInstance } from "../calls/find-task";
import type { SyncOperation } from "../protocol/operation";
import { FILE_ID, PROJECT_ID, taskType } from "../protocol/parameters";
import { refuseUnlessDone } from "../protocol/refusal";
import { undeploy } from "../workspace/instance";

/** In the API reference the title says terminate, the text undeploy: it undeploys. */
export const terminateDISyncInstance = {
  action: "TerminateDISyncInstance",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-terminatedisyncinstance",
  writes: true,
  family: "sync",
  parameters: [PROJECT_ID, FILE_ID, taskType("DI_REALTIME")],
  sampleMessage: "fileId:[100] is invalid.",
  refusedFields: {},
  run(call) {
    const { fileId, instance } = requireTaskInstance(call);
    refuseUnlessDone(fileId, undeploy(instance, call.workspace.moment()));
    return {};
  },
} as const satisfies SyncOperation;
