import type { JsonValue } from "../json/exact-json";
import { isAlive, newInstance, type Instance } from "./instance";

/** File types in the API reference of CreateFile: 10 is ODPS SQL, 23 batch synchronization, 900 real-time synchronization. */
export const FILE_TYPE = { sql: 10, batch: 23, realtime: 900 } as const;

export type DeletedStatus = "NORMAL" | "RECYCLE_BIN" | "DELETED";

/** A version that was committed. */
export interface CommittedVersion {
  readonly content: string;
  readonly commitTimeMs: number;
}

/** A file of the workspace; a sync task is one, with an instance in addition. */
export interface WorkspaceFile {
  readonly fileId: bigint;
  readonly fileType: number;
  name: string;
  /** In the Chinese form. */
  folder: string;
  /** As it was sent. */
  content: string;
  resourceGroup: string | null;
  /** Compute units. */
  cu: number | null;
  /** 1: the current version is committed. */
  commitStatus: 0 | 1;
  currentVersion: number;
  /** Assumed: assigned by the first commit. */
  nodeId: bigint | null;
  deletedStatus: DeletedStatus;
  /** When an accepted deletion takes effect; `undefined`: none was accepted. */
  deletedAtMs: number | undefined;
  description: string | null;
  /** By version number. */
  readonly committed: Map<number, CommittedVersion>;
  /** Account id. */
  owner: string;
  /** Alert rules of a real-time task, as GetDISyncTask lists them. */
  alarmList: readonly JsonValue[];
  readonly createTimeMs: number;
  lastEditTimeMs: number;
  readonly instance: Instance;
}

/** Assumed: the account that the emulator's access key belongs to. */
export const OWNER = "1000000000000001";

export function newFile(
  given: Pick<
    WorkspaceFile,
    "fileId" | "fileType" | "name" | "folder" | "content" | "resourceGroup" | "cu"
  >,
  nowMs: number,
): WorkspaceFile {
  return {
    ...given,
    commitStatus: 0,
    currentVersion: 1,
    nodeId: null,
    deletedStatus: "NORMAL",
    deletedAtMs: undefined,
    description: null,
    committed: new Map(),
    owner: OWNER,
    alarmList: [],
    createTimeMs: nowMs,
    lastEditTimeMs: nowMs,
    instance: newInstance(),
  };
}

/** Records an edit: a version that is not committed yet. Assumed: each edit is a new version. */
export function recordEdit(file: WorkspaceFile, nowMs: number): void {
  file.currentVersion += 1;
  file.commitStatus = 0;
  file.lastEditTimeMs = nowMs;
}

/** Assumed: node ids are a number series of their own. */
const FIRST_NODE_ID = 700_000_000_000n;

/** Commits the current version. */
export function recordCommit(file: WorkspaceFile, nowMs: number): void {
  file.commitStatus = 1;
  file.nodeId ??= FIRST_NODE_ID + file.fileId;
  file.committed.set(file.currentVersion, { content: file.content, commitTimeMs: nowMs });
}

/** Whether calls still find the instance: its file exists, or production has it without one. */
export function hasInstance(file: WorkspaceFile): boolean {
  return file.deletedStatus === "NORMAL" || isAlive(file.instance);
}
