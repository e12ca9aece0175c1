import { optionalText } from "../answer-fields";
import type { Operation } from "../operation";
import { taskParameters, type TaskRef } from "../task";
import { needsText } from "../whole-answer";

export interface StoredTask {
  /** The stored content as JSON text. */
  readonly code: string;
  /** The alert rules as the service gives them. */
  readonly alarmList: readonly unknown[];
}

export const getDISyncTask: Operation<TaskRef, StoredTask> = {
  action: "GetDISyncTask",
  repeat: "idempotent",
  status: "outcome",
  needs: needsText("Code"),
  parameters: taskParameters,
  result: ({ Code, AlarmList }) => ({
    code: optionalText(Code) ?? "", // of the task itself: never changed
    alarmList: Array.isArray(AlarmList) ? AlarmList : [],
  }),
};
