import type { Clock } from "../clock";
import { writeCompactJson, type JsonObject } from "../json/exact-json";
import { FileIndex } from "./file-index";
import { canonicalFolderPath, isDataIntegrationFolder } from "./folder-path";
import { Generations } from "./generations";
import { settle, type Moment } from "./instance";
import { changeQuirks, type QuirkChanges, type Quirks } from "../quirks";
import { ResourceGroups } from "./resource-groups";
import type { Seed, TaskSeed } from "./seed";
import { viewTask, type TaskChange, type TaskView } from "./task-view";
import {
  FILE_TYPE,
  newFile,
  noteCommit,
  noteEdit,
  type DeletedStatus,
  type WorkspaceFile,
} from "./workspace-file";

export const WORKSPACE = { projectId: 10000n, projectIdentifier: "quickstart" } as const;

const FIRST_FOLDER = "Business Flow/quickstart/Data Integration";
const FIRST_RESOURCE_GROUP = "S_res_group_1_1";

/** A folder path that the workspace cannot hold or does not have. */
export class UnknownFolderError extends Error {
  override readonly name = "UnknownFolderError";
}

/** A task that cannot be put there. */
export class TaskSeedError extends Error {
  override readonly name = "TaskSeedError";
}

/** What a client token has bought. */
interface TokenUse {
  readonly request: string;
  readonly answer: JsonObject;
}

export interface StoreOptions {
  readonly clock: Clock;
  readonly quirks: Quirks;
  readonly firstFileId: bigint;
  readonly seed: Seed;
}

/** One workspace in memory. Time passes for it only when it is looked at. */
export class Store {
  readonly tokenUses = new Map<string, TokenUse>();
  generations = new Generations();
  resourceGroups = new ResourceGroups();
  readonly #options: StoreOptions;
  readonly #files = new Map<bigint, WorkspaceFile>();
  readonly #folders = new Set<string>();
  #quirks: Quirks;
  #index = new FileIndex();
  /** Files whose deletion is accepted, but not done. */
  readonly #beingDeleted = new Set<WorkspaceFile>();
  #nextFileId = 0n;

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#quirks = options.quirks;
    this.reset();
  }

  /** Back to the start: quirks, folders, the one SQL file, and what the seed has. */
  reset(): void {
    const { firstFileId, seed, quirks } = this.#options;
    this.#quirks = quirks;
    this.tokenUses.clear();
    this.generations = new Generations();
    this.resourceGroups = new ResourceGroups();
    this.#index = new FileIndex();
    this.#files.clear();
    this.#folders.clear();
    this.#beingDeleted.clear();
    for (const identifier of [FIRST_RESOURCE_GROUP, ...(seed.resourceGroups ?? [])]) {
      this.resourceGroups.add(identifier);
    }
    for (const folder of [FIRST_FOLDER, ...(seed.folders ?? [])]) {
      this.addFolder(folder);
    }
    this.#nextFileId = firstFileId - 1n;
    this.createFile({
      fileType: FILE_TYPE.sql,
      name: "daily_report",
      folder: this.addFolder("Business Flow/quickstart/MaxCompute"),
      content: "SELECT 1;",
      resourceGroup: null,
      cu: null,
    });
    for (const task of seed.tasks ?? []) {
      this.addTask(task);
    }
  }

  get quirks(): Quirks {
    return this.#quirks;
  }

  setQuirks(changes: QuirkChanges): void {
    this.#quirks = changeQuirks(this.#quirks, changes);
  }

  moment(): Moment {
    return { nowMs: this.#options.clock.nowMs(), quirks: this.#quirks };
  }

  /** The folder in the Chinese form, from now on known. */
  addFolder(path: string): string {
    const folder = canonicalFolderPath(path);
    if (folder === undefined) {
      throw new UnknownFolderError(
        `The folder path ${JSON.stringify(path)} is not valid; write it as "${FIRST_FOLDER}".`,
      );
    }
    this.#folders.add(folder);
    return folder;
  }

  /** In the Chinese form. */
  folders(): readonly string[] {
    return [...this.#folders];
  }

  hasFolder(canonicalPath: string): boolean {
    return this.#folders.has(canonicalPath);
  }

  /** The folder in the Chinese form if it exists and can hold sync tasks. */
  taskFolder(path: string): string | undefined {
    const folder = canonicalFolderPath(path);
    return folder !== undefined && this.hasFolder(folder) && isDataIntegrationFolder(folder)
      ? folder
      : undefined;
  }

  createFile(
    given: Omit<Parameters<typeof newFile>[0], "fileId">,
    fileId = this.#nextFileId,
  ): WorkspaceFile {
    const file = newFile({ ...given, fileId }, this.moment().nowMs);
    this.#nextFileId = fileId >= this.#nextFileId ? fileId + 1n : this.#nextFileId;
    this.#files.set(fileId, file);
    this.#index.add(file);
    return file;
  }

  /** Another name or folder. */
  moveFile(file: WorkspaceFile, { name = file.name, folder = file.folder }): void {
    this.#index.remove(file);
    Object.assign(file, { name, folder });
    if (file.deletedStatus === "NORMAL") {
      this.#index.add(file);
    }
  }

  deleteFile(file: WorkspaceFile, deletedStatus: DeletedStatus): void {
    this.#index.remove(file);
    this.#beingDeleted.delete(file);
    file.deletedStatus = deletedStatus;
  }

  /** Deletes it into the recycle bin once deleteDelayMs has passed. */
  deleteFileLater(file: WorkspaceFile): void {
    const { nowMs, quirks } = this.moment();
    file.deletedAtMs = nowMs + quirks.deleteDelayMs;
    this.#beingDeleted.add(file);
    this.#settleDeletions();
  }

  /** All files that are not deleted, oldest first. */
  get index(): FileIndex {
    this.#settleDeletions();
    return this.#index;
  }

  /** All files that ever were, deleted ones included, oldest first, as they are at this moment. */
  files(): readonly WorkspaceFile[] {
    this.#settleDeletions();
    const moment = this.moment();
    const files = [...this.#files.values()];
    for (const file of files) {
      settle(file.instance, moment);
    }
    return files;
  }

  file(fileId: bigint): WorkspaceFile | undefined {
    this.#settleDeletions();
    const file = this.#files.get(fileId);
    if (file !== undefined) {
      settle(file.instance, this.moment());
    }
    return file;
  }

  /** All sync tasks that ever were, oldest first. */
  tasks(): TaskView[] {
    return this.files()
      .filter(({ fileType }) => fileType !== FILE_TYPE.sql)
      .map(viewTask);
  }

  task(fileId: string): TaskView | undefined {
    const file = this.#taskFile(fileId);
    return file === undefined ? undefined : viewTask(file);
  }

  /** Puts a task there, as if somebody had made it in the console. */
  addTask({
    name,
    folder = FIRST_FOLDER,
    fileId,
    type = "DI_REALTIME",
    ...given
  }: TaskSeed): TaskView {
    if (fileId !== undefined && this.#files.has(BigInt(fileId))) {
      throw new TaskSeedError(`There is a file ${fileId} already.`);
    }
    const file = this.createFile(
      {
        fileType: type === "DI_REALTIME" ? FILE_TYPE.realtime : FILE_TYPE.batch,
        name,
        folder: this.#requireTaskFolder(folder),
        content:
          typeof given.content === "string" ? given.content : writeCompactJson(given.content),
        resourceGroup: given.resourceGroup ?? this.resourceGroups.defaultIdentifier,
        cu: given.cu ?? null,
      },
      fileId === undefined ? undefined : BigInt(fileId),
    );
    this.#changeInstance(file, given);
    return viewTask(file);
  }

  /** False: there is no such task. */
  changeTask(fileId: string, change: TaskChange): boolean {
    const file = this.#taskFile(fileId);
    if (file === undefined) {
      return false;
    }
    const { name = file.name, folder } = change;
    const moved = folder === undefined ? file.folder : this.#requireTaskFolder(folder);
    if (name !== file.name || moved !== file.folder) {
      this.moveFile(file, { name, folder: moved });
    }
    file.owner = change.owner ?? file.owner;
    file.alarmList = change.alarmList ?? file.alarmList;
    if (change.content !== undefined) {
      file.content = change.content;
      noteEdit(file, this.moment().nowMs);
    }
    if (change.fileGone === true) {
      this.deleteFile(file, "DELETED");
    }
    this.#changeInstance(file, change);
    return true;
  }

  /** Takes file and instance away for good, as the console's delete does. False: there is no such task. */
  removeTask(fileId: string): boolean {
    const file = this.#taskFile(fileId);
    if (file === undefined) {
      return false;
    }
    this.deleteFile(file, "DELETED");
    return this.#files.delete(file.fileId);
  }

  #requireTaskFolder(path: string): string {
    const folder = this.taskFolder(path);
    if (folder === undefined) {
      throw new UnknownFolderError(
        `There is no folder ${JSON.stringify(path)}; the folders are ${this.folders().join(", ")}.`,
      );
    }
    return folder;
  }

  #changeInstance(file: WorkspaceFile, change: Pick<TaskChange, "deployed" | "runState">): void {
    const { instance, currentVersion } = file;
    if (change.deployed !== undefined) {
      instance.deployedVersion = change.deployed ? currentVersion : null;
      instance.pendingDeploy = null;
      if (change.deployed) {
        noteCommit(file, this.moment().nowMs);
      }
    }
    if (change.runState !== undefined) {
      instance.runState = change.runState;
      instance.pendingState = null;
    }
  }

  #settleDeletions(): void {
    const { nowMs } = this.moment();
    for (const file of this.#beingDeleted) {
      if ((file.deletedAtMs ?? 0) <= nowMs) {
        this.deleteFile(file, "RECYCLE_BIN");
      }
    }
  }

  #taskFile(fileId: string): WorkspaceFile | undefined {
    const file = /^\d+$/.test(fileId) ? this.file(BigInt(fileId)) : undefined;
    return file?.fileType === FILE_TYPE.sql ? undefined : file;
  }
}
