import type { TaskView } from "../../emulator/index";
import { holdsFragment } from "../harness/fragments";
import { fileIdOf, type Call, type Command, type Entry, type Outcome } from "./driver";
import { isQuestion } from "./reported";
import type { Wish, Wishes } from "./wish";

export type Tasks = ReadonlyMap<string, TaskView>;

/** Tasks and state at one moment. */
export interface Snapshot {
  readonly tasks: Tasks;
  readonly entries: readonly Entry[];
}

/** All that is known of one command after its end. */
export interface Judged {
  readonly command: Command;
  readonly program: Wishes;
  readonly outcome: Outcome;
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** Names of the tasks whose create was begun by a killed command and never ended. */
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

/** Whether it has the name and the folder that a program says. */
export function isAtPlaceOf(task: TaskView, { taskName, folder }: Wish): boolean {
  return task.name === taskName && task.folder === folder;
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

/**
 * Whether an entry was read before anything else was done with it. A target is refreshed under the name that the state has, which an
 * alias is about to change.
 */
export function wasRefreshed({ command, target, before }: Judged, { name }: Entry): boolean {
  return (
    command === "up --refresh" &&
    (target === undefined ||
      (name === target && before.entries.some((entry) => entry.name === name)))
  );
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

/** What is said of something left that only a person can judge: a task that a create may have made, an instance that stands still without its file. */
export const MAYBE_LEFT: readonly string[] = [
  "a deployed instance may remain; look in Operation Center",
  "has the same name: the first create",
  "made one too cannot be read",
  "received no response… and its repetition was refused",
  "received no response… twice",
  "received no response, and file … of that name now exists",
];

/** Whether the person was told that something may be left, which then is nobody's of the stack. */
export function isLeftToPerson({ text }: Outcome): boolean {
  return MAYBE_LEFT.some((fragment) => holdsFragment(text, fragment));
}

/** Whether the command made it. */
export function isMade(fileId: string, { before, createdMeanwhile }: Judged): boolean {
  return !before.tasks.has(fileId) && !createdMeanwhile.has(fileId);
}

/** The calls that are about one file. */
export function callsOn({ calls }: Outcome, fileId: string): readonly Call[] {
  return calls.filter(({ params }) => (params["FileId"] ?? params["FileIdIn"]) === fileId);
}

/** What a rename in the console adds to a name. */
export const RENAMED = "_renamed";

/** Whether a person who reads the text can tell that it is about this task. */
export function isNamedIn(text: string, { fileId, name }: TaskView): boolean {
  // By the name of before, where somebody has renamed it meanwhile.
  const names = [name, name.replaceAll(RENAMED, "")];
  return text.includes(fileId) || names.some((one) => text.includes(`"${one}"`));
}

/** Whether the command was told something that is not so, or a question of it was turned away. */
export function wasLiedTo({ calls }: Outcome): boolean {
  return calls.some(
    ({ action, outcome, reported }) =>
      reported === "untruth" ||
      (isQuestion(action) && ["fault refuse", "fault gateway"].includes(outcome)),
  );
}
