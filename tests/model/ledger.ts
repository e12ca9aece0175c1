import type { QuirkChanges, TaskView } from "../../emulator/index";
import type { Call, Command, Entry, Outcome } from "./driver";
import { fileIdOf, isWrite } from "./driver";
import type { Program } from "./program";
import { isQuestion } from "./told";

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
  /** The only resource that the command was about. */
  readonly target: string | undefined;
  /** By file id, after which call, counted from 1, the console changed it while the command ran. */
  readonly changedMeanwhile: ReadonlyMap<string, number>;
  /** Made in the console while the command ran. */
  readonly createdMeanwhile: ReadonlySet<string>;
}

/** What a deployment takes to production. */
type Version = Pick<TaskView, "content" | "resourceGroup" | "cu">;

/** Quirks with which a plain command may fail. */
const HARD_QUIRKS = ["updateRealtime", "startOutcome", "deployDelayMs", "stopDelayMs"];

/** Why a live task may leave the state all the same. */
export const EXCUSES = {
  unconfirmed: "no look of a confirm could be read",
  denied: "every look denied or misstated the run state",
  tooLate: "started in the console after the last look",
} as const;
export type Excuse = keyof typeof EXCUSES;

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
  /** Their content may never have been the one that a script makes. */
  readonly foreign: Set<string>;
  /** What each version of a task says, by file id and version. */
  readonly versions: Map<string, Version>;
  /** Edited in the console more than once: what was deployed between is written nowhere. */
  readonly edited: Map<string, number>;
  /** Renamed or moved in the console. */
  readonly relocated: Set<string>;
  /** How often each excuse was used. */
  readonly excuses: Record<Excuse, number>;
  /** Whether GetDISyncInstanceInfo gives the name of a task. */
  readonly isNameInInfo: boolean;
  /** Nothing but commands has happened so far. */
  isCalm: boolean;
}

/**
 * What must hold after every command, whatever happened in it. Written from the design and from the service's documentation; it knows
 * nothing of how the provider does it. Each gives one sentence for everything that does not hold.
 */
export type Invariant = (judged: Judged, ledger: Ledger) => readonly string[];

export function createLedger(quirks: QuirkChanges): Ledger {
  return {
    isNameInInfo: quirks.nameInInfo !== false,
    ours: new Set(),
    ofKilledCreate: new Set(),
    named: new Set(),
    unseen: new Set(),
    blind: new Set(),
    foreign: new Set(),
    versions: new Map(),
    edited: new Map(),
    relocated: new Set(),
    excuses: { unconfirmed: 0, denied: 0, tooLate: 0 },
    isCalm: !HARD_QUIRKS.some((name) => Object.hasOwn(quirks, name)),
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

/** Entries that left the state as they asked to: their tasks are left to themselves. */
export function letGo({ command, program, before, after }: Judged): ReadonlySet<string> {
  const kept = ownedIds(after.entries);
  const wishOf = (name: string) =>
    Object.entries(program).find(([one, { alias }]) => one === name || alias === name)?.[1];
  const isRetained = ({ name, retainOnDelete }: Entry): boolean => {
    const wish = command.includes("--run-program") ? wishOf(name) : undefined;
    return wish === undefined ? retainOnDelete : wish.retainOnDelete === true;
  };
  return new Set(
    owned(before.entries)
      .filter(isRetained)
      .map(fileIdOf)
      .filter((id) => !kept.has(id)),
  );
}

/** Tasks that were there, and that an entry owns now which did not own them before. */
export function takenOver({ before, after }: Judged): readonly string[] {
  const owners = new Set(owned(before.entries).map((entry) => `${entry.name} ${fileIdOf(entry)}`));
  return owned(after.entries)
    .filter((entry) => !owners.has(`${entry.name} ${fileIdOf(entry)}`))
    .map(fileIdOf)
    .filter((fileId) => before.tasks.has(fileId));
}

/** Whether the command made it. */
export function isMade(fileId: string, { before, createdMeanwhile }: Judged): boolean {
  return !before.tasks.has(fileId) && !createdMeanwhile.has(fileId);
}

/** The calls that are about one file. */
export function callsOn({ calls }: Outcome, fileId: string): readonly Call[] {
  return calls.filter(({ params }) => (params["FileId"] ?? params["FileIdIn"]) === fileId);
}

/** Whether a person who reads the text can tell that it is about this task. */
export function isNamedIn(text: string, { fileId, name }: TaskView): boolean {
  return text.includes(fileId) || text.includes(`"${name}"`);
}

/** Whether the command was told something that is not so, or a question of it was turned away. */
export function wasLiedTo({ calls }: Outcome): boolean {
  return calls.some(
    ({ action, outcome, told }) =>
      told === "untruth" ||
      (isQuestion(action) && ["fault refuse", "fault gateway"].includes(outcome)),
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

/** What a refresh has seen anew. */
function forgetUnseen({ unseen }: Ledger, { outcome, target, after }: Judged): void {
  if (outcome.result !== "succeeded") {
    return;
  }
  for (const entry of after.entries) {
    if (target === undefined || entry.name === target) {
      unseen.delete(fileIdOf(entry));
    }
  }
}

/** Brings the memory up to date with a command that was judged. */
export function remember(ledger: Ledger, judged: Judged): void {
  const { outcome, after, changedMeanwhile, createdMeanwhile } = judged;
  const kept = ownedIds(after.entries);
  for (const task of after.tasks.values()) {
    const { fileId } = task;
    if (kept.has(fileId) || isMade(fileId, judged)) {
      ledger.ours.add(fileId);
    }
    if (!kept.has(fileId) && isNamedIn(outcome.text, task)) {
      ledger.named.add(fileId);
      ledger.blind.add(fileId);
    }
    if (isMade(fileId, judged) && !kept.has(fileId) && outcome.result === "killed") {
      ledger.ofKilledCreate.add(fileId);
      ledger.blind.add(fileId);
    }
  }
  for (const fileId of letGo(judged)) {
    // From here on it is somebody else's.
    ledger.ours.delete(fileId);
    ledger.blind.add(fileId);
  }
  for (const fileId of takenOver(judged)) {
    ledger.foreign.add(fileId);
    ledger.blind.add(fileId);
  }
  rememberHalfDone(ledger, judged);
  if (wasLiedTo(outcome)) {
    for (const fileId of kept) {
      ledger.unseen.add(fileId);
      // A word for a state may have told of a deployment that there is not.
      ledger.blind.add(fileId);
    }
  } else if (judged.command === "up --refresh") {
    forgetUnseen(ledger, judged);
  }
  for (const fileId of changedMeanwhile.keys()) {
    ledger.unseen.add(fileId);
    // What was written down of a generated content may be what the console made of it.
    ledger.foreign.add(fileId);
  }
  ledger.isCalm &&=
    outcome.result !== "killed" &&
    faultsOn(outcome).length === 0 &&
    changedMeanwhile.size + createdMeanwhile.size === 0;
}
