import type { DesiredState } from "../model/inputs";
import type { Verdict } from "./wait";

/** What a state means for the steps of create and update, and for the comparison with the desired state. */
export type LiveClass =
  | "running"
  | "stopping"
  | "stopped"
  | "undeployed"
  /** a state that is not recognised */
  | "unknown";

/** Everything that depends on the service's word for a run state. */
export interface StateMeaning {
  readonly liveClass: LiveClass;
  /** The desired state that it counts as in a refresh; absent where it cannot be compared. */
  readonly asDesired?: DesiredState;
  /** Nothing runs, and nothing is starting or stopping. */
  readonly isSettled: boolean;
  /** A stop has to be requested before the task can be undeployed. */
  readonly needsStop: boolean;
  readonly untilStopped: Verdict;
  readonly untilRunning: Verdict;
  /** Only a deployed task can be in it. */
  readonly isDeployed: boolean;
  /** `NORUN` after it means that the task was undeployed meanwhile, because a stop alone leads to another state. */
  readonly norunMeansUndeployed: boolean;
}

/** The states that GetDISyncInstanceInfo documents; it may return others. Their meanings are assumed, since it only lists them. */
const MEANINGS = {
  NORUN: {
    liveClass: "undeployed",
    asDesired: "undeployed",
    isSettled: true,
    needsStop: false,
    untilStopped: "success",
    untilRunning: "retry",
    // A task that was never deployed may be in it too.
    isDeployed: false,
    norunMeansUndeployed: false,
  },
  WAIT: {
    liveClass: "running",
    asDesired: "running",
    isSettled: false,
    needsStop: true,
    untilStopped: "retry",
    untilRunning: "retry",
    isDeployed: true,
    norunMeansUndeployed: true,
  },
  RUN: {
    liveClass: "running",
    asDesired: "running",
    isSettled: false,
    needsStop: true,
    untilStopped: "retry",
    untilRunning: "success",
    isDeployed: true,
    norunMeansUndeployed: true,
  },
  KILLING: {
    liveClass: "stopping",
    asDesired: "stopped",
    isSettled: false,
    needsStop: false,
    untilStopped: "retry",
    untilRunning: "retry",
    isDeployed: true,
    norunMeansUndeployed: false,
  },
  PAUSE: {
    liveClass: "stopped",
    asDesired: "stopped",
    isSettled: true,
    needsStop: false,
    untilStopped: "success",
    untilRunning: "suspect",
    isDeployed: true,
    norunMeansUndeployed: true,
  },
} as const satisfies Readonly<Record<string, StateMeaning>>;

/** `NORUN` of a task that this provider deployed. */
const NORUN_DEPLOYED: StateMeaning = {
  ...MEANINGS.NORUN,
  liveClass: "stopped",
  asDesired: "stopped",
};

/** Where there is no instance there is nothing to stop. */
const NO_STATE: StateMeaning = {
  liveClass: "undeployed",
  asDesired: "undeployed",
  isSettled: true,
  needsStop: false,
  untilStopped: "success",
  untilRunning: "retry",
  isDeployed: false,
  norunMeansUndeployed: false,
};

/** An unrecognised state may mean anything, so the task is stopped; a wait for the stop does not depend on it. */
const UNKNOWN_WORD: StateMeaning = {
  liveClass: "unknown",
  isSettled: false,
  needsStop: true,
  untilStopped: "success",
  untilRunning: "retry",
  isDeployed: false,
  norunMeansUndeployed: false,
};

type KnownState = keyof typeof MEANINGS;

/** Every word of the table, in its order. */
export const KNOWN_STATES = Object.keys(MEANINGS) as readonly KnownState[];

/** What an undeployment leaves. */
export const UNDEPLOYED_STATE: KnownState = "NORUN";

function isKnown(state: string): state is KnownState {
  return Object.hasOwn(MEANINGS, state);
}

/**
 * @param state the service's own word
 * @param deployed what this provider last did: `NORUN` alone proves nothing.
 */
export function meaningOf(state: string | undefined, deployed = false): StateMeaning {
  if (state === undefined) {
    return NO_STATE;
  }
  if (state === UNDEPLOYED_STATE && deployed) {
    return NORUN_DEPLOYED;
  }
  return isKnown(state) ? MEANINGS[state] : UNKNOWN_WORD;
}

/** @param deployed what this provider last did */
export function classOf(state: string | undefined, deployed: boolean): LiveClass {
  return meaningOf(state, deployed).liveClass;
}

/** Whether a state means that something runs, is stopping, or is unrecognised; without a state nothing does. */
export function isAlive(state: string | undefined): boolean {
  return !meaningOf(state).isSettled;
}

/** Whether a state proves a deployment. An unrecognised one does not. */
export function isDeployed(state: string | undefined): boolean {
  return meaningOf(state).isDeployed;
}

/** Whether a state means that a deployed task is at rest. It stays so while an undeployment is in progress, and where that was refused. */
export function isDeployedAtRest(state: string | undefined): boolean {
  const { isDeployed: isProof, isSettled } = meaningOf(state);
  return isProof && isSettled;
}

/** Whether the recorded state and the one read now prove that the task was undeployed meanwhile. */
export function wasUndeployed(recorded: string, now: string | undefined): boolean {
  return now === UNDEPLOYED_STATE && meaningOf(recorded).norunMeansUndeployed;
}

/** The state for messages and outputs. */
export function stateText(state: string | undefined): string {
  return state ?? "none";
}
