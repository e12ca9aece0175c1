import { isDeepStrictEqual } from "node:util";
import type { QuirkChanges, TaskView } from "../../emulator/index";
import { fileIdOf, isWrite } from "./driver";
import {
  type Judged,
  faultsOn,
  isLeftToPerson,
  isMade,
  isNamedIn,
  letGo,
  owned,
  ownedIds,
  takenOver,
  wasLiedTo,
  wasRefreshed,
} from "./judged";

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
  /** Not in the state when the person was told that something may be left. */
  readonly leftToPerson: Set<string>;
  /** Once named to the person who watched. */
  readonly named: Set<string>;
  /** Changed in the console, or read through a lie, and not refreshed since. */
  readonly unseen: Set<string>;
  /** Whether it is deployed can be told by no call: somebody else changed it, or it was taken over, and it may say NORUN. */
  readonly blind: Set<string>;
  /** Their content may never have been the one that a script makes. */
  readonly foreign: Set<string>;
  /** Deployed by a command that was killed: where the program is taken back, nothing tells of it. */
  readonly deployedByKilled: Set<string>;
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
  /** Whether the file calls find real-time tasks at all. */
  readonly areFilesListed: boolean;
  /** Whether the listing hides a first create from a second one that the service lets through: not in random runs. */
  readonly allowsTwins: boolean;
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
    areFilesListed: quirks.newDataStudio !== true,
    allowsTwins: false,
    ours: new Set(),
    ofKilledCreate: new Set(),
    leftToPerson: new Set(),
    named: new Set(),
    unseen: new Set(),
    blind: new Set(),
    foreign: new Set(),
    deployedByKilled: new Set(),
    versions: new Map(),
    edited: new Map(),
    relocated: new Set(),
    excuses: { unconfirmed: 0, denied: 0, tooLate: 0 },
    isCalm: !HARD_QUIRKS.some((name) => Object.hasOwn(quirks, name)),
  };
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
      if (call.action === "DeployDISyncTask" && outcome.result === "killed") {
        ledger.deployedByKilled.add(fileId);
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

/** Remembers what somebody did in the console, by what it changed. */
export function noteChange(ledger: Ledger, before: TaskView | undefined, after: TaskView): void {
  const { fileId } = after;
  if (before === undefined || isDeepStrictEqual(before, after)) {
    return;
  }
  ledger.unseen.add(fileId);
  ledger.blind.add(fileId);
  if (before.content !== after.content) {
    ledger.edited.set(fileId, (ledger.edited.get(fileId) ?? 0) + 1);
  }
  if (before.name !== after.name || before.folder !== after.folder) {
    ledger.relocated.add(fileId);
  }
}

/** Remembers what was seen of every version. */
export function noteVersions({ versions }: Ledger, { outcome, after }: Judged): void {
  const seen = [...outcome.calls.flatMap(({ before }) => before ?? []), ...after.tasks.values()];
  for (const { fileId, currentVersion, content, resourceGroup, cu } of seen) {
    versions.set(`${fileId} ${currentVersion}`, { content, resourceGroup, cu });
  }
}

/** What a refresh has seen anew. */
function forgetUnseen({ unseen }: Ledger, judged: Judged): void {
  if (judged.outcome.result !== "succeeded") {
    return;
  }
  for (const entry of judged.after.entries) {
    if (wasRefreshed(judged, entry)) {
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
  if (isLeftToPerson(outcome)) {
    const others = [...after.tasks.keys()].filter((fileId) => !kept.has(fileId));
    others.forEach((fileId) => ledger.leftToPerson.add(fileId));
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
  } else {
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
