/** What one host process of a run announces to the others about a task or a name. */
export type Mark =
  /** An entry begins to take the task over. */
  | { readonly kind: "taking"; readonly by: string }
  /** It takes the task over: nothing prevents it, and from now on it writes. */
  | { readonly kind: "taken"; readonly by: string }
  /** Its create has returned, so that the state has it. */
  | { readonly kind: "stored"; readonly by: string }
  /** It was refused before it did anything, as if it had never begun. */
  | { readonly kind: "withdrawn"; readonly by: string }
  /** It failed midway: no other entry may act on the task that it meant to take. */
  | { readonly kind: "notTaken"; readonly by: string }
  /** The program keeps the task in this entry. */
  | { readonly kind: "kept"; readonly by: string }
  | { readonly kind: "deleting"; readonly by: string }
  | { readonly kind: "deleted"; readonly by: string }
  /** A process creates, or has created, a task of this name; `released`: it gave the name up. */
  | { readonly kind: "claimed"; readonly by: string }
  | { readonly kind: "released"; readonly by: string }
  /** What the program declares for the entry that has the task. */
  | { readonly kind: "declared"; readonly by: string; readonly as: Declaration };

/** Where the program wants the task of an entry to be. */
export interface Declaration {
  readonly region: string;
  readonly projectId: string;
  readonly taskName: string;
  readonly fileFolderPath: string;
  /** Whether that needs another task. */
  readonly isReplacement: boolean;
}

/** A mark, and whether it is uncertain that it belongs to this run. */
export interface FoundMark {
  readonly mark: Mark;
  readonly isDoubtful: boolean;
}

/**
 * What the host processes of one run share about its tasks: each provider resource has its own process. A mark is visible to
 * all of them as soon as `add` has returned.
 */
export interface RunRecord {
  /** @throws RunRecordError where it cannot be recorded. */
  add(task: string, mark: Mark): void;
  /**
   * @returns the marks of a task, those of one process in order.
   * @throws RunRecordError where the marks of other processes cannot be read.
   */
  of(task: string): readonly FoundMark[];
}

/** The record of a run cannot be written or read. */
export class RunRecordError extends Error {
  override readonly name = "RunRecordError";
}

/** Adds a mark that only helps other processes: a run without take-overs must not depend on it. */
export function addIfPossible(run: RunRecord, task: string, mark: Mark): void {
  try {
    run.add(task, mark);
  } catch {
    // A take-over has to be recorded in the same place, and is refused there.
  }
}

/** A record in memory, for a run with one process. */
export function createRunRecord(): RunRecord {
  const marks = new Map<string, FoundMark[]>();
  return {
    add(task, mark) {
      marks.set(task, [...(marks.get(task) ?? []), { mark, isDoubtful: false }]);
    },
    of: (task) => marks.get(task) ?? [],
  };
}
