import type { Operation } from "../operation";
import { taskParameters, type TaskRef } from "../task";

export const deleteDISyncTask: Operation<TaskRef, void> = {
  action: "DeleteDISyncTask",
  repeat: "onlyIfNotExecuted",
  status: "outcome",
  parameters: taskParameters,
  result: () => undefined,
};
