import { remove } from "../instance";
import { FILE_ID, PROJECT_ID, taskType } from "../parameters";
import { requireTaskFile } from "./find-task";
import type { SyncOperation } from "./operation";
import { refuseUnlessDone } from "./refuse-unless-done";

export const deleteDISyncTask = {
  action: "DeleteDISyncTask",
  page: "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-deletedisynctask",
  writes: true,
  family: "sync",
  parameters: [PROJECT_ID, taskType("DI_REALTIME"), FILE_ID],
  sampleMessage: "fileId:[100] is invalid.",
  refusedFields: {},
  run(call) {
    const file = requireTaskFile(call);
    refuseUnlessDone(file.fileId, remove(file.instance, call.store.moment()));
    call.store.deleteFileLater(file);
    return {};
  },
} as const satisfies SyncOperation;
