import type { JsonValue } from "../json/exact-json";
import type { WorkspaceFile } from "./workspace-file";

/** A sync task as the control shows it, its production instance included. */
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

/** What somebody does to a task in the console, behind the API's back. */
export interface TaskChange {
  /** Any word; it stays until the next call or change. */
  readonly runState?: string;
  readonly deployed?: boolean;
  readonly name?: string;
  readonly content?: string;
  readonly folder?: string;
  readonly owner?: string;
  /** Alert rules in the form of the GetDISyncTask page. */
  readonly alarmList?: readonly JsonValue[];
  /** true: the file is gone for good; a deployed or running instance lives on. */
  readonly fileGone?: true;
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
