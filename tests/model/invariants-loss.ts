import type { TaskView } from "../../emulator/index";
import { fileIdOf, type Entry } from "./driver";
import { excuseFor } from "./excuses";
import {
  faultsOn,
  isListed,
  isLive,
  isMade,
  isNamedIn,
  letGo,
  owned,
  ownedIds,
  takenOver,
  type Judged,
} from "./judged";
import type { Invariant } from "./ledger";
import { PROJECT_ID } from "./program";
import { described } from "./wish-met";

/** An entry leaves the state only when its task has left the service. */
const noTaskIsDropped: Invariant = (judged, ledger) => {
  const kept = ownedIds(judged.after.entries);
  const released = letGo(judged);
  return owned(judged.before.entries)
    .map((entry) => judged.after.tasks.get(fileIdOf(entry)))
    .filter((task) => isLive(task) && !kept.has(task.fileId) && !released.has(task.fileId))
    .filter((task) => {
      const excuse = excuseFor(task!, judged);
      if (excuse !== undefined) {
        ledger.excuses[excuse] += 1;
      }
      return excuse === undefined;
    })
    .map((task) => `${described(task!)} is live, and its entry left the state`);
};

/** A command that ends well leaves nothing behind that it should have taken away. */
const noSuccessOverAnEntry: Invariant = ({ command, outcome, after, target, program }) =>
  command.startsWith("destroy") && outcome.result === "succeeded"
    ? after.entries
        .filter(({ name }) => target === undefined || target === name)
        // With the program an old name counts as the new one.
        .filter(({ name }) => !Object.values(program).some(({ alias }) => alias === name))
        .map(({ name }) => `destroy succeeded and ${name} is still in the state`)
    : [];

/** Whether the command has ended this task, which was there when it began or was made by it. */
function isEnded(fileId: string, { before, after, changedMeanwhile }: Judged): boolean {
  const isNew = !before.entries.some((entry) => fileIdOf(entry) === fileId);
  const wasThere = isListed(before.tasks.get(fileId)) || (isNew && !before.tasks.has(fileId));
  return wasThere && !isListed(after.tasks.get(fileId)) && !changedMeanwhile.has(fileId);
}

/** A task that an entry took over lives, whatever became of the entry that had it. */
const whatIsTakenOverLives: Invariant = (judged) =>
  takenOver(judged)
    .filter((fileId) => isEnded(fileId, judged))
    .map((fileId) => `file ${fileId} was taken over and deleted in one command`);

function ownersOf(fileId: string, entries: readonly Entry[]): readonly string[] {
  return owned(entries)
    .filter((entry) => fileIdOf(entry) === fileId)
    .map(({ name }) => name);
}

/** No command can know the other entry of a task where it is told to look at the one alone. */
function isTargetAloneOfTwo(fileId: string, { target, before }: Judged): boolean {
  const owners = ownersOf(fileId, before.entries);
  return target !== undefined && owners.length > 1 && owners.includes(target);
}

/** An `up` that ends well has nothing in its state that it deleted itself. */
const theStateHoldsNothingGone: Invariant = (judged) => {
  const { command, outcome, after } = judged;
  return command.startsWith("up") && outcome.result === "succeeded"
    ? owned(after.entries)
        .filter((entry) => isEnded(fileIdOf(entry), judged))
        .filter((entry) => !isTargetAloneOfTwo(fileIdOf(entry), judged))
        .map(
          (entry) => `up succeeded, and ${entry.name} holds file ${fileIdOf(entry)}, which is gone`,
        )
    : [];
};

/** An import that a create acts on leaves the named task, unless it replaced its own. */
const whatIsImportedLives: Invariant = (judged) => {
  const { command, program, outcome, target, before, after } = judged;
  if (!command.startsWith("up") || outcome.result !== "succeeded") {
    return [];
  }
  return Object.entries(program)
    .filter(([name]) => target === undefined || target === name)
    .flatMap(([name, { import: id = "", alias }]) => {
      const fileId = id.replace(`${PROJECT_ID}:`, "");
      const old = owned(before.entries).find((one) => one.name === name || one.name === alias);
      // Beside a task of its own an import says nothing.
      const isCreated = after.entries.find((one) => one.name === name)?.id !== old?.id;
      const isOther = before.tasks.has(fileId) && old?.id !== id;
      return isCreated && isOther && isEnded(fileId, judged)
        ? [`up succeeded, and file ${fileId}, which ${name} imports, was deleted by it`]
        : [];
    });
};

/** Two entries of one task: their wishes would fight, and one would delete what the other keeps. */
const noTwoOwners: Invariant = ({ outcome, target, before, after }) =>
  outcome.result !== "succeeded" || target !== undefined
    ? []
    : [...ownedIds(after.entries)].flatMap((fileId) => {
        const owners = ownersOf(fileId, after.entries);
        const isNew = ownersOf(fileId, before.entries).length < owners.length;
        return owners.length > 1 && isNew
          ? [`${owners.join(" and ")} both own file ${fileId}, and nobody was told`]
          : [];
      });

/** Every task of ours is in the state, or was named to the person, or is known to a pending create alone. */
const noTaskIsUnknown: Invariant = (judged, ledger) => {
  const { outcome, after, pendingCreates } = judged;
  const kept = ownedIds(after.entries);
  const released = letGo(judged);
  return [...after.tasks.values()]
    .filter((task) => isListed(task) && !kept.has(task.fileId) && !released.has(task.fileId))
    .filter(({ fileId }) => ledger.ours.has(fileId) || isMade(fileId, judged))
    .filter((task) => {
      const { fileId, name } = task;
      const isOfKill = outcome.result === "killed" && isMade(fileId, judged);
      // It may have been renamed meanwhile.
      const isPending = pendingCreates.some((one) => name.startsWith(one));
      return (
        !(isOfKill && isPending) &&
        !isNamedIn(outcome.text, task) &&
        !ledger.named.has(fileId) &&
        !ledger.ofKilledCreate.has(fileId)
      );
    })
    .map((task) => `${described(task)} is neither in the state nor in the message`);
};

/** A create whose answer is lost is found again, as long as the reads that look for it are answered. */
const lostAnswersAreFound: Invariant = (judged) => {
  const { outcome, after, changedMeanwhile } = judged;
  const readFaults = faultsOn(outcome, "ListFiles", "GetFile", "GetDISyncTask", "GetFolder");
  const hasLostAnswer = faultsOn(outcome, "CreateDISyncTask").length > 0;
  const kept = ownedIds(after.entries);
  return outcome.result === "killed" || !hasLostAnswer || readFaults.length > 0
    ? []
    : [...after.tasks.values()]
        .filter((task) => isMade(task.fileId, judged) && isListed(task))
        // What somebody has edited by then is another task, and is named.
        .filter(({ fileId }) => !kept.has(fileId) && !changedMeanwhile.has(fileId))
        .map((task) => `${described(task)} was created, its answer was lost, and nobody found it`);
};

/** Never two tasks of ours of one name in one folder. */
const noTwins: Invariant = (judged, ledger) => {
  const { after } = judged;
  if (ledger.allowsTwins) {
    return []; // all that is left to do is to name both
  }
  const released = letGo(judged);
  const seen = new Map<string, TaskView>();
  const twins: string[] = [];
  for (const task of after.tasks.values()) {
    const isOurs = ledger.ours.has(task.fileId) || isMade(task.fileId, judged);
    const isElsewhere = ledger.relocated.has(task.fileId) || released.has(task.fileId);
    if (!isOurs || !isListed(task) || isElsewhere) {
      continue;
    }
    const place = `${task.folder}/${task.name}`;
    const other = seen.get(place);
    if (other !== undefined) {
      twins.push(`${described(other)} and ${described(task)} are two tasks for one resource`);
    }
    seen.set(place, task);
  }
  return twins;
};

/** What is never lost, dropped, doubled or deleted by mistake. */
export const LOSS_INVARIANTS = {
  noTaskIsDropped,
  noSuccessOverAnEntry,
  whatIsTakenOverLives,
  theStateHoldsNothingGone,
  whatIsImportedLives,
  noTwoOwners,
  noTaskIsUnknown,
  lostAnswersAreFound,
  noTwins,
} as const satisfies Readonly<Record<string, Invariant>>;
