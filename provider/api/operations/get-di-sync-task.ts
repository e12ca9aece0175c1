import { optionalString } from "../answer-fields";
import type { Operation } from "../operation";
import { taskParameters, type TaskRef } from "../task";
import { requiresString } from "../whole-answer";

export interface StoredTask {
  /** The stored content as a JSON string. */
  readonly code: string;
  /** The alert rules as the service returns them. */
  readonly alarmList: readonly unknown[];
}

export const getDISyncTask: Operation<TaskRef, StoredTask> = {
  action: "GetDISyncTask",
  repeat: "idempotent",
  status: "outcome",
  needs: requiresString("Code"),
  parameters: taskParameters,
  result: ({ Code, AlarmList }) => ({
    code: optionalString(Code) ?? "", // the task's own content: never made printable
    alarmList: Array.isArray(AlarmList) ? AlarmList : [],
  }),
};
