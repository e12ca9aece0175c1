import { requireTaskFile } from "../calls/find-task";
import type { SyncOperation } from "../protocol/operation";
import { FILE_ID, PROJECT_ID, taskType } from "../protocol/parameters";
import { refuseUnlessDone } from "../protocol/refusal";
import { remove } from "../workspace/instance";

export const deleteDISyncTask = {
  action: "DeleteDISyncTask",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-deletedisynctask",
  writes: true,
  family: "sync",
  parameters: [PROJECT_ID, taskType("DI_REALTIME"), FILE_ID],
  sampleMessage: "fileId:[100] is invalid.",
  refusedFields: {},
  run(call) {
    const file = requireTaskFile(call);
    refuseUnlessDone(file.fileId, remove(file.instance, call.workspace.moment()));
    call.workspace.deleteFileLater(file);
    return {};
  },
} as const satisfies SyncOperation;
