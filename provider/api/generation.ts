import { REAL_TIME } from "./task";

/** What both Generate calls take. */
export interface GenerateRequest {
  readonly projectId: string;
  /** The script as a JSON string. */
  readonly taskParam: string;
  readonly clientToken: string;
}

export function generationParameters(request: GenerateRequest): Record<string, string> {
  return {
    ProjectId: request.projectId,
    TaskType: REAL_TIME,
    TaskParam: request.taskParam,
    ClientToken: request.clientToken,
  };
}
