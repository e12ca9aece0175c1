import type { Instance } from "../run-state/instance";
import { isDeployed } from "../run-state/live-state";
import type { DISyncTaskState } from "../model/state";

/** States that prove a deployment, so that a refresh that reads NORUN after them sees that it is gone. */
const PROOF_OF_DEPLOYMENT: readonly string[] = ["RUN", "WAIT", "PAUSE"];

/** Whether a state on record and the one that is read now say that the task was undeployed meanwhile. */
export function wasUndeployed(recorded: string, now: string | undefined): boolean {
  return now === "NORUN" && PROOF_OF_DEPLOYMENT.includes(recorded);
}

const UP = "leave the resource in the program and run `pulumi up --refresh`";
const NOT_SEEN = "a plain `pulumi up` does not see the change";

function howToRestore(
  { desiredState, liveState }: DISyncTaskState,
  { live, isUnread, isStopRequested }: Instance,
  isUndeployed: boolean,
): string {
  // Where it cannot be read, or still says what it was, it is what an undeployment leaves.
  const now = isUnread || isDeployed(live.state) ? "NORUN" : live.state;
  const byRefresh =
    desiredState === "running" ||
    // Without a state, too, a refresh finds the deployment gone.
    (desiredState === "stopped" && (now === undefined || wasUndeployed(liveState, now)));
  const undone = [...(isUndeployed ? ["deploy"] : []), ...(isStopRequested ? ["start"] : [])];
  return byRefresh ? `${UP} (${NOT_SEEN})` : `${undone.join(" and ")} it again in Operation Center`;
}

/** What has become of the task, up to the words that say how to put it back. */
function whatIsLeft({ live, isUnread }: Instance, isUndeployed: boolean): string {
  if (!isUndeployed) {
    return "The task was asked to stop. To keep it after all, ";
  }
  return !isUnread && isDeployed(live.state)
    ? "The task is being undeployed. To keep it after all, wait until that is done, then "
    : "The task is undeployed now. To keep it after all, ";
}

/**
 * What a delete that was refused on the way has left, and what puts the task back to what its program wants; empty where there is nothing
 * to put back.
 */
export function restoreAdvice(
  state: DISyncTaskState,
  instance: Instance,
  isUndeployed: boolean,
): string {
  const { isStopRequested } = instance;
  const { desiredState } = state;
  const isAsWanted = desiredState === "undeployed" || (desiredState === "stopped" && !isUndeployed);
  if (isAsWanted || (!isStopRequested && !isUndeployed)) {
    return "";
  }
  return whatIsLeft(instance, isUndeployed) + howToRestore(state, instance, isUndeployed);
}
