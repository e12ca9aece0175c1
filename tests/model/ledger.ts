import type { TaskView } from "../../emulator/index";
import type { Call, Command, Entry, Outcome } from "./driver";
import { fileIdOf, isWrite } from "./driver";
import type { Program } from "./program";

export type Tasks = ReadonlyMap<string, TaskView>;

/** Tasks and state at one moment. */
export interface Snapshot {
  readonly tasks: Tasks;
  readonly entries: readonly Entry[];
}

/** All that is known of one command after its end. */
export interface Judged {
  readonly command: Command;
  readonly program: Program;
  readonly outcome: Outcome;
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly pendingCreates: readonly string[];
  /** The task whose new name this command was told to accept. */
  readonly acceptedRename: string | undefined;
}

/** What a deployment takes to production. */
type Version = Pick<TaskView, "content" | "resourceGroup" | "cu">;

/** What the judge remembers from command to command. */
export interface Ledger {
  /** Tasks that this stack made or took over. */
  readonly ours: Set<string>;
  /** Made by a create that was killed: known only to the engine's pending create. */
  readonly ofKilledCreate: Set<string>;
  /** Once named to the person who watched. */
  readonly named: Set<string>;
  /** Changed in the console, or read through a lie, and not refreshed since. */
  readonly unseen: Set<string>;
  /** Whether it is deployed can be told by no call: somebody else changed it, or it was taken over, and it may say NORUN. */
  readonly blind: Set<string>;
  /** What each version of a task says, by file id and version. */
  readonly versions: Map<string, Version>;
  /** Renamed or moved in the console. */
  readonly relocated: Set<string>;
  /** Nothing but commands has happened so far. */
  isCalm: boolean;
}

export function createLedger(): Ledger {
  return {
    ours: new Set(),
    ofKilledCreate: new Set(),
    named: new Set(),
    unseen: new Set(),
    blind: new Set(),
    versions: new Map(),
    relocated: new Set(),
    isCalm: true,
  };
}

/** Whether the service still has the file. */
export function isListed(task: TaskView | undefined): task is TaskView {
  return task?.deletedStatus === "NORMAL";
}

/** Whether something of it goes on. */
export function isActive({ runState }: TaskView): boolean {
  return runState !== "NORUN" && runState !== "PAUSE";
}

/** Whether it is there, or its instance goes on without it. */
export function isLive(task: TaskView | undefined): task is TaskView {
  return task !== undefined && (isListed(task) || isActive(task));
}

export function isCommand({ command }: Judged, ...commands: readonly Command[]): boolean {
  return commands.includes(command);
}

/** Entries that stand for a task: a pending replacement has none any more. */
export function owned(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ isPendingReplacement }) => !isPendingReplacement);
}

export function ownedIds(entries: readonly Entry[]): ReadonlySet<string> {
  return new Set(owned(entries).map(fileIdOf));
}

export function faultsOn({ calls }: Outcome, ...actions: readonly string[]): readonly Call[] {
  return calls.filter(
    ({ action, outcome }) =>
      outcome.startsWith("fault ") && (actions.length === 0 || actions.includes(action)),
  );
}

const UNTRUE_KINDS = ["refuse", "gateway", "answer", "infoWord", "infoName"];

/** Whether a person who reads the text can tell that it is about this task. */
export function isNamedIn(text: string, { fileId, name }: TaskView): boolean {
  return text.includes(fileId) || text.includes(`"${name}"`);
}

/** Calls whose refusal says that there is nothing. */
function isQuestion(action: string): boolean {
  return /^(Get|List)/.test(action) || action === "TerminateDISyncInstance";
}

/** Whether the command was told something that is not so. */
export function wasLiedTo({ calls }: Outcome): boolean {
  return calls.some(
    ({ action, outcome }) =>
      UNTRUE_KINDS.some((kind) => outcome === `fault ${kind}`) &&
      (isQuestion(action) || outcome === "fault answer"),
  );
}

/**
 * What a delete did before it failed, and a command before it was killed, is in no state: the engine stores nothing of either. Only a
 * refresh sees it, and not even that sees an undeployment, since `NORUN` proves nothing.
 */
function rememberHalfDone(ledger: Ledger, { outcome, after }: Judged): void {
  if (outcome.result === "succeeded") {
    return;
  }
  const settled = owned(after.entries).filter(({ outputs }) => outputs["applied"] !== undefined);
  const ids = new Set(settled.map(fileIdOf));
  for (const call of outcome.calls.filter(isWrite)) {
    const fileId = call.params["FileId"] ?? "";
    if (ids.has(fileId)) {
      ledger.unseen.add(fileId);
      if (call.action === "TerminateDISyncInstance") {
        ledger.blind.add(fileId);
      }
    }
  }
}

/** The version that is in production, as far as it was ever seen. */
export function deployedVersion(
  { versions }: Ledger,
  { fileId, deployedVersion: version }: TaskView,
): Version | undefined {
  return versions.get(`${fileId} ${version}`);
}

/** Remembers what was seen of every version. */
export function noteVersions({ versions }: Ledger, { outcome, after }: Judged): void {
  const seen = [...outcome.calls.flatMap(({ before }) => before ?? []), ...after.tasks.values()];
  for (const { fileId, currentVersion, content, resourceGroup, cu } of seen) {
    versions.set(`${fileId} ${currentVersion}`, { content, resourceGroup, cu });
  }
}

/** Brings the memory up to date with a command that was judged. */
export function remember(ledger: Ledger, judged: Judged): void {
  const { outcome, before, after } = judged;
  const kept = ownedIds(after.entries);
  for (const task of after.tasks.values()) {
    const { fileId } = task;
    if (kept.has(fileId) || !before.tasks.has(fileId)) {
      ledger.ours.add(fileId);
    }
    if (!kept.has(fileId) && isNamedIn(outcome.text, task)) {
      ledger.named.add(fileId);
      ledger.blind.add(fileId);
    }
    if (!before.tasks.has(fileId) && !kept.has(fileId) && outcome.result === "killed") {
      ledger.ofKilledCreate.add(fileId);
      ledger.blind.add(fileId);
    }
  }
  rememberHalfDone(ledger, judged);
  if (wasLiedTo(outcome)) {
    for (const fileId of kept) {
      ledger.unseen.add(fileId);
      // A word for a state may have told of a deployment that there is not.
      ledger.blind.add(fileId);
    }
  } else if (judged.command === "up --refresh" && outcome.result === "succeeded") {
    ledger.unseen.clear();
  }
  ledger.isCalm &&= outcome.result !== "killed" && faultsOn(outcome).length === 0;
}
