import type { TaskRef } from "../../api/task";

export function taskId({ projectId, fileId }: TaskRef): string {
  return `${projectId}:${fileId}`;
}

/** The parts of `<projectId>:<fileId>`; `undefined` where the string does not have that form. */
export function taskRefOf(id: string): TaskRef | undefined {
  const [, projectId, fileId] = /^(\d+):(\d+)$/.exec(id) ?? [];
  return projectId === undefined || fileId === undefined ? undefined : { projectId, fileId };
}

/** Whether the string is a task id: both numbers from 1, without leading zeros. */
export function isTaskId(id: string): boolean {
  const ref = taskRefOf(id);
  return ref !== undefined && !ref.projectId.startsWith("0") && !ref.fileId.startsWith("0");
}

/** @throws Error where the string is not `<projectId>:<fileId>`. */
export function parseTaskId(id: string): TaskRef {
  const ref = taskRefOf(id);
  if (ref === undefined) {
    throw new Error(`"${id}" is not the id of a task: it must be <projectId>:<fileId>.`);
  }
  return ref;
}
