import { isInvalidTask } from "../../api/errors";
import type { DataWorksApi } from "../../api/operations";
import type { TaskRef } from "../../api/task";

/** The run states that GetDISyncInstanceInfo documents; it may say others. */
export type KnownLiveState = "NORUN" | "WAIT" | "RUN" | "KILLING" | "PAUSE";

/** What a state means for a wait. */
export type Verdict =
  | "success"
  | "retry"
  /** A failure, unless the service has just not caught up yet: only the third in a row counts. */
  | "suspect";

interface StateMeaning {
  /** Nothing runs and nothing is on its way to run or stop. */
  readonly isSettled: boolean;
  /** A stop has to be asked for before the task can be undeployed. */
  readonly needsStop: boolean;
  readonly untilStopped: Verdict;
  readonly untilRunning: Verdict;
}

/** Meanings assumed from the words, since the documentation only lists them. */
const MEANINGS: Readonly<Record<KnownLiveState, StateMeaning>> = {
  NORUN: { isSettled: true, needsStop: false, untilStopped: "success", untilRunning: "retry" },
  PAUSE: { isSettled: true, needsStop: false, untilStopped: "success", untilRunning: "suspect" },
  KILLING: { isSettled: false, needsStop: false, untilStopped: "retry", untilRunning: "retry" },
  RUN: { isSettled: false, needsStop: true, untilStopped: "retry", untilRunning: "success" },
  WAIT: { isSettled: false, needsStop: true, untilStopped: "retry", untilRunning: "retry" },
};

/** A word we do not know may mean anything, so it is stopped; a wait for the stop does not hang on it. */
const UNKNOWN_WORD: StateMeaning = {
  isSettled: false,
  needsStop: true,
  untilStopped: "success",
  untilRunning: "retry",
};

/** Where there is no instance there is nothing to stop. */
const NO_STATE: StateMeaning = {
  isSettled: true,
  needsStop: false,
  untilStopped: "success",
  untilRunning: "retry",
};

function isKnown(state: string): state is KnownLiveState {
  return Object.hasOwn(MEANINGS, state);
}

export function meaningOf(state: string | undefined): StateMeaning {
  if (state === undefined) {
    return NO_STATE;
  }
  return isKnown(state) ? MEANINGS[state] : UNKNOWN_WORD;
}

/** What the steps of create and update, and the comparison with the wish, make of a state. */
export type LiveClass =
  /** `RUN`, `WAIT` */
  | "running"
  /** `KILLING` */
  | "stopping"
  /** `PAUSE`, and `NORUN` of a task that this provider deployed */
  | "stopped"
  /** no state, and `NORUN` of a task that it did not deploy */
  | "undeployed"
  /** any other word */
  | "unknown";

const CLASSES: Readonly<Record<KnownLiveState, LiveClass>> = {
  RUN: "running",
  WAIT: "running",
  KILLING: "stopping",
  PAUSE: "stopped",
  NORUN: "undeployed",
};

/** @param deployed what this provider last did: `NORUN` alone proves nothing. */
export function classOf(state: string | undefined, deployed: boolean): LiveClass {
  if (state === undefined) {
    return "undeployed";
  }
  if (state === "NORUN" && deployed) {
    return "stopped";
  }
  return isKnown(state) ? CLASSES[state] : "unknown";
}

export interface LiveTask {
  /** The service's own word; absent where it gave no state: never deployed, gone, or the look-up failed. */
  readonly state?: string;
  readonly name?: string;
  /** What the service says about the state. */
  readonly message?: string;
}

/** Words of GetDISyncInstanceInfo that are an outcome and not a run state. */
const OUTCOMES: ReadonlySet<string> = new Set(["success", "fail"]);

/** Reads the run state. "There is none" is an answer; everything else that is no answer is thrown. */
export async function readLiveTask(api: DataWorksApi, task: TaskRef): Promise<LiveTask> {
  try {
    const { status, ...rest } = await api.getDISyncInstanceInfo(task);
    const hasState = status !== undefined && !OUTCOMES.has(status.toLowerCase());
    return { ...rest, ...(hasState && { state: status }) };
  } catch (error) {
    if (isInvalidTask(error)) {
      return {};
    }
    throw error;
  }
}

/** Whether a word says that something runs, stops, or does what nobody knows; no word says nothing. */
export function isAlive(state: string | undefined): boolean {
  return !meaningOf(state).isSettled;
}

/** The state in words, for messages and outputs. */
export function stateText(state: string | undefined): string {
  return state ?? "none";
}

/**
 * Whether a state proves a deployment. `NORUN` proves nothing, since a task that was never deployed may say it too, and neither does a
 * word that nobody knows.
 */
export function isDeployed(state: string | undefined): boolean {
  return ["running", "stopping", "stopped"].includes(classOf(state, false));
}

/** States that prove a deployment, so that a refresh that reads NORUN after them sees that it is gone. */
const PROOF_OF_DEPLOYMENT: readonly string[] = ["RUN", "WAIT", "PAUSE"];

/** Whether a state on record and the one that is read now say that the task was undeployed meanwhile. */
export function wasUndeployed(recorded: string, now: string | undefined): boolean {
  return now === "NORUN" && PROOF_OF_DEPLOYMENT.includes(recorded);
}
