import type { TaskView } from "../../emulator/index";
import type { Call } from "./driver";
import { callsOn, isActive, isListed, type Judged } from "./judged";
import type { Excuse } from "./ledger";

const INFO = "GetDISyncInstanceInfo";
const LOOKS = ["ListFiles", "GetFile", INFO];

/** Whether the caller was told that what it asked for is done. */
function isCalledSuccess({ outcome, reported }: Call): boolean {
  return (
    outcome === "success" ||
    (outcome === "fault answer" && reported === "untruth") ||
    (outcome.startsWith("fault ") && reported === "truth")
  );
}

/** A delete called a success of which no look of the whole confirm could be read, and a warning that names the task and its id. */
function isUnconfirmed({ fileId, name }: TaskView, { outcome }: Judged): boolean {
  const calls = callsOn(outcome, fileId);
  const last = calls.map(({ action }) => action).lastIndexOf("DeleteDISyncTask");
  const looks = calls.slice(last + 1).filter(({ action }) => LOOKS.includes(action));
  const isWarned = outcome.text
    .split("\n")
    .some((line) => line.includes("warning") && line.includes(fileId) && line.includes(name));
  return (
    last >= 0 &&
    isCalledSuccess(calls[last]!) &&
    looks.length > 0 &&
    looks.every(({ reported }) => reported === "nothing") &&
    isWarned
  );
}

/**
 * A run state denied or misstated in whole answers at every look. Earlier commands do not count: where they wrote the record, the task
 * was not active yet, or its record says so; where they failed, they could write nothing.
 */
function isDenied({ fileId }: TaskView, { outcome }: Judged): boolean {
  const looks = callsOn(outcome, fileId).filter(({ action }) => action === INFO);
  const isTold = ({ reported, before }: Call): boolean =>
    reported === "truth" && before !== undefined && isActive(before);
  return looks.some(({ reported }) => reported === "untruth") && !looks.some(isTold);
}

/** Started in the console when the command had looked at it for the last time. */
function isTooLate({ fileId }: TaskView, { outcome, changedMeanwhile }: Judged): boolean {
  const changedAfter = changedMeanwhile.get(fileId);
  const lastLook = outcome.calls
    .map(({ action, params }) => action === INFO && params["FileId"] === fileId)
    .lastIndexOf(true);
  return changedAfter !== undefined && changedAfter > lastLook;
}

/** Why a live task may have left the state, where there is a reason. */
export function excuseFor(task: TaskView, judged: Judged): Excuse | undefined {
  if (isUnconfirmed(task, judged)) {
    return "unconfirmed";
  }
  // A file that is listed can be seen, whatever is said of its instance.
  if (isListed(task)) {
    return undefined;
  }
  if (isDenied(task, judged)) {
    return "denied";
  }
  return isTooLate(task, judged) ? "tooLate" : undefined;
}
