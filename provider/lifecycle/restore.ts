import type { Instance } from "./instance";
import type { DISyncTaskState } from "./state";

/** What a delete that failed has changed. */
export interface HalfDone {
  readonly isStopRequested: boolean;
  readonly isUndeployed: boolean;
}

/** States that prove a deployment, so that a refresh that reads NORUN after them sees that it is gone. */
const PROOF_OF_DEPLOYMENT: readonly string[] = ["RUN", "WAIT", "PAUSE"];

/** Whether a state on record and the one that is read now say that the task was undeployed meanwhile. */
export function wasUndeployed(recorded: string, now: string | undefined): boolean {
  return now === "NORUN" && PROOF_OF_DEPLOYMENT.includes(recorded);
}

const UP = "leave the resource in the program and run `pulumi up --refresh`";
const NOT_SEEN = "a plain `pulumi up` does not see the change";

function doneAgain({ isStopRequested, isUndeployed }: HalfDone): string {
  return [...(isUndeployed ? ["deploy"] : []), ...(isStopRequested ? ["start"] : [])].join(" and ");
}

function howToRestore(
  { desiredState, liveState }: DISyncTaskState,
  { live, isUnread }: Instance,
  halfDone: HalfDone,
): string {
  // Where it cannot be read, it is what an undeployment leaves.
  const now = isUnread ? "NORUN" : live.state;
  const byRefresh =
    desiredState === "running" ||
    // Without a state, too, a refresh finds the deployment gone.
    (desiredState === "stopped" && (now === undefined || wasUndeployed(liveState, now)));
  return byRefresh ? `${UP} (${NOT_SEEN})` : `${doneAgain(halfDone)} it again in Operation Center`;
}

/**
 * What a delete that was refused on the way has left, and what puts the task back to what its program wants; empty where there is nothing
 * to put back.
 */
export function restoreAdvice(
  state: DISyncTaskState,
  instance: Instance,
  halfDone: HalfDone,
): string {
  const { isStopRequested, isUndeployed } = halfDone;
  const { desiredState } = state;
  const isAsWanted = desiredState === "undeployed" || (desiredState === "stopped" && !isUndeployed);
  if (isAsWanted || (!isStopRequested && !isUndeployed)) {
    return "";
  }
  const left = isUndeployed ? "is undeployed now" : "was asked to stop";
  return `The task ${left}. To keep it after all, ${howToRestore(state, instance, halfDone)}`;
}
