import type { Operation } from "../operation";
import { taskParameters, taskParamParameters, type TaskParam, type TaskRef } from "../task";

export interface UpdateDISyncTaskRequest extends TaskRef {
  /** A JSON string. */
  readonly taskContent: string;
  readonly taskParam: TaskParam;
}

export const updateDISyncTask: Operation<UpdateDISyncTaskRequest, void> = {
  action: "UpdateDISyncTask",
  // It sets content, resource group and size: repeating it changes nothing more.
  repeat: "idempotent",
  status: "outcome",
  parameters: ({ taskContent, taskParam, ...task }) => ({
    ...taskParameters(task),
    TaskContent: taskContent,
    ...taskParamParameters(taskParam),
  }),
  result: () => undefined,
};
