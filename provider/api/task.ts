/** A sync task: ids are strings, because they may exceed 2^53. */
export interface TaskRef {
  readonly projectId: string;
  readonly fileId: string;
}

export interface TaskParam {
  readonly FileFolderPath?: string;
  readonly ResourceGroup?: string;
  readonly Cu?: number;
}

/** Every task of this provider is a real-time one; batch tasks have other operations. */
export const REAL_TIME = "DI_REALTIME";

/** The parameters that identify a task in a call. */
export function taskParameters({ projectId, fileId }: TaskRef): Record<string, string> {
  return { ProjectId: projectId, TaskType: REAL_TIME, FileId: fileId };
}

/** `TaskParam` as a JSON string; no parameter where there is nothing to set. */
export function taskParamParameters(param: TaskParam): Record<string, string> {
  return Object.keys(param).length === 0 ? {} : { TaskParam: JSON.stringify(param) };
}
