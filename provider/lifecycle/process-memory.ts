import type { FileRow } from "../api/data-works";

/** One listing of a workspace's sync tasks, kept for a short time. */
export interface Listing {
  readonly atMs: number;
  /** Whether the page held every task of the workspace. */
  readonly isComplete: boolean;
  readonly rows: FileRow[];
}

/** What one host process remembers between the operations of one command. */
export interface ProcessMemory {
  /** Region, workspace, name and folder of every create in flight or done without a delete since. */
  readonly claims: Set<string>;
  /** Listings by endpoint and workspace, under way or done. */
  readonly listings: Map<string, Promise<Listing>>;
  /** Ids (with their region) and names of tasks that this process was asked about as existing ones: a create of theirs is a replacement. */
  readonly knownIds: Set<string>;
  readonly knownNames: Set<string>;
  /** Which entry of the state owns a task, by region and id: the mark of the one that took it over, empty where it was created. */
  readonly owners: Map<string, string>;
  /** Workspaces that were seen to show at least one file, by endpoint and workspace. */
  readonly inhabited: Set<string>;
}

export function createProcessMemory(): ProcessMemory {
  return {
    claims: new Set(),
    listings: new Map(),
    inhabited: new Set(),
    knownIds: new Set(),
    knownNames: new Set(),
    owners: new Map(),
  };
}
