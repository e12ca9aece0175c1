import type { Operation } from "../operation";
import { taskParameters, taskParamParameters, type TaskParam, type TaskRef } from "../task";

export interface UpdateDISyncTaskRequest extends TaskRef {
  /** JSON text. */
  readonly taskContent: string;
  readonly taskParam: TaskParam;
}

export const updateDISyncTask: Operation<UpdateDISyncTaskRequest, void> = {
  action: "UpdateDISyncTask",
  // It sets content, group and size: a second one changes nothing more.
  repeat: "idempotent",
  status: "outcome",
  parameters: ({ taskContent, taskParam, ...task }) => ({
    ...taskParameters(task),
    TaskContent: taskContent,
    ...taskParamParameters(taskParam),
  }),
  result: () => undefined,
};
