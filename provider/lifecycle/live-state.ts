import { isInvalidTask } from "../api/errors";
import type { DataWorksApi, TaskRef } from "../api/data-works";

/** The run states that GetDISyncInstanceInfo documents; it may say others. */
export type KnownLiveState = "NORUN" | "WAIT" | "RUN" | "KILLING" | "PAUSE";

interface StateMeaning {
  /** Nothing runs and nothing is on its way to run or stop. */
  readonly isSettled: boolean;
  /** A stop has to be asked for before the task can be undeployed. */
  readonly needsStop: boolean;
  /** The instance is not yet stopped: a wait for the stop goes on. */
  readonly isStopping: boolean;
}

/** Meanings assumed from the words, since the documentation only lists them. */
const MEANINGS: Readonly<Record<KnownLiveState, StateMeaning>> = {
  NORUN: { isSettled: true, needsStop: false, isStopping: false },
  PAUSE: { isSettled: true, needsStop: false, isStopping: false },
  KILLING: { isSettled: false, needsStop: false, isStopping: true },
  RUN: { isSettled: false, needsStop: true, isStopping: true },
  WAIT: { isSettled: false, needsStop: true, isStopping: true },
};

/** A word we do not know may mean anything, so it is stopped; a wait does not hang on it. */
const UNKNOWN_WORD: StateMeaning = { isSettled: false, needsStop: true, isStopping: false };

/** Where there is no instance there is nothing to stop. */
const NO_STATE: StateMeaning = { isSettled: true, needsStop: false, isStopping: false };

export function meaningOf(state: string | undefined): StateMeaning {
  if (state === undefined) {
    return NO_STATE;
  }
  return Object.hasOwn(MEANINGS, state) ? MEANINGS[state as KnownLiveState] : UNKNOWN_WORD;
}

export interface LiveTask {
  /** The service's own word; absent where it gave no state: never deployed, gone, or the look-up failed. */
  readonly state?: string;
  readonly name?: string;
}

/** Words of GetDISyncInstanceInfo that are an outcome and not a run state. */
const OUTCOMES: ReadonlySet<string> = new Set(["success", "fail"]);

/** Reads the run state. "There is none" is an answer; everything else that is no answer is thrown. */
export async function readLiveTask(api: DataWorksApi, task: TaskRef): Promise<LiveTask> {
  try {
    const { status, name } = await api.getDISyncInstanceInfo(task);
    const hasState = status !== undefined && !OUTCOMES.has(status.toLowerCase());
    return { ...(hasState && { state: status }), ...(name !== undefined && { name }) };
  } catch (error) {
    if (isInvalidTask(error)) {
      return {};
    }
    throw error;
  }
}

/** The state in words, for messages and outputs. */
export function stateText(state: string | undefined): string {
  return state ?? "none";
}

/** Whether a state proves a deployment. `NORUN` proves nothing: a task that was never deployed may say it too. */
export function isDeployed(state: string | undefined): boolean {
  return state !== undefined && state !== "NORUN";
}
