import type { Operation } from "../operation";
import { taskParameters, type TaskRef } from "../task";

export const terminateDISyncInstance: Operation<TaskRef, void> = {
  action: "TerminateDISyncInstance",
  repeat: "onlyIfNotExecuted",
  status: "outcome",
  parameters: taskParameters,
  result: () => undefined,
};
