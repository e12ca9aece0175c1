import type { TaskRef } from "../../api/task";

export function taskId({ projectId, fileId }: TaskRef): string {
  return `${projectId}:${fileId}`;
}

/** @throws Error where the text is not `<projectId>:<fileId>`. */
export function parseTaskId(id: string): TaskRef {
  const match = /^(\d+):(\d+)$/.exec(id);
  if (match === null) {
    throw new Error(`"${id}" is not the id of a task: it must be <projectId>:<fileId>.`);
  }
  return { projectId: match[1] ?? "", fileId: match[2] ?? "" };
}
