import { AdvisedError, LifecycleError, messageOf } from "../report/errors";
import { requestStop, waitUntilStopped } from "../run-state/instance";
import { isAlive, meaningOf, stateText } from "../run-state/live-state";
import { isStateHidden } from "../run-state/task-session";
import { placeOf, requireTimeAndOwner, TIME_ADVICE, type Removal } from "./removal";

/** The service returns no state of a task that was last seen alive: nothing more is written. */
export class HiddenState extends Error {
  override readonly name = "HiddenState";
}

/** @param error what went wrong before, if anything did. */
export function requireKnownState(removal: Removal, error?: unknown): void {
  if (isStateHidden(removal)) {
    const before = error === undefined ? "" : `${messageOf(error)}; `;
    throw new HiddenState(
      `${before}GetDISyncInstanceInfo returns no run state, and the last known one is ${removal.lastState}: the task may still run, so nothing more was written`,
    );
  }
}

export function requirePolicy({ state, live: { state: live } }: Removal): void {
  if (state.deletePolicy === "refuseIfRunning" && isAlive(live)) {
    throw new AdvisedError(
      "running",
      `deletePolicy is "refuseIfRunning", and the live state is ${stateText(live)}`,
      'Stop the task in Operation Center, or set deletePolicy to "stopFirst" and run `pulumi up`; then run `pulumi destroy` again',
    );
  }
}

export async function stop(removal: Removal): Promise<void> {
  const { needsStop, untilStopped } = meaningOf(removal.live.state);
  if (needsStop) {
    requireTimeAndOwner(removal, "stop");
  }
  try {
    const isStopping = needsStop ? await requestStop(removal) : untilStopped !== "success";
    if (isStopping) {
      await waitUntilStopped(removal, placeOf("wait for the stop"), TIME_ADVICE);
    }
  } catch (error) {
    if (!(error instanceof LifecycleError)) {
      requireKnownState(removal, error);
    }
    throw error;
  }
}
