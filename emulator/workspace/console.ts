import { writeCompactJson, type JsonValue } from "../json/exact-json";
import type { TaskSeed } from "./seed";
import { findTaskFile, viewTask, type TaskView } from "./task-view";
import { FIRST_FOLDER, UnknownFolderError, type Workspace } from "./workspace";
import { FILE_TYPE, recordCommit, recordEdit, type WorkspaceFile } from "./workspace-file";

/** A change that a person makes to a task in the console. */
export interface TaskChange {
  /** Any value; it stays until the next call or change. */
  readonly runState?: string;
  readonly deployed?: boolean;
  readonly name?: string;
  readonly content?: string;
  readonly folder?: string;
  readonly owner?: string;
  /** Alert rules in the form of GetDISyncTask. */
  readonly alarmList?: readonly JsonValue[];
  /** true: the file is permanently gone; a deployed or running instance remains. */
  readonly fileGone?: true;
}

/** A task that cannot be added. */
export class TaskSeedError extends Error {
  override readonly name = "TaskSeedError";
}

/** What a person does in the DataWorks console, outside the API. */
export interface WorkspaceConsole {
  /** Creates a task. Throws an UnknownFolderError for a folder that does not exist, a TaskSeedError for a file id that is taken. */
  addTask(task: TaskSeed): TaskView;
  /** Stops, starts, deploys, renames, moves or edits a task. Returns false if there is no such task. */
  changeTask(fileId: string, change: TaskChange): boolean;
  /** Permanently deletes file and instance. Returns false if there is no such task. */
  deleteTask(fileId: string): boolean;
  /** Creates a folder, such as "Business Flow/Sales/Data Integration", and returns its path in the Chinese form. */
  addFolder(path: string): string;
  /** Makes a Data Integration resource group, such as "S_res_group_2_1", available to the workspace. */
  addResourceGroup(identifier: string): void;
}

function requireTaskFolder(workspace: Workspace, path: string): string {
  const folder = workspace.taskFolder(path);
  if (folder === undefined) {
    throw new UnknownFolderError(
      `There is no folder ${JSON.stringify(path)}; the folders are ${workspace.folders().join(", ")}.`,
    );
  }
  return folder;
}

function changeInstance(
  file: WorkspaceFile,
  { deployed, runState }: Pick<TaskChange, "deployed" | "runState">,
  nowMs: number,
): void {
  const { instance, currentVersion } = file;
  if (deployed !== undefined) {
    instance.deployedVersion = deployed ? currentVersion : null;
    instance.pendingDeploy = null;
    if (deployed) {
      recordCommit(file, nowMs);
    }
  }
  if (runState !== undefined) {
    instance.runState = runState;
    instance.pendingState = null;
  }
}

function addTask(
  workspace: Workspace,
  { name, folder = FIRST_FOLDER, fileId, type = "DI_REALTIME", ...given }: TaskSeed,
): TaskView {
  const id = fileId === undefined ? undefined : BigInt(fileId);
  if (id !== undefined && workspace.file(id) !== undefined) {
    throw new TaskSeedError(`There is a file ${fileId} already.`);
  }
  const file = workspace.createFile(
    {
      fileType: type === "DI_REALTIME" ? FILE_TYPE.realtime : FILE_TYPE.batch,
      name,
      folder: requireTaskFolder(workspace, folder),
      content: typeof given.content === "string" ? given.content : writeCompactJson(given.content),
      resourceGroup: given.resourceGroup ?? workspace.resourceGroups.defaultIdentifier,
      cu: given.cu ?? null,
    },
    id,
  );
  changeInstance(file, given, workspace.moment().nowMs);
  return viewTask(file);
}

function changeTask(workspace: Workspace, file: WorkspaceFile, change: TaskChange): void {
  const { nowMs } = workspace.moment();
  const { name = file.name, folder } = change;
  const target = folder === undefined ? file.folder : requireTaskFolder(workspace, folder);
  if (name !== file.name || target !== file.folder) {
    workspace.moveFile(file, { name, folder: target });
  }
  file.owner = change.owner ?? file.owner;
  file.alarmList = change.alarmList ?? file.alarmList;
  if (change.content !== undefined) {
    file.content = change.content;
    recordEdit(file, nowMs);
  }
  if (change.fileGone === true) {
    workspace.deleteFile(file, "DELETED");
  }
  changeInstance(file, change, nowMs);
}

export function createConsole(workspace: Workspace): WorkspaceConsole {
  /** Whether there was a task to act on. */
  function onTask(fileId: string, act: (file: WorkspaceFile) => void): boolean {
    const file = findTaskFile(workspace, fileId);
    if (file !== undefined) {
      act(file);
    }
    return file !== undefined;
  }

  return {
    addTask: (task) => addTask(workspace, task),
    changeTask: (fileId, change) => onTask(fileId, (file) => changeTask(workspace, file, change)),
    deleteTask: (fileId) => onTask(fileId, (file) => workspace.eraseFile(file)),
    addFolder: (path) => workspace.addFolder(path),
    addResourceGroup: (identifier) => workspace.resourceGroups.add(identifier),
  };
}
