import { idString } from "../answer-fields";
import type { Operation } from "../operation";
import { REAL_TIME, taskParamParameters, type TaskParam } from "../task";
import { requiresId } from "../whole-answer";

export interface CreateDISyncTaskRequest {
  readonly projectId: string;
  readonly taskName: string;
  /** A JSON string. */
  readonly taskContent: string;
  readonly taskParam: TaskParam;
  readonly clientToken: string;
}

export const createDISyncTask: Operation<CreateDISyncTaskRequest, { readonly fileId: string }> = {
  action: "CreateDISyncTask",
  repeat: "onlyIfNotExecuted",
  status: "outcome",
  needs: requiresId("FileId"),
  parameters: ({ projectId, taskName, taskContent, taskParam, clientToken }) => ({
    ProjectId: projectId,
    TaskType: REAL_TIME,
    TaskName: taskName,
    TaskContent: taskContent,
    ...taskParamParameters(taskParam),
    ClientToken: clientToken,
  }),
  result: ({ FileId }) => ({ fileId: idString(FileId) }),
};
