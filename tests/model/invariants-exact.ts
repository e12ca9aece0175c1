import type { TaskView } from "../../emulator/index";
import type { Entry } from "./driver";
import { isCommand, isLeftToPerson, isListed, isMade, ownedIds, type Judged } from "./judged";
import { createLedger, type Invariant } from "./ledger";
import { described, unmetWishes } from "./wish-met";

/** Whether anything of it is left: its file, or an instance that goes on without it. */
function isAnythingLeft({ deletedStatus, deployed, runState }: TaskView): boolean {
  return deletedStatus === "NORMAL" || deployed || runState !== "NORUN";
}

/** A task is in the state if and only if it is the stack's, and nobody was told to look after it. */
const everyTaskHasItsOwner: Invariant = (judged, ledger) => {
  const kept = ownedIds(judged.after.entries);
  const isLeftNow = isLeftToPerson(judged.outcome);
  const isOwn = ({ fileId }: TaskView): boolean => {
    const isOurs = ledger.ours.has(fileId) || isMade(fileId, judged);
    const isLeft = ledger.leftToPerson.has(fileId) || (isLeftNow && !kept.has(fileId));
    return isOurs && !isLeft;
  };
  return [...judged.after.tasks.values()]
    .filter(isAnythingLeft)
    .filter((task) => kept.has(task.fileId) !== isOwn(task))
    .map((task) =>
      kept.has(task.fileId)
        ? `${described(task)} is somebody else's, and in the state`
        : `${described(task)} is on the service, and not in the state`,
    );
};

function idsWithout(some: readonly Entry[], others: readonly Entry[]): readonly string[] {
  const known = new Set(others.map(({ id }) => id));
  return some.map(({ id }) => id).filter((id) => !known.has(id));
}

/** A command that failed leaves every entry in the state, and a destroy adds none. */
const aFailureKeepsItsEntries: Invariant = ({ command, outcome, before, after }) =>
  outcome.result !== "failed"
    ? []
    : [
        ...idsWithout(before.entries, after.entries).map(
          (id) => `${command} failed, and ${id} left the state`,
        ),
        ...(command.startsWith("destroy") ? idsWithout(after.entries, before.entries) : []).map(
          (id) => `${command} failed, and ${id} is new in the state`,
        ),
      ];

/** What of one wish is not carried out, to the letter. */
function shortcomings({ program, after }: Judged, name: string): readonly string[] {
  const wish = program[name]!;
  const id = after.entries.find((entry) => entry.name === name)?.id;
  const task = [...after.tasks.values()].find(({ fileId }) => id?.endsWith(`:${fileId}`));
  if (!isListed(task)) {
    return [`up succeeded, and no task of ${name} is there`];
  }
  const { runState, deployedVersion, currentVersion } = task;
  const isRunning = runState === "RUN" && deployedVersion === currentVersion;
  return [
    // Nothing excuses a difference, so nothing is remembered.
    ...unmetWishes([name, wish], task, createLedger({}), false),
    ...(wish.desiredState !== "running" || isRunning
      ? []
      : [`${described(task)} runs version ${deployedVersion} of ${currentVersion}`]),
  ];
}

/** An `up` that ends well has carried out everything, whatever it was told. */
const successIsWhole: Invariant = (judged) =>
  isCommand(judged, "up", "up --refresh") && judged.outcome.result === "succeeded"
    ? Object.keys(judged.program).flatMap((name) => shortcomings(judged, name))
    : [];

/** What holds as well where commands run one by one, nothing changes meanwhile, and what was begun has ended. */
export const EXACT_INVARIANTS = {
  everyTaskHasItsOwner,
  aFailureKeepsItsEntries,
  successIsWhole,
} as const satisfies Readonly<Record<string, Invariant>>;
