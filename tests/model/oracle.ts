import { isDeepStrictEqual } from "node:util";
import type { TaskView } from "../../emulator/index";
import { fileIdOf, isWrite, type Entry } from "./driver";
import {
  faultsOn,
  isActive,
  isCommand,
  isListed,
  isLive,
  isNamedIn,
  noteVersions,
  owned,
  ownedIds,
  remember,
  wasLiedTo,
  type Judged,
  type Ledger,
} from "./ledger";
import { contentOf, taskNameOf } from "./program";
import { described, isAtPlaceOf, unmetWishes } from "./wish-met";

/**
 * What must hold after every command, whatever happened in it. Written from the design and from the service's documentation; it knows
 * nothing of how the provider does it. Each gives one sentence for everything that does not hold.
 */
type Invariant = (judged: Judged, ledger: Ledger) => readonly string[];

/** An entry leaves the state only when its task has left the service. */
const noTaskIsDropped: Invariant = ({ outcome, before, after }) => {
  const kept = ownedIds(after.entries);
  // Where the state of an instance cannot be read, it may go on without its file.
  const isStateHidden = faultsOn(outcome, "GetDISyncInstanceInfo").length > 0;
  return owned(before.entries)
    .map((entry) => after.tasks.get(fileIdOf(entry)))
    .filter((task) => isLive(task) && !kept.has(task.fileId))
    .filter((task) => !outcome.text.includes("could not be confirmed") || !isListed(task))
    .filter((task) => !isStateHidden || isListed(task))
    .map((task) => `${described(task!)} is live, and its entry left the state`);
};

/** A command that ends well leaves nothing behind that it should have taken away. */
const noSuccessOverAnEntry: Invariant = ({ command, outcome, after }) =>
  command.startsWith("destroy") && outcome.result === "succeeded"
    ? after.entries.map(({ name }) => `destroy succeeded and ${name} is still in the state`)
    : [];

/** Every task of ours is in the state, or was named to the person, or is known to a pending create alone. */
const noTaskIsUnknown: Invariant = ({ outcome, before, after, pendingCreates }, ledger) => {
  const kept = ownedIds(after.entries);
  return [...after.tasks.values()]
    .filter((task) => isListed(task) && !kept.has(task.fileId))
    .filter(({ fileId }) => ledger.ours.has(fileId) || !before.tasks.has(fileId))
    .filter((task) => {
      const { fileId, name } = task;
      const isOfKill = outcome.result === "killed" && !before.tasks.has(fileId);
      const isPending = pendingCreates.some((one) => name.startsWith(`task_${one}`));
      return (
        !(isOfKill && isPending) &&
        !isNamedIn(outcome.text, task) &&
        !ledger.named.has(fileId) &&
        !ledger.ofKilledCreate.has(fileId)
      );
    })
    .map((task) => `${described(task)} is neither in the state nor in the message`);
};

/** What an `up` finds where it wants to create is named by its id. */
const whatIsInTheWayIsNamed: Invariant = ({ command, program, outcome, before, after }) => {
  if (!command.startsWith("up") || outcome.result !== "failed" || faultsOn(outcome).length > 0) {
    return [];
  }
  return Object.entries(program)
    .filter(([name]) => !owned(after.entries).some((entry) => entry.name === name))
    .filter(([name, wish]) => outcome.text.includes(`"${taskNameOf(name, wish)}"`))
    .flatMap(([name, wish]) =>
      [...before.tasks.values()].filter(
        (task) =>
          isListed(task) && isAtPlaceOf(task, name, wish) && isListed(after.tasks.get(task.fileId)),
      ),
    )
    .filter(({ fileId }) => !outcome.text.includes(fileId))
    .map((task) => `${described(task)} was in the way of a create, whose message does not name it`);
};

/** A create whose answer is lost is found again, as long as the reads that look for it are answered. */
const lostAnswersAreFound: Invariant = ({ outcome, before, after }) => {
  const readFaults = faultsOn(outcome, "ListFiles", "GetDISyncTask", "GetFolder");
  const hasLostAnswer = faultsOn(outcome, "CreateDISyncTask").length > 0;
  const kept = ownedIds(after.entries);
  return outcome.result === "killed" || !hasLostAnswer || readFaults.length > 0
    ? []
    : [...after.tasks.values()]
        .filter((task) => !before.tasks.has(task.fileId) && isListed(task))
        .filter(({ fileId }) => !kept.has(fileId))
        .map((task) => `${described(task)} was created, its answer was lost, and nobody found it`);
};

/** Never two tasks of ours of one name in one folder. */
const noTwins: Invariant = ({ after, before }, ledger) => {
  const seen = new Map<string, TaskView>();
  const twins: string[] = [];
  for (const task of after.tasks.values()) {
    const isOurs = ledger.ours.has(task.fileId) || !before.tasks.has(task.fileId);
    if (!isOurs || !isListed(task) || ledger.relocated.has(task.fileId)) {
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

const noWriteWhereNoneIsDue: Invariant = (judged) =>
  isCommand(judged, "preview", "refresh")
    ? judged.outcome.calls.filter(isWrite).map(({ action }) => `${judged.command} called ${action}`)
    : [];

/** Writes meet only tasks that this stack made, or may take over. */
const noWriteOnOthers: Invariant = ({ program, outcome, before, after }, ledger) => {
  // Where the state cannot be read, nobody can tell that it runs.
  const isStateHidden = faultsOn(outcome, "GetDISyncInstanceInfo").length > 0;
  const mayTakeOver = (fileId: string): boolean => {
    const task = before.tasks.get(fileId);
    return (
      task !== undefined &&
      Object.entries(program).some(
        ([name, wish]) =>
          wish.import === `10000:${fileId}` ||
          (wish.onExisting === "adopt" &&
            isAtPlaceOf(task, name, wish) &&
            (isStateHidden || !isActive(task)) &&
            isDeepStrictEqual(JSON.parse(task.content), contentOf(wish))),
      )
    );
  };
  const touched = new Set([
    ...outcome.calls.filter(isWrite).flatMap(({ params }) => params["FileId"] ?? []),
    ...ownedIds(after.entries),
  ]);
  return [...touched]
    .filter((fileId) => before.tasks.has(fileId) && !ownedIds(before.entries).has(fileId))
    .filter((fileId) => !mayTakeOver(fileId))
    .map((fileId) => {
      const whose = ledger.ours.has(fileId) ? "was not in the state" : "is somebody else's";
      return `file ${fileId} ${whose}, and was written to or taken over`;
    });
};

/** An id whose live name is not the one on record may be another task: nothing is called on it. */
const noWriteOnAnotherName: Invariant = ({ outcome, before, acceptedRename }) => {
  // Without a name from either call there is nothing to compare.
  const wasBlinded = faultsOn(outcome, "ListFiles", "GetDISyncInstanceInfo").length > 0;
  const recorded = new Map(
    owned(before.entries).map((entry) => [fileIdOf(entry), entry.outputs["liveName"]]),
  );
  return wasBlinded
    ? []
    : outcome.calls
        .filter(isWrite)
        .filter(({ params, before: task }) => {
          const name = recorded.get(params["FileId"] ?? "");
          const isAccepted = acceptedRename === `10000:${params["FileId"]}`;
          return isListed(task) && name !== undefined && name !== task.name && !isAccepted;
        })
        .map(({ action, params, before: task }) => {
          const name = recorded.get(params["FileId"] ?? "");
          return `${action} was called on file ${params["FileId"]}, called "${task?.name}" and recorded as "${String(name)}"`;
        });
};

/** Nothing is undeployed or deleted before its stop has ended. */
const noDeleteBeforeTheStop: Invariant = ({ outcome }) =>
  faultsOn(outcome, "GetDISyncInstanceInfo").length > 0
    ? []
    : outcome.calls
        .filter(({ action }) => ["TerminateDISyncInstance", "DeleteDISyncTask"].includes(action))
        .filter(({ before }) => ["RUN", "WAIT", "KILLING"].includes(before?.runState ?? ""))
        .map(({ action, before }) => `${action} was called on ${described(before!)}`);

/** An `up` that ends well leaves every task as wished; one without a refresh cannot see what others did meanwhile. */
const successMeansTheWish: Invariant = (judged, ledger) => {
  const { program, outcome, after } = judged;
  if (
    !isCommand(judged, "up", "up --refresh") ||
    outcome.result !== "succeeded" ||
    wasLiedTo(outcome)
  ) {
    return [];
  }
  const hasRefreshed = judged.command === "up --refresh";
  return Object.entries(program).flatMap(([name, wish]) => {
    const entry = owned(after.entries).find((one) => one.name === name);
    if (entry === undefined) {
      return [`up succeeded and ${name} is not in the state`];
    }
    const task = after.tasks.get(fileIdOf(entry));
    if (!hasRefreshed && ledger.unseen.has(fileIdOf(entry))) {
      return [];
    }
    if (!isListed(task)) {
      return [`up succeeded and file ${fileIdOf(entry)} of ${name} is not there`];
    }
    // A word that nobody knows is shown and not compared.
    return task.runState === "EXPLODED" ? [] : unmetWishes([name, wish], task, ledger);
  });
};

/** A refusal that was asked for: by protect, by the policy, or by taking out what the service keeps. */
function isRefusalAskedFor(text: string): boolean {
  return /is protected|marked for protection|refuseIfRunning|the service cannot unset/.test(text);
}

/** Where nothing but commands has happened, a command fails only because the program asked for it. */
const calmCommandsSucceed: Invariant = ({ command, outcome }, ledger) =>
  ledger.isCalm &&
  outcome.result === "failed" &&
  faultsOn(outcome).length === 0 &&
  !isRefusalAskedFor(outcome.text)
    ? [`${command} failed for no reason: ${outcome.text}`]
    : [];

const failuresSpeak: Invariant = ({ command, outcome }) =>
  outcome.result === "failed" && outcome.text.trim() === "" ? [`${command} failed silently`] : [];

const INVARIANTS = {
  noTaskIsDropped,
  noSuccessOverAnEntry,
  noTaskIsUnknown,
  whatIsInTheWayIsNamed,
  lostAnswersAreFound,
  noTwins,
  noWriteWhereNoneIsDue,
  noWriteOnOthers,
  noWriteOnAnotherName,
  noDeleteBeforeTheStop,
  successMeansTheWish,
  calmCommandsSucceed,
  failuresSpeak,
} as const satisfies Readonly<Record<string, Invariant>>;

/** A run that broke an invariant. */
export class Violation extends Error {
  override readonly name = "Violation";

  constructor(
    readonly invariant: string,
    readonly details: readonly string[],
    history: readonly (() => string)[],
  ) {
    super(`${invariant}: ${details.join("; ")}\n${history.map((line) => line()).join("\n")}`);
  }
}

/** Judges one command and remembers it. @throws Violation */
export function judge(judged: Judged, ledger: Ledger, history: readonly (() => string)[]): void {
  noteVersions(ledger, judged);
  for (const [name, invariant] of Object.entries<Invariant>(INVARIANTS)) {
    const details = invariant(judged, ledger);
    if (details.length > 0) {
      throw new Violation(name, details, history);
    }
  }
  remember(ledger, judged);
}

/** Entries as one line, for the history of a run. */
export function entriesText(entries: readonly Entry[]): string {
  return entries
    .map(
      ({ name, id, isPendingReplacement, initErrorCount, outputs }) =>
        `${name}=${id}${isPendingReplacement ? " pending replacement" : ""}${initErrorCount > 0 ? " init errors" : ""}${outputs["applied"] === undefined ? " not applied" : ""}`,
    )
    .join(", ");
}
