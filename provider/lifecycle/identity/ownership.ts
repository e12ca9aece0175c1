import { endpointRecord } from "../../api/endpoints";
import { AdvisedError, LifecycleError, messageOf } from "../report/errors";
import type { Failure } from "../report/failure";
import { type LifecycleContext } from "../session/context";
import { describeTask } from "../report/describe-task";
import { endpointOf } from "../session/endpoint";
import type { Scope, Session } from "../session/session";
import type { DISyncTaskInputs } from "../model/inputs";
import { claimKey } from "./name-claim";
import { addIfPossible, type Declaration, type FoundMark, type Mark } from "../session/run-record";
import { type DISyncTaskState } from "../model/state";
import { parseTaskId } from "../model/task-id";

/** How long the diff of an entry waits for a take-over that is still reading. */
const TAKE_OVER_READS_MS = 60_000;
const POLL_EVERY_MS = 1_000;

const RUN_AGAIN = "Run the command again";
const ONE_OWNER = "two resources cannot own one task";

/** A key for a task: workspaces of two regions or endpoints may have the same ids. */
function taskKey({ context, inputs: { region } }: Scope, id: string): string {
  const endpoint = endpointRecord(endpointOf(context, region)) ?? "service";
  return JSON.stringify([endpoint, region, id]);
}

/** The entry of the state: empty for the one that created the task, else the mark of its take-over. */
function entryOf({ takenOver }: Pick<DISyncTaskState, "takenOver">): string {
  return takenOver ?? "";
}

/** What is known about a task in this run, as one entry sees it. */
interface Marks {
  readonly marks: readonly FoundMark[];
  readonly own: string;
}

function readMarks(context: LifecycleContext, key: string, own: string): Marks {
  return { marks: context.run.of(key), own };
}

/** The last of these marks that each other entry left. */
function lastOfOthers({ marks, own }: Marks, kinds: readonly Mark["kind"][]): FoundMark[] {
  const last = new Map<string, FoundMark>();
  for (const found of marks) {
    const { kind, by } = found.mark;
    if (by !== own && kinds.includes(kind)) {
      last.set(by, found);
    }
  }
  return [...last.values()];
}

type TakeOverState = "none" | "taking" | "taken" | "stored" | "notTaken" | "doubtful";

/** The progress of another entry's take-over of the task; of several, the most advanced one. */
function takeOverByOthers(marks: Marks): TakeOverState {
  const found = lastOfOthers(marks, ["taking", "taken", "stored", "withdrawn", "notTaken"]);
  if (found.some(({ isDoubtful }) => isDoubtful)) {
    return "doubtful";
  }
  const kinds = found.map(({ mark }) => mark.kind);
  const stages = ["stored", "taken", "taking", "notTaken"] as const;
  return stages.find((kind) => kinds.includes(kind)) ?? "none";
}

/** The same, once it is no longer in one of these states, or the time is up. */
async function takeOverAfter(
  context: LifecycleContext,
  key: string,
  own: string,
  transient: readonly TakeOverState[],
  untilMs: number,
): Promise<TakeOverState> {
  for (;;) {
    const state = takeOverByOthers(readMarks(context, key, own));
    if (!transient.includes(state) || context.clock.nowMs() >= untilMs) {
      return state;
    }
    await context.clock.sleep(POLL_EVERY_MS);
  }
}

/**
 * Records what the program declares for an entry: whether it keeps the task, or needs another one.
 *
 * @throws LifecycleError where another entry has taken over the task that this one is to keep, or also keeps it.
 */
export async function recordDeclared(
  context: LifecycleContext,
  id: string,
  state: DISyncTaskState,
  news: DISyncTaskInputs,
  isReplacement: boolean,
): Promise<void> {
  const scope: Scope = { context, inputs: state };
  const key = taskKey(scope, id);
  const by = entryOf(state);
  const { region, projectId, taskName, fileFolderPath } = news;
  const as: Declaration = { region, projectId, taskName, fileFolderPath, isReplacement };
  addIfPossible(context.run, key, { kind: "declared", by, as });
  if (isReplacement) {
    return;
  }
  addIfPossible(context.run, key, { kind: "kept", by });
  if (removalInThisRun(scope, id, by) !== undefined) {
    throw new LifecycleError({
      name: "owned-twice",
      attempted: `Cannot keep ${describeTask(state, state.fileId)}`,
      cause: `this command is deleting it for another resource, and ${ONE_OWNER}`,
      next: "Remove this resource from the program",
    });
  }
  const untilMs = context.clock.nowMs() + TAKE_OVER_READS_MS;
  const takeOver = await takeOverAfter(context, key, by, ["taking"], untilMs);
  const isKeptTwice = lastOfOthers(readMarks(context, key, by), ["kept"]).some(
    ({ isDoubtful }) => !isDoubtful,
  );
  if ((takeOver === "none" || takeOver === "notTaken") && !isKeptTwice) {
    return;
  }
  const other = isKeptTwice
    ? "belongs to another resource of this program"
    : takeOver === "taken" || takeOver === "stored"
      ? "was taken over by another resource of this program (import or onExisting)"
      : "is being taken over by another resource, as far as can be told";
  throw new LifecycleError({
    name: "owned-twice",
    attempted: `Cannot keep ${describeTask(state, state.fileId)}`,
    cause: `it ${other}, and ${ONE_OWNER}`,
    next: "Remove one of the two resources from the program",
  });
}

/** Records that this run has created a task: no other resource of the program takes it over. */
export function recordCreated(scope: Scope, id: string): void {
  addIfPossible(scope.context.run, taskKey(scope, id), { kind: "kept", by: entryOf({}) });
}

/** What the program last declared for the entry that is to be deleted. */
export function declaredReplacement(
  scope: Scope,
  id: string,
  state: DISyncTaskState,
): Declaration | undefined {
  const last = scope.context.run
    .of(taskKey(scope, id))
    .flatMap(({ mark, isDoubtful }) =>
      mark.kind === "declared" && mark.by === entryOf(state) && !isDoubtful ? [mark.as] : [],
    )
    .at(-1);
  return last?.isReplacement === true ? last : undefined;
}

/**
 * Whether an import was fulfilled earlier: the create replaces the very entry that has the task. The program has then declared that
 * entry as what is created now; where the inputs did not require it (`pulumi up --replace`), this run has deleted the task.
 */
export function isImportFulfilled(scope: Scope, id: string): boolean {
  const { context, inputs } = scope;
  const marks = context.run.of(taskKey(scope, id)).filter((one) => !one.isDoubtful);
  const declared = marks.flatMap(({ mark }) => (mark.kind === "declared" ? [mark.as] : []));
  const isDeleted = marks.some(({ mark }) => mark.kind === "deleted");
  return declared.length > 0
    ? declared.some((one) => (one.isReplacement || isDeleted) && claimKey(one) === claimKey(inputs))
    : isDeleted;
}

/**
 * Whether this run deletes a task (or has tried to), or has deleted it.
 *
 * @param own the entry to ignore
 */
export function removalInThisRun(
  scope: Scope,
  id: string,
  own?: string,
): "deleting" | "deleted" | undefined {
  const kinds = scope.context.run
    .of(taskKey(scope, id))
    .filter(({ mark }) => mark.by !== own)
    .map(({ mark }) => mark.kind);
  return (["deleted", "deleting"] as const).find((kind) => kinds.includes(kind));
}

/** A take-over in progress. */
export interface TakeOver {
  /** The mark of the new entry, for its state. */
  readonly by: string;
  /** Called before the first write. @throws LifecycleError where another entry keeps the task. */
  finish(): void;
  /** There is no such task: as if the take-over had never begun. */
  withdraw(): void;
  /** The take-over ends without an entry. */
  fail(): void;
}

function removalsIn({ marks }: Marks): readonly FoundMark[] {
  return marks.filter(({ mark }) => ["deleting", "deleted"].includes(mark.kind));
}

/** The record of a killed run may still be there when the next one gets the same address. */
const OLD_RECORD = "the record of a run that has ended mentions it";

/** Why a take-over is refused, and what to do. */
type Refusal = Pick<Failure, "cause" | "next">;

/** The marks that prevent a take-over at one stage of it. */
interface ConflictingMarks {
  readonly kept: readonly FoundMark[];
  readonly removals: readonly FoundMark[];
}

function takeOverRefusal(marks: Marks, { kept, removals }: ConflictingMarks): Refusal | undefined {
  const takeOver = takeOverByOthers(marks);
  const isTakeOver = takeOver !== "none" && takeOver !== "notTaken";
  if (takeOver === "doubtful" || [...kept, ...removals].some(({ isDoubtful }) => isDoubtful)) {
    return {
      cause: `${OLD_RECORD}, so whether another entry keeps or deletes it is not known`,
      next: RUN_AGAIN,
    };
  }
  if (removals.length > 0) {
    return { cause: "this command is deleting it for another resource", next: RUN_AGAIN };
  }
  if (isTakeOver) {
    return {
      cause: "another resource of this program takes it over",
      next: "Remove one of the two from the program",
    };
  }
  return kept.length > 0
    ? {
        cause: "another resource of this program keeps it",
        next: "Remove one of the two from the program; if the resource was only renamed, use the option aliases; if this very resource is to be replaced, run `pulumi up --replace <URN>`",
      }
    : undefined;
}

/**
 * Begins to take over a task. The mark is written before the others are read: of two competitors, at least one sees the other.
 *
 * @throws LifecycleError where this run deletes the task or keeps it in another entry, or where that is unknown.
 */
export function beginTakeOver(scope: Scope, id: string): TakeOver {
  const { context, inputs } = scope;
  const key = taskKey(scope, id);
  const by = context.newClientToken();
  const { fileId } = parseTaskId(id);
  const refuse = (refusal: Refusal) =>
    new LifecycleError({
      name: "take-over-refused",
      attempted: `Cannot take over ${describeTask(inputs, fileId)}`,
      kept: "Nothing was changed",
      ...refusal,
    });
  const add = (kind: "taking" | "taken" | "withdrawn" | "notTaken"): void => {
    try {
      context.run.add(key, { kind, by });
    } catch (error) {
      throw refuse({
        cause: `it cannot be recorded for the other processes of this run: ${messageOf(error)}`,
      });
    }
  };
  const requireNoConflict = (conflictsIn: (marks: Marks) => ConflictingMarks): void => {
    let why: Refusal | undefined;
    try {
      const marks = readMarks(context, key, by);
      why = takeOverRefusal(marks, conflictsIn(marks));
    } catch (error) {
      why = { cause: `the record of this run cannot be read: ${messageOf(error)}` };
    }
    if (why !== undefined) {
      add("withdrawn");
      throw refuse(why);
    }
  };
  add("taking");
  requireNoConflict((marks) => ({ kept: [], removals: removalsIn(marks) }));
  return {
    by,
    finish() {
      // Only now: a task that does not exist is kept by no entry. A removal that began later waits, since it has seen the first mark.
      requireNoConflict((marks) => ({ kept: lastOfOthers(marks, ["kept"]), removals: [] }));
      add("taken");
    },
    withdraw: () => add("withdrawn"),
    fail: () => add("notTaken"),
  };
}

/** The removal of one entry, as the other processes of the run see it. */
export interface OwnedRemoval {
  /** Called again before every write. @throws Error where the task no longer belongs to this entry alone. */
  requireOwner(): void;
  /** The task is gone. */
  end(): void;
}

/** Records that a take-over is in the state: only now may its old entry be removed. */
export function recordStored(scope: Scope, id: string, by: string): void {
  addIfPossible(scope.context.run, taskKey(scope, id), { kind: "stored", by });
}

/**
 * Begins to delete the task of an entry. Where another entry takes it over, this waits until that one is in the state.
 *
 * @returns `undefined` where another entry of this run owns the task: the entry is to be dropped, and the task stays.
 * @throws Error where that is unknown.
 */
export async function beginRemoval(
  session: Session,
  id: string,
  state: DISyncTaskState,
): Promise<OwnedRemoval | undefined> {
  const { context, deadlineMs } = session;
  const key = taskKey(session, id);
  const by = entryOf(state);
  addIfPossible(context.run, key, { kind: "deleting", by });
  const takeOver = await takeOverAfter(context, key, by, ["taking", "taken"], deadlineMs);
  const marks = readMarks(context, key, by);
  const kept = lastOfOthers(marks, ["kept"]);
  // Of two entries with the same task, the one that took it over later deletes it, or the greater mark: otherwise neither could.
  const removals = lastOfOthers(marks, ["deleting"]).filter(({ mark }) => mark.by > by);
  if (takeOver === "stored" || (takeOver === "none" && kept.some((one) => !one.isDoubtful))) {
    return undefined;
  }
  if (takeOver === "doubtful" || [...kept, ...removals].some(({ isDoubtful }) => isDoubtful)) {
    throw new Error(`${OLD_RECORD}, so whether another entry has taken it over is not known`);
  }
  if (takeOver !== "none") {
    throw new Error(
      "another resource of this program was meant to take it over (import or onExisting), but did not",
    );
  }
  if (removals.length > 0) {
    throw new Error(
      "another entry of this stack holds the same task, and this command is deleting it for that one",
    );
  }
  return {
    requireOwner() {
      const now = readMarks(context, key, by);
      // A take-over that is only beginning sees this removal, and is refused.
      const isTaken = ["taken", "stored", "doubtful"].includes(takeOverByOthers(now));
      if (isTaken || lastOfOthers(now, ["kept"]).length > 0) {
        throw new AdvisedError(
          "ownership-unclear",
          "another resource of this stack owns the task by now",
          RUN_AGAIN,
        );
      }
    },
    end: () => addIfPossible(context.run, key, { kind: "deleted", by }),
  };
}
