import { isDeployed, UNDEPLOYED_STATE, wasUndeployed } from "../run-state/live-state";
import type { Removal } from "./removal";

const UP = "leave the resource in the program and run `pulumi up --refresh`";
const NOT_SEEN = "a plain `pulumi up` does not see the change";

function howToRestore({
  state: { desiredState, liveState },
  live,
  isUnread,
  isStopRequested,
  isUndeployed,
}: Removal): string {
  // Where it cannot be read, or has not changed yet, it is taken to be what an undeployment leaves.
  const now = isUnread || isDeployed(live.state) ? UNDEPLOYED_STATE : live.state;
  const byRefresh =
    desiredState === "running" ||
    // A refresh also finds the deployment gone where there is no state.
    (desiredState === "stopped" && (now === undefined || wasUndeployed(liveState, now)));
  const undone = [...(isUndeployed ? ["deploy"] : []), ...(isStopRequested ? ["start"] : [])];
  return byRefresh ? `${UP} (${NOT_SEEN})` : `${undone.join(" and ")} it again in Operation Center`;
}

/** What happened to the task, up to the instructions that restore it. */
function whatIsLeft({ live, isUnread, isUndeployed }: Removal): string {
  if (!isUndeployed) {
    return "The task was asked to stop. To keep it after all, ";
  }
  return !isUnread && isDeployed(live.state)
    ? "The task is being undeployed. To keep it after all, wait until that is done, then "
    : "The task is undeployed now. To keep it after all, ";
}

/**
 * What a delete that failed midway has left, and how to bring the task back to its program's desired state; empty where there is nothing
 * to restore.
 */
export function restoreAdvice(removal: Removal): string {
  const { isStopRequested, isUndeployed } = removal;
  const { desiredState } = removal.state;
  const isAsWanted = desiredState === "undeployed" || (desiredState === "stopped" && !isUndeployed);
  if (isAsWanted || (!isStopRequested && !isUndeployed)) {
    return "";
  }
  return whatIsLeft(removal) + howToRestore(removal);
}
