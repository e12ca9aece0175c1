import type { Operation } from "../operation";
import { taskParameters, type TaskRef } from "../task";

export const deployDISyncTask: Operation<TaskRef, void> = {
  action: "DeployDISyncTask",
  repeat: "onlyIfNotExecuted",
  status: "outcome",
  parameters: taskParameters,
  result: () => undefined,
};
