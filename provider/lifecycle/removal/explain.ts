import { isInvalidTask } from "../../api/errors";
import { SETTINGS } from "../../settings";
import { findPresence, type Presence } from "../identity/existence";
import { describeTask } from "../report/describe-task";
import { diagnose, type Diagnosis } from "../report/diagnosis";
import { LifecycleError, messageOf } from "../report/errors";
import { sentences } from "../report/failure";
import { isAlive } from "../run-state/live-state";
import { liveText, observe } from "../run-state/task-session";
import { attemptedDelete, type Removal } from "./removal";
import { restoreAdvice } from "./restore";
import { HiddenState } from "./stop";

const STATE_HIDDEN: Diagnosis = {
  name: "state-hidden",
  next: "Run the command again with `--refresh`",
};

const MISSING_ADVICE =
  "If the task was already deleted, in the console or by a run that was killed, run the command again with `--refresh` (`pulumi destroy --refresh`, or " +
  `\`pulumi up --refresh\`), which proves that and removes it from the state (or set ${SETTINGS.missingOnDelete.variable}=succeed)`;

function refusal(removal: Removal, cause: unknown, { name, next }: Diagnosis): LifecycleError {
  const { state, done, isFileDeleted } = removal;
  // What is unknown or gone cannot be restored.
  const isLost = isFileDeleted || cause instanceof HiddenState;
  return new LifecycleError({
    name,
    attempted: attemptedDelete(state),
    cause: messageOf(cause),
    liveState: liveText(removal),
    done,
    kept: "The task stays in the state",
    next,
    restore: isLost ? "" : restoreAdvice(removal),
  });
}

/** The three cases in which a delete succeeds if it finds its task gone. */
function mayBeGone(removal: Removal): boolean {
  return (
    removal.lostAnswer ||
    removal.context.settings.missingOnDelete === "succeed" ||
    (removal.wasSeenAlive && removal.isUndeployed)
  );
}

/** The outcome after a failed step, once it is known whether the task is gone. */
export async function outcomeOf(
  removal: Removal,
  error: unknown,
): Promise<"done" | LifecycleError> {
  const { context, state, task } = removal;
  const isHidden = error instanceof HiddenState;
  const mayMeanGone = isHidden || (isInvalidTask(error) && mayBeGone(removal));
  let presence: Presence | undefined;
  try {
    presence = mayMeanGone ? await findPresence(removal, task) : undefined;
  } catch (proofError) {
    return refusal(
      removal,
      new Error(
        `${messageOf(error)}; proving that it is gone failed too: ${messageOf(proofError)}`,
      ),
      isHidden ? STATE_HIDDEN : diagnose(proofError),
    );
  }
  // A task that this delete has seen alive, and never at rest since, is not gone because one answer says so.
  const isStillAlive = removal.wasSeenAlive && isAlive(removal.lastState);
  if (presence?.kind === "gone" && !isStillAlive) {
    if (mayBeGone(removal)) {
      context.log(`${describeTask(state, task.fileId)} is gone; nothing is left to delete`);
      return "done";
    }
    return refusal(removal, new Error("it no longer exists in DataWorks"), {
      name: "already-gone",
      next: MISSING_ADVICE,
    });
  }
  if (isHidden) {
    return refusal(removal, error, STATE_HIDDEN);
  }
  // The error reports the current state, not the one before the last step.
  if (removal.done.length > 0) {
    await observe(removal).catch(() => {
      removal.isUnread = true;
    });
  }
  const general = diagnose(error);
  const mayBeMissing = isInvalidTask(error) && removal.live.state === undefined;
  return refusal(
    removal,
    error,
    mayBeMissing ? { ...general, next: sentences(general.next, MISSING_ADVICE) } : general,
  );
}
