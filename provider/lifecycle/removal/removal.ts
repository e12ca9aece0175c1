import { formatDuration } from "../../duration";
import { SETTINGS } from "../../settings";
import type { OwnedRemoval } from "../identity/ownership";
import type { DISyncTaskState } from "../model/state";
import { describeTask } from "../report/describe-task";
import { WaitError } from "../report/errors";
import { stepText } from "../run-state/run-steps";
import type { TaskSession } from "../run-state/task-session";

/** The steps of a delete in order; each may already have been done. */
const STEPS = ["stop", "wait for the stop", "undeploy", "delete", "confirm"] as const;
type Step = (typeof STEPS)[number];

export function placeOf(step: Step): string {
  return stepText(STEPS.indexOf(step) + 1, STEPS.length, step);
}

export const TIME_ADVICE =
  `Give it more time: raise customTimeouts.delete and run \`pulumi up\`, or set ${SETTINGS.deleteTimeout.variable} (for example 60m); ` +
  "then run `pulumi destroy` again, it resumes from here";

/** One delete in progress: what it knows, and what it has already done. */
export interface Removal extends TaskSession {
  readonly id: string;
  readonly state: DISyncTaskState;
  readonly ownership: OwnedRemoval;
  readonly budgetMs: number;
  isUndeployed: boolean;
  /** Whether the service reported the deletion of the file as a success. */
  isFileDeleted: boolean;
  /** The service's message, where it refused to undeploy. */
  undeployRefusal?: string;
  /** Whether a DeleteDISyncTask of this delete received no response. */
  lostAnswer: boolean;
}

export function attemptedDelete(state: DISyncTaskState): string {
  return `Cannot delete ${describeTask(state, state.fileId)}`;
}

/** Called before each step that writes: there must be time for it, and the task must still belong to this entry. */
export function requireTimeAndOwner(
  { context, deadlineMs, budgetMs, ownership }: Removal,
  step: Step,
): void {
  ownership.requireOwner();
  if (context.clock.nowMs() >= deadlineMs) {
    throw new WaitError(
      `${placeOf(step)} was not started: the ${formatDuration(budgetMs)} for one delete are used up`,
      TIME_ADVICE,
    );
  }
}
