import type { Operation } from "../operation";
import { taskParameters, type TaskRef } from "../task";

export interface StartDISyncInstanceRequest extends TaskRef {
  /** A JSON string. */
  readonly startParam?: string;
}

export const startDISyncInstance: Operation<StartDISyncInstanceRequest, void> = {
  action: "StartDISyncInstance",
  repeat: "onlyIfNotExecuted",
  status: "outcome",
  parameters: ({ startParam, ...task }) => ({
    ...taskParameters(task),
    ...(startParam && { StartParam: startParam }),
  }),
  result: () => undefined,
};
