import { fileIdOf, isWrite, type Call } from "./driver";
import {
  callsOn,
  isActive,
  isAtPlaceOf,
  isCommand,
  isListed,
  owned,
  ownedIds,
  takenOver,
  type Judged,
} from "./judged";
import type { Invariant, Ledger } from "./ledger";
import { PROJECT_ID } from "./program";
import { described } from "./wish-met";

const INFO = "GetDISyncInstanceInfo";

function isInfo({ action }: Call): boolean {
  return action === INFO;
}

const noWriteWhereNoneIsDue: Invariant = (judged) =>
  isCommand(judged, "preview", "preview --refresh", "refresh")
    ? judged.outcome.calls.filter(isWrite).map(({ action }) => `${judged.command} called ${action}`)
    : [];

/** Writes meet only tasks that this stack made, or may take over. */
const noWriteOnOthers: Invariant = (judged, ledger) => {
  const { command, program, outcome, before, after, changedMeanwhile } = judged;
  // With the program, the engine has a task deleted once more that waits for its replacement.
  const isRunProgram = command.includes("--run-program");
  const known = new Set((isRunProgram ? before.entries : owned(before.entries)).map(fileIdOf));
  const mayTakeOver = (fileId: string): boolean => {
    const task = before.tasks.get(fileId);
    const isStateDenied = callsOn(outcome, fileId).some(
      (call) => isInfo(call) && call.reported === "untruth",
    );
    return (
      task !== undefined &&
      Object.values(program).some(
        (wish) =>
          wish.import === `${PROJECT_ID}:${fileId}` ||
          (wish.onExisting === "adopt" &&
            isAtPlaceOf(task, wish) &&
            (isStateDenied || !isActive(task)) &&
            (wish.hasContent(task.content) || changedMeanwhile.has(fileId))),
      )
    );
  };
  const touched = new Set([
    ...outcome.calls.filter(isWrite).flatMap(({ params }) => params["FileId"] ?? []),
    ...ownedIds(after.entries),
  ]);
  return [...touched]
    .filter((fileId) => before.tasks.has(fileId) && !known.has(fileId))
    .filter((fileId) => !mayTakeOver(fileId))
    .map((fileId) => {
      const whose = ledger.ours.has(fileId) ? "was not in the state" : "is somebody else's";
      return `file ${fileId} ${whose}, and was written to or taken over`;
    });
};

/** Calls on a task, each with those on the same task before it. */
function writesWithLooks({ outcome }: Judged): readonly (readonly [Call, readonly Call[]])[] {
  return outcome.calls.flatMap((call, index) => {
    const fileId = call.params["FileId"];
    return isWrite(call) && fileId !== undefined
      ? [[call, callsOn({ ...outcome, calls: outcome.calls.slice(0, index) }, fileId)] as const]
      : [];
  });
}

/** Whether a call said what the task is called. */
function tellsName({ action, reported, outcome }: Call, { isNameInInfo }: Ledger): boolean {
  const isTrueInfo =
    action === INFO &&
    isNameInInfo &&
    (["success", "fault infoWord"].includes(outcome) ||
      (reported === "truth" && /slow/.test(outcome)));
  return isTrueInfo || (action === "ListFiles" && reported === "truth");
}

/** An id whose live name is not the one on record may be another task: nothing is called on it. */
const noWriteOnAnotherName: Invariant = (judged, ledger) => {
  const { program, outcome, before, acceptedRename, changedMeanwhile } = judged;
  // Who takes a task over looks at its name anew, also where the command is killed before that is stored.
  const isTakenByKilled = (fileId: string): boolean =>
    outcome.result === "killed" &&
    Object.values(program).some(
      (wish) =>
        wish.import === `${PROJECT_ID}:${fileId}` ||
        (wish.onExisting === "adopt" &&
          before.tasks.has(fileId) &&
          isAtPlaceOf(before.tasks.get(fileId)!, wish)),
    );
  const isTaken = new Set(takenOver(judged));
  // Where two entries hold one task, each acts by the name that it has on record.
  const recorded = (fileId: string): readonly unknown[] =>
    owned(before.entries)
      .filter(
        (entry) => fileIdOf(entry) === fileId && !isTaken.has(fileId) && !isTakenByKilled(fileId),
      )
      .map(({ outputs }) => outputs["liveName"]);
  return writesWithLooks(judged)
    .filter(([{ params, before: task }, looks]) => {
      const fileId = params["FileId"] ?? "";
      const names = recorded(fileId);
      const isAccepted = acceptedRename === `${PROJECT_ID}:${fileId}`;
      // Where neither call gave a name there was nothing to compare.
      const wasMisled = looks.some(({ outcome }) => outcome === "fault infoName");
      const wasDenied =
        looks.some(({ reported }) => reported === "untruth") &&
        !looks.some((look) => tellsName(look, ledger));
      const isOther = isListed(task) && names.length > 0 && !names.includes(task.name);
      return isOther && !isAccepted && !wasMisled && !wasDenied && !changedMeanwhile.has(fileId);
    })
    .map(
      ([{ action, params, before: task }]) =>
        `${action} was called on file ${params["FileId"]}, called "${task?.name}" and recorded as "${recorded(params["FileId"] ?? "").join('" and "')}"`,
    );
};

/** Whether the record that the deletes of a command go by says so; a refresh that was denied twice has written another one. */
function isRecordedAlive({ command, before }: Judged, fileId: string): boolean {
  const isRecorded = owned(before.entries).some(
    (entry) =>
      fileIdOf(entry) === fileId &&
      ["RUN", "WAIT", "KILLING", "EXPLODED"].includes(String(entry.outputs["liveState"])),
  );
  return isRecorded && !command.includes("--refresh");
}

/** Nothing is undeployed or deleted before its stop has ended. */
const noDeleteBeforeTheStop: Invariant = (judged) =>
  writesWithLooks(judged)
    .filter(([{ action }]) => ["TerminateDISyncInstance", "DeleteDISyncTask"].includes(action))
    .filter(([{ before: task }]) => ["RUN", "WAIT", "KILLING"].includes(task?.runState ?? ""))
    .filter(([{ params }, looks]) => {
      const fileId = params["FileId"] ?? "";
      const last = looks.filter(isInfo).at(-1);
      // A word that is not so has to be believed; that there is none has not, where the record knows better.
      const isExcused =
        last?.reported === "untruth" &&
        (last.outcome === "fault infoWord" || !isRecordedAlive(judged, fileId));
      return !isExcused && !judged.changedMeanwhile.has(fileId);
    })
    .map(([{ action, before: task }]) => `${action} was called on ${described(task!)}`);

/** What is never written where it must not be. */
export const WRITE_INVARIANTS = {
  noWriteWhereNoneIsDue,
  noWriteOnOthers,
  noWriteOnAnotherName,
  noDeleteBeforeTheStop,
} as const satisfies Readonly<Record<string, Invariant>>;
