import { isInvalidTask, isOutcomeUnknown } from "../../api/errors";
import { fullJitterMs } from "../../api/retry";
import { findPresence, unprovenError, type Presence } from "../identity/existence";
import { LifecycleError, messageOf } from "../report/errors";
import { isAlive, isDeployedAtRest, stateText } from "../run-state/live-state";
import { observe } from "../run-state/task-session";
import { waitUntil } from "../run-state/wait";
import { placeOf, requireTimeAndOwner, type Removal } from "./removal";

/** How long a refused delete waits for an undeployment that was accepted (assumed: the API reference does not say when it is complete). */
const UNDEPLOYMENT_MS = 2 * 60_000;

async function presenceAfter(removal: Removal, lost: Error): Promise<Presence> {
  try {
    return await findPresence(removal, removal.task);
  } catch (error) {
    throw new Error(
      `${lost.message}; whether the task is still there cannot be read: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

/** Deletes, and retries while no answer arrives and the task provably exists. */
async function deleteUntilAnswered(removal: Removal): Promise<void> {
  const { context, api, task, done } = removal;
  for (let retry = 0; ; retry++) {
    requireTimeAndOwner(removal, "delete");
    try {
      await api.deleteDISyncTask(task);
      removal.isFileDeleted = true;
      done.push("deleted");
      return;
    } catch (error) {
      if (!isOutcomeUnknown(error)) {
        throw error;
      }
      removal.lostAnswer = true;
      const presence = await presenceAfter(removal, error);
      if (presence.kind === "gone") {
        done.push("deleted (the response was lost, but the task is gone)");
        return;
      }
      if (presence.kind === "unproven") {
        throw unprovenError(presence, `${error.message}; `, { cause: error });
      }
      if (retry >= context.settings.maxRetries) {
        throw error;
      }
      await context.clock.sleep(fullJitterMs(retry, context.random));
    }
  }
}

/**
 * Waits for an undeployment that was accepted and is still in progress, as only the state of a deployed task at rest shows.
 *
 * @returns whether it has ended, so that a refused delete may be tried once more.
 */
async function waitForUndeployment(removal: Removal): Promise<boolean> {
  const { context, state, deadlineMs } = removal;
  try {
    if (!isDeployedAtRest((await observe(removal)).state)) {
      return false;
    }
    await waitUntil(
      () => observe(removal),
      {
        verdictOf: (live) => (isDeployedAtRest(live.state) ? "retry" : "success"),
        wordOf: (live) => stateText(live.state),
      },
      {
        what: `task "${state.taskName}" to be undeployed`,
        step: placeOf("delete"),
        deadlineMs: Math.min(deadlineMs, context.clock.nowMs() + UNDEPLOYMENT_MS),
        advice: "",
        clock: context.clock,
        log: context.log,
      },
    );
  } catch (error) {
    if (error instanceof LifecycleError) {
      throw error;
    }
    // The refusal is reported instead.
    return false;
  }
  return !isAlive(removal.live.state);
}

export async function deleteFile(removal: Removal): Promise<void> {
  try {
    await deleteUntilAnswered(removal);
  } catch (error) {
    const mayStillSucceed = removal.isUndeployed && isInvalidTask(error);
    if (!mayStillSucceed || !(await waitForUndeployment(removal))) {
      throw error;
    }
    await deleteUntilAnswered(removal);
  }
}
