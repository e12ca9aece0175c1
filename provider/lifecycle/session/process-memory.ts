import { randomUUID } from "node:crypto";
import type { FileRow } from "../../api/operations/list-files";

/** One listing of a workspace's sync tasks, kept for a short time. */
export interface Listing {
  readonly atMs: number;
  /** Whether the page contained every task of the workspace. */
  readonly isComplete: boolean;
  readonly rows: FileRow[];
}

/** What one host process remembers between the operations of one command. */
export interface ProcessMemory {
  /** Distinguishes this process from the others of its run. */
  readonly process: string;
  /** Region, workspace, name and folder of every create that is in progress, or done and not deleted since. */
  readonly claims: Set<string>;
  /** Listings by endpoint and workspace, in progress or done. */
  readonly listings: Map<string, Promise<Listing>>;
  /** Controls of a proof in progress, by endpoint and workspace: whether the workspace shows any file. */
  readonly controls: Map<string, Promise<boolean>>;
}

export function createProcessMemory(): ProcessMemory {
  return {
    process: randomUUID(),
    claims: new Set(),
    listings: new Map(),
    controls: new Map(),
  };
}
