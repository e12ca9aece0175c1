import { FILE_ID, PROJECT_ID, taskType } from "../parameters";
import { normaliseContent } from "../task-content";
import { requireTaskFile } from "./find-task";
import type { SyncOperation } from "./operation";

export const getDISyncTask = {
  action: "GetDISyncTask",
  family: "sync",
  parameters: [PROJECT_ID, FILE_ID, taskType("DI_REALTIME", "DI_SOLUTION")],
  sampleMessage: "fileId:[100] is invalid.",
  refusedFields: { Code: null, SolutionDetail: null, AlarmList: null },
  run(call) {
    const { content, resourceGroup, alarmList } = requireTaskFile(call);
    return {
      Code: call.store.quirks.normalise ? normaliseContent(content, resourceGroup) : content,
      SolutionDetail: null,
      AlarmList: alarmList, // no call writes alert rules; the control does
    };
  },
} as const satisfies SyncOperation;
