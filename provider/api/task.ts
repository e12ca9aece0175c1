/** A sync task: ids are texts, because they may pass 2^53. */
export interface TaskRef {
  readonly projectId: string;
  readonly fileId: string;
}

export interface TaskParam {
  readonly FileFolderPath?: string;
  readonly ResourceGroup?: string;
  readonly Cu?: number;
}

/** Every task of this provider is a real-time one; the batch type has other calls. */
export const REAL_TIME = "DI_REALTIME";

/** How a call names the task that it is about. */
export function taskParameters({ projectId, fileId }: TaskRef): Record<string, string> {
  return { ProjectId: projectId, TaskType: REAL_TIME, FileId: fileId };
}

/** `TaskParam` as JSON text, and nothing where there is none to set. */
export function taskParamParameters(param: TaskParam): Record<string, string> {
  return Object.keys(param).length === 0 ? {} : { TaskParam: JSON.stringify(param) };
}
