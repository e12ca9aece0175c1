import type { TaskRef } from "../../api/task";

export function taskId({ projectId, fileId }: TaskRef): string {
  return `${projectId}:${fileId}`;
}

/** The parts of `<projectId>:<fileId>`; `undefined` where the text is not of that form. */
export function taskRefOf(id: string): TaskRef | undefined {
  const [, projectId, fileId] = /^(\d+):(\d+)$/.exec(id) ?? [];
  return projectId === undefined || fileId === undefined ? undefined : { projectId, fileId };
}

/** Whether the text is an id as the service counts: from 1, and without zeros before it. */
export function isTaskId(id: string): boolean {
  const ref = taskRefOf(id);
  return ref !== undefined && !ref.projectId.startsWith("0") && !ref.fileId.startsWith("0");
}

/** @throws Error where the text is not `<projectId>:<fileId>`. */
export function parseTaskId(id: string): TaskRef {
  const ref = taskRefOf(id);
  if (ref === undefined) {
    throw new Error(`"${id}" is not the id of a task: it must be <projectId>:<fileId>.`);
  }
  return ref;
}
