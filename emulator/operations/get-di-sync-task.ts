import { requireTaskFile } from "../calls/find-task";
import type { SyncOperation } from "../protocol/operation";
import { FILE_ID, PROJECT_ID, taskType } from "../protocol/parameters";
import { contentOf } from "../workspace/file-view";

export const getDISyncTask = {
  action: "GetDISyncTask",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-getdisynctask",
  writes: false,
  family: "sync",
  parameters: [PROJECT_ID, FILE_ID, taskType("DI_REALTIME", "DI_SOLUTION")],
  sampleMessage: "fileId:[100] is invalid.",
  refusedFields: { Code: null, SolutionDetail: null, AlarmList: null },
  run(call) {
    const file = requireTaskFile(call);
    return {
      Code: contentOf(file, call.workspace.quirks),
      SolutionDetail: null,
      AlarmList: file.alarmList, // set through the control, since no call writes alert rules
    };
  },
} as const satisfies SyncOperation;
