import type { FileRow } from "../../api/operations/list-files";
import type { TaskContent } from "./content";
import { taskId } from "./task-id";

/** A task as the service returns it, whoever created it. */
export interface FoundTask {
  /** `<projectId>:<fileId>` */
  readonly id: string;
  readonly projectId: string;
  readonly fileId: string;
  readonly region: string;
  readonly taskName: string;
  /** Folder as the service returns it, usually in Chinese. */
  readonly fileFolderPath: string;
  /** Account id of the owner; empty where the service returns none. */
  readonly owner: string;
  /** The service's own word; empty where it returns none. */
  readonly liveState: string;
  readonly taskContent: TaskContent;
  /** Alert rules as GetDISyncTask returns them. */
  readonly alarmRules: readonly unknown[];
}

/** A row of a list: what ListFiles returns for a task. */
export type ListedTask = Pick<
  FoundTask,
  "id" | "projectId" | "fileId" | "region" | "taskName" | "fileFolderPath" | "owner"
>;

/** Converts a row of ListFiles. */
export function listedTask(projectId: string, region: string, row: FileRow): ListedTask {
  const { fileId, fileName, folderPath, owner } = row;
  return {
    id: taskId({ projectId, fileId }),
    projectId,
    fileId,
    region,
    taskName: fileName,
    fileFolderPath: folderPath ?? "",
    owner: owner ?? "",
  };
}
