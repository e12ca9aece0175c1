import { fileIdOf } from "./driver";
import {
  faultsOn,
  isAtPlaceOf,
  isCommand,
  isListed,
  owned,
  ownedIds,
  takenOver,
  wasLiedTo,
  wasRefreshed,
  type Judged,
} from "./judged";
import type { Invariant } from "./ledger";
import { PROJECT_ID } from "./program";
import type { Wish, Wishes } from "./wish";
import { described, unmetWishes } from "./wish-met";

/** Whether another resource of the program wants the same place. */
function isDeclaredTwice(program: Wishes, logicalName: string, wish: Wish): boolean {
  return Object.entries(program).some(
    ([name, one]) =>
      name !== logicalName && one.folder === wish.folder && one.taskName === wish.taskName,
  );
}

/** What an `up` finds where it wants to create is named by its id. */
const whatIsInTheWayIsNamed: Invariant = (judged, ledger) => {
  const { command, program, outcome, before, after, changedMeanwhile } = judged;
  const isFound = ledger.areFilesListed && faultsOn(outcome).length === 0;
  if (!command.startsWith("up") || outcome.result !== "failed" || !isFound) {
    return [];
  }
  return (
    Object.entries(program)
      // What a program declares twice is in its own way.
      .filter(([name, wish]) => wish.import === undefined && !isDeclaredTwice(program, name, wish))
      .filter(([name]) => !owned(after.entries).some((entry) => entry.name === name))
      .filter(([, { taskName }]) => outcome.text.includes(`"${taskName}"`))
      .flatMap(([, wish]) =>
        [...before.tasks.values()].filter(
          (task) =>
            isListed(task) && isAtPlaceOf(task, wish) && isListed(after.tasks.get(task.fileId)),
        ),
      )
      // The message may be about another task of the same name.
      .filter(
        ({ fileId, name }) =>
          !before.entries.some(
            ({ id, outputs }) =>
              [outputs["liveName"], outputs["taskName"]].includes(name) && !id.endsWith(fileId),
          ),
      )
      .filter(({ fileId }) => !changedMeanwhile.has(fileId) && !outcome.text.includes(fileId))
      .map(
        (task) => `${described(task)} was in the way of a create, whose message does not name it`,
      )
  );
};

/** An `up` that ends well leaves every task as wished; one without a refresh cannot see what others did meanwhile. */
const successMeansTheWish: Invariant = (judged, ledger) => {
  const { program, outcome, after, target, changedMeanwhile } = judged;
  const isUp = isCommand(judged, "up", "up --refresh");
  if (!isUp || outcome.result !== "succeeded" || wasLiedTo(outcome)) {
    return [];
  }
  const isTaken = new Set(takenOver(judged));
  const wished = Object.entries(program).filter(
    ([name]) => target === undefined || target === name,
  );
  return wished.flatMap(([name, wish]) => {
    const entry = owned(after.entries).find((one) => one.name === name);
    if (entry === undefined) {
      return [`up succeeded and ${name} is not in the state`];
    }
    const fileId = fileIdOf(entry);
    const task = after.tasks.get(fileId);
    if (
      changedMeanwhile.has(fileId) ||
      (!wasRefreshed(judged, entry) && ledger.unseen.has(fileId))
    ) {
      return [];
    }
    if (!isListed(task)) {
      return [`up succeeded and file ${fileId} of ${name} is not there`];
    }
    // A word that nobody knows is shown and not compared.
    return task.runState === "EXPLODED"
      ? []
      : unmetWishes([name, wish], task, ledger, isTaken.has(fileId));
  });
};

/** Whether the program asks for something that one command must refuse. */
function asksForRefusal({ command, program, before }: Judged): boolean {
  const ids = ownedIds(before.entries);
  // Of two entries of one task the second finds it gone.
  const isOwnedTwice = owned(before.entries).length > ids.size;
  if (command.startsWith("destroy")) {
    // With the program, a deleted task that waits for its replacement is deleted once more; it is not there.
    const isPending = before.entries.some((entry) => entry.isPendingReplacement);
    return isOwnedTwice || (command.includes("--run-program") && isPending);
  }
  const tasks = [...before.tasks.values()].filter(isListed);
  const isBlocked = ([name, wish]: (typeof wishes)[number]): boolean => {
    const entry =
      before.entries.find((one) => one.name === name) ??
      before.entries.find((one) => one.name === wish.alias);
    const own = entry?.isPendingReplacement === false ? fileIdOf(entry) : undefined;
    const isWaiting = wish.import !== undefined && wish.import !== `${PROJECT_ID}:${own}`;
    const isTaken = tasks.some((task) => task.fileId !== own && isAtPlaceOf(task, wish));
    const isUnset = (["cu", "resourceGroup"] as const).some(
      (field) => entry?.outputs[field] !== undefined && wish[field] === undefined,
    );
    const isOtherForm = (entry?.outputs["generate"] !== undefined) !== (wish.isGenerated === true);
    return isWaiting || isTaken || isUnset || (entry !== undefined && isOtherForm);
  };
  const isUnseen =
    !command.includes("--refresh") &&
    owned(before.entries).some((entry) => !isListed(before.tasks.get(fileIdOf(entry))));
  const wishes = Object.entries(program);
  const isTwice = wishes.some(([name, wish]) => isDeclaredTwice(program, name, wish));
  return isOwnedTwice || isUnseen || isTwice || wishes.some(isBlocked);
}

/** The engine's words where `protect` or `--target` forbids what was asked. */
const ENGINE_REFUSALS: readonly string[] = [
  "is protected",
  "marked for protection",
  "not specified in --target list",
  "mixed with --target",
];

/** The provider's, where the policy or the endpoint of the program does. */
export const OWN_REFUSALS: readonly string[] = [
  'deletePolicy is "refuseIfRunning", and the live state is',
  "but the endpoint is now",
];

/** A refusal that was asked for: by protect, by the policy, by a target, or by what the program says. */
function isRefusalAskedFor(judged: Judged): boolean {
  return (
    [...ENGINE_REFUSALS, ...OWN_REFUSALS].some((words) => judged.outcome.text.includes(words)) ||
    asksForRefusal(judged)
  );
}

/** Where nothing but commands has happened, a command fails only because the program asked for it. */
const calmCommandsSucceed: Invariant = (judged, ledger) =>
  ledger.isCalm &&
  judged.outcome.result === "failed" &&
  faultsOn(judged.outcome).length === 0 &&
  !isRefusalAskedFor(judged)
    ? [`${judged.command} failed for no reason: ${judged.outcome.text}`]
    : [];

const failuresSpeak: Invariant = ({ command, outcome }) =>
  outcome.result === "failed" && outcome.text.trim() === "" ? [`${command} failed silently`] : [];

/** What a person can rely on when a command has ended. */
export const OUTCOME_INVARIANTS = {
  whatIsInTheWayIsNamed,
  successMeansTheWish,
  calmCommandsSucceed,
  failuresSpeak,
} as const satisfies Readonly<Record<string, Invariant>>;
