import type { Operation } from "../operation";
import { taskParameters, type TaskRef } from "../task";

export const stopDISyncInstance: Operation<TaskRef, void> = {
  action: "StopDISyncInstance",
  repeat: "onlyIfNotExecuted",
  status: "outcome",
  parameters: taskParameters,
  result: () => undefined,
};
