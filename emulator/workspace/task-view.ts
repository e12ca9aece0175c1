import type { JsonValue } from "../json/exact-json";
import type { Workspace } from "./workspace";
import { FILE_TYPE, type WorkspaceFile } from "./workspace-file";

/** A sync task as a test sees it, including its production instance. */
export interface TaskView {
  readonly fileId: string;
  readonly name: string;
  /** In the Chinese form. */
  readonly folder: string;
  readonly fileType: number;
  /** As it was sent. */
  readonly content: string;
  readonly resourceGroup: string | null;
  readonly cu: number | null;
  readonly deletedStatus: string;
  readonly commitStatus: number;
  readonly currentVersion: number;
  readonly deployed: boolean;
  readonly deployedVersion: number | null;
  readonly runState: string;
  readonly startParam: string | null;
  readonly owner: string;
  readonly alarmList: readonly JsonValue[];
  readonly createTimeMs: number;
  readonly lastEditTimeMs: number;
}

export function viewTask(file: WorkspaceFile): TaskView {
  const { instance } = file;
  return {
    fileId: file.fileId.toString(),
    name: file.name,
    folder: file.folder,
    fileType: file.fileType,
    content: file.content,
    resourceGroup: file.resourceGroup,
    cu: file.cu,
    deletedStatus: file.deletedStatus,
    commitStatus: file.commitStatus,
    currentVersion: file.currentVersion,
    deployed: instance.deployedVersion !== null,
    deployedVersion: instance.deployedVersion,
    runState: instance.runState,
    startParam: instance.startParam,
    owner: file.owner,
    alarmList: file.alarmList,
    createTimeMs: file.createTimeMs,
    lastEditTimeMs: file.lastEditTimeMs,
  };
}

/** All sync tasks ever created, including deleted ones, oldest first. */
export function viewTasks(workspace: Workspace): TaskView[] {
  return workspace
    .files()
    .filter(({ fileType }) => fileType !== FILE_TYPE.sql)
    .map(viewTask);
}

/** The file of a sync task, deleted or not. */
export function findTaskFile(workspace: Workspace, fileId: string): WorkspaceFile | undefined {
  const file = /^\d+$/.test(fileId) ? workspace.file(BigInt(fileId)) : undefined;
  return file?.fileType === FILE_TYPE.sql ? undefined : file;
}
