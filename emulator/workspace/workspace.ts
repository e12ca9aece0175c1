import type { Clock } from "../clock";
import type { JsonObject } from "../json/exact-json";
import { changeQuirks, type QuirkChanges, type Quirks } from "../quirks";
import { FileIndex } from "./file-index";
import { canonicalFolderPath, isDataIntegrationFolder } from "./folder-path";
import { Generations } from "./generations";
import { settle, type Moment } from "./instance";
import { ResourceGroups } from "./resource-groups";
import { newFile, type DeletedStatus, type WorkspaceFile } from "./workspace-file";

export const WORKSPACE = { projectId: 10000n, projectIdentifier: "quickstart" } as const;

/** The default folder of a task. */
export const FIRST_FOLDER = "Business Flow/quickstart/Data Integration";

/** A folder path that is invalid or does not exist. */
export class UnknownFolderError extends Error {
  override readonly name = "UnknownFolderError";
}

/** A request with a client token, and its answer. */
interface TokenUse {
  readonly request: string;
  readonly answer: JsonObject;
}

export interface WorkspaceOptions {
  readonly clock: Clock;
  readonly quirks: Quirks;
  readonly firstFileId: bigint;
}

/** One workspace in memory, as the service's operations use it. Changes that are due take effect at the next read. */
export class Workspace {
  readonly tokenUses = new Map<string, TokenUse>();
  generations = new Generations();
  resourceGroups = new ResourceGroups();
  readonly #options: WorkspaceOptions;
  readonly #files = new Map<bigint, WorkspaceFile>();
  readonly #folders = new Set<string>();
  #quirks: Quirks;
  #index = new FileIndex();
  /** Files whose deletion is accepted but not complete. */
  readonly #beingDeleted = new Set<WorkspaceFile>();
  #nextFileId = 0n;

  constructor(options: WorkspaceOptions) {
    this.#options = options;
    this.#quirks = options.quirks;
    this.clear();
  }

  /** Removes everything and resets the quirks. */
  clear(): void {
    const { firstFileId, quirks } = this.#options;
    this.#quirks = quirks;
    this.tokenUses.clear();
    this.generations = new Generations();
    this.resourceGroups = new ResourceGroups();
    this.#index = new FileIndex();
    this.#files.clear();
    this.#folders.clear();
    this.#beingDeleted.clear();
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

  /** Adds the folder and returns it in the Chinese form. */
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

  /** The folder in the Chinese form if it exists and can contain sync tasks. */
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

  /** Changes name or folder. */
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

  /** Removes the file completely, including its id. */
  eraseFile(file: WorkspaceFile): void {
    this.deleteFile(file, "DELETED");
    this.#files.delete(file.fileId);
  }

  /** Moves the file to the recycle bin once deleteDelayMs has passed. */
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

  /** All files ever created, including deleted ones, oldest first, in their current state. */
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

  #settleDeletions(): void {
    const { nowMs } = this.moment();
    for (const file of this.#beingDeleted) {
      if ((file.deletedAtMs ?? 0) <= nowMs) {
        this.deleteFile(file, "RECYCLE_BIN");
      }
    }
  }
}
