import type { Clock } from "./clock";
import type { JsonObject } from "./exact-json";
import { canonicalFolderPath, isDataIntegrationFolder } from "./folder-path";
import { settle, type Moment } from "./instance";
import { changeQuirks, type QuirkChanges, type Quirks } from "./quirks";
import { viewTask, type TaskChange, type TaskView } from "./task-view";
import { FILE_TYPE, newFile, noteEdit, type WorkspaceFile } from "./workspace-file";

export const WORKSPACE = { projectId: 10000n, projectIdentifier: "quickstart" } as const;

const SEED_FOLDER = "Business Flow/quickstart/Data Integration";
const SEED_RESOURCE_GROUP = "S_res_group_1_1";

/** A folder path that the workspace cannot hold or does not have. */
export class UnknownFolderError extends Error {
  override readonly name = "UnknownFolderError";
}

/** What a client token has bought. */
interface TokenUse {
  readonly request: string;
  readonly answer: JsonObject;
}

/** An asynchronous generation of a task content. */
interface GenerationProcess {
  readonly content: string;
  readonly startMs: number;
}

export interface StoreOptions {
  readonly clock: Clock;
  readonly quirks: Quirks;
  readonly firstFileId: bigint;
  readonly folders: readonly string[];
}

/** One workspace in memory. Time passes for it only when it is looked at. */
export class Store {
  readonly tokenUses = new Map<string, TokenUse>();
  #quirks: Quirks;
  readonly #options: StoreOptions;
  readonly #files = new Map<bigint, WorkspaceFile>();
  readonly #folders = new Set<string>();
  readonly #resourceGroups = new Set<string>();
  readonly #processes = new Map<bigint, GenerationProcess>();
  #nextFileId = 0n;

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#quirks = options.quirks;
    this.reset();
  }

  /** Back to the start: quirks, folders and the one SQL file. */
  reset(): void {
    const { firstFileId, folders, quirks } = this.#options;
    this.#quirks = quirks;
    this.tokenUses.clear();
    this.#processes.clear();
    this.#files.clear();
    this.#folders.clear();
    this.#resourceGroups.clear();
    this.#resourceGroups.add(SEED_RESOURCE_GROUP);
    for (const folder of [SEED_FOLDER, ...folders]) {
      this.addFolder(folder);
    }
    const sqlFile = {
      fileId: firstFileId - 1n,
      fileType: FILE_TYPE.sql,
      name: "daily_report",
      folder: this.addFolder("Business Flow/quickstart/MaxCompute"),
      content: "SELECT 1;",
      resourceGroup: null,
      cu: null,
    };
    this.#files.set(sqlFile.fileId, newFile(sqlFile, this.moment().nowMs));
    this.#nextFileId = firstFileId;
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
        `The folder path ${JSON.stringify(path)} is not valid; write it as "${SEED_FOLDER}".`,
      );
    }
    this.#folders.add(folder);
    return folder;
  }

  folders(): readonly string[] {
    return [...this.#folders];
  }

  /** The folder in the Chinese form if it exists and can hold sync tasks. */
  taskFolder(path: string): string | undefined {
    const folder = canonicalFolderPath(path);
    return folder !== undefined && this.#folders.has(folder) && isDataIntegrationFolder(folder)
      ? folder
      : undefined;
  }

  addResourceGroup(identifier: string): void {
    this.#resourceGroups.add(identifier);
  }

  hasResourceGroup(identifier: string): boolean {
    return this.#resourceGroups.has(identifier);
  }

  /** Assumed: the workspace's default group, where a request names none. */
  get defaultResourceGroup(): string {
    return SEED_RESOURCE_GROUP;
  }

  createFile(given: Omit<Parameters<typeof newFile>[0], "fileId">): WorkspaceFile {
    const file = newFile({ ...given, fileId: this.#nextFileId }, this.moment().nowMs);
    this.#nextFileId += 1n;
    this.#files.set(file.fileId, file);
    return file;
  }

  /** Starts a generation and gives its id; the result is there after generateDelayMs. */
  startProcess(content: string): bigint {
    const id = BigInt(this.#processes.size + 1);
    this.#processes.set(id, { content, startMs: this.moment().nowMs });
    return id;
  }

  process(id: bigint): { readonly content: string; readonly isReady: boolean } | undefined {
    const process = this.#processes.get(id);
    const { nowMs, quirks } = this.moment();
    return process === undefined
      ? undefined
      : {
          content: process.content,
          isReady: nowMs >= process.startMs + quirks.generateDelayMs,
        };
  }

  /** All files that ever were, deleted ones included, oldest first, as they are at this moment. */
  files(): readonly WorkspaceFile[] {
    const moment = this.moment();
    const files = [...this.#files.values()];
    for (const file of files) {
      settle(file.instance, moment);
    }
    return files;
  }

  file(fileId: bigint): WorkspaceFile | undefined {
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

  /** False: there is no such task. */
  changeTask(fileId: string, change: TaskChange): boolean {
    const file = this.#taskFile(fileId);
    if (file === undefined) {
      return false;
    }
    const { nowMs } = this.moment();
    if (change.folder !== undefined) {
      const folder = this.taskFolder(change.folder);
      if (folder === undefined) {
        throw new UnknownFolderError(
          `There is no folder ${JSON.stringify(change.folder)}; the folders are ${this.folders().join(", ")}.`,
        );
      }
      file.folder = folder;
    }
    file.name = change.name ?? file.name;
    file.owner = change.owner ?? file.owner;
    file.alarmList = change.alarmList ?? file.alarmList;
    if (change.content !== undefined) {
      file.content = change.content;
      noteEdit(file, nowMs);
    }
    if (change.fileGone === true) {
      file.deletedStatus = "DELETED";
    }
    this.#changeInstance(file, change);
    return true;
  }

  /** Takes file and instance away for good, as the console's delete does. False: there is no such task. */
  removeTask(fileId: string): boolean {
    const file = this.#taskFile(fileId);
    return file !== undefined && this.#files.delete(file.fileId);
  }

  #changeInstance({ instance, currentVersion }: WorkspaceFile, change: TaskChange): void {
    if (change.deployed !== undefined) {
      instance.deployedVersion = change.deployed ? currentVersion : null;
      instance.pendingDeploy = null;
    }
    if (change.runState !== undefined) {
      instance.runState = change.runState;
      instance.pendingState = null;
    }
  }

  #taskFile(fileId: string): WorkspaceFile | undefined {
    const file = /^\d+$/.test(fileId) ? this.file(BigInt(fileId)) : undefined;
    return file?.fileType === FILE_TYPE.sql ? undefined : file;
  }
}
