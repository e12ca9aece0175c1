import { optionalString } from "../answer-fields";
import { isBusinessRefusal, isInvalidTask } from "../errors";
import type { Operation } from "../operation";
import { REAL_TIME } from "../task";

export interface QueryProcessRequest {
  readonly projectId: string;
  readonly processId: string;
}

/** The result of a generation; empty where it is not ready yet. */
export interface ProcessResult {
  /** A JSON string. */
  readonly taskContent?: string;
  readonly message?: string;
}

export const queryDISyncTaskConfigProcessResult: Operation<QueryProcessRequest, ProcessResult> = {
  action: "QueryDISyncTaskConfigProcessResult",
  repeat: "idempotent",
  status: "outcomeOrTrue",
  parameters: ({ projectId, processId }) => ({
    ProjectId: projectId,
    TaskType: REAL_TIME,
    AsyncProcessId: processId,
  }),
  // A success without TaskContent means that it is not ready yet.
  result: ({ TaskContent }) => {
    const taskContent = optionalString(TaskContent);
    return taskContent === undefined ? {} : { taskContent };
  },
  // There is no status for "not ready": a refusal or an unrecognised status may mean it.
  resultOfError: (error) =>
    isBusinessRefusal(error) || isInvalidTask(error)
      ? { message: error.details.serviceMessage || error.message }
      : undefined,
};
