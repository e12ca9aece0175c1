import type { Quirks } from "../quirks";

/** What runs, or could run, in production: separate from the file, which may be deleted first. */
export interface Instance {
  /** Version of the file that is deployed. */
  deployedVersion: number | null;
  /** One of NORUN, WAIT, RUN, KILLING, PAUSE, or any value set in the console. */
  runState: string;
  startParam: string | null;
  /** Name of the file at the last deployment. */
  deployedName: string | null;
  pendingDeploy: { readonly version: number; readonly dueAtMs: number } | null;
  /** When an accepted undeployment takes effect. */
  undeployedAtMs: number | null;
  /** The state that follows automatically. */
  pendingState: { readonly state: string; readonly dueAtMs: number } | null;
}

/** Time and behaviour at the moment of a call. */
export interface Moment {
  readonly nowMs: number;
  readonly quirks: Quirks;
}

/** Why a call is refused, as text to append to the file id; `undefined` when it is done. */
type Outcome = string | undefined;

// Assumed: all texts below. The API reference shows only the message for an unknown id.
const NOT_DEPLOYED = "is not deployed.";
const RUNNING = "is running, stop it first.";
const ALREADY_RUNNING = "is already running.";
const BEING_STOPPED = "is being stopped.";
const NOT_RUNNING = "is not running.";
const DEPLOYED = "is deployed, undeploy it first.";

/** What WAIT turns into. */
const START_OUTCOMES = { run: "RUN", pause: "PAUSE", failed: "FAILED" } as const;

export function newInstance(): Instance {
  return {
    deployedVersion: null,
    runState: "NORUN",
    startParam: null,
    deployedName: null,
    pendingDeploy: null,
    undeployedAtMs: null,
    pendingState: null,
  };
}

/** Assumed: a state outside the documented five counts as running, so that only a stop ends it. */
function isStopped({ runState }: Instance): boolean {
  return runState === "NORUN" || runState === "PAUSE";
}

/** Whether the instance still exists in production when its file is gone. */
export function isAlive(instance: Instance): boolean {
  return instance.deployedVersion !== null || instance.runState !== "NORUN";
}

/** Applies all changes that are due by now. */
export function settle(instance: Instance, { nowMs, quirks }: Moment): void {
  const { pendingDeploy, pendingState, undeployedAtMs } = instance;
  if (undeployedAtMs !== null && undeployedAtMs <= nowMs) {
    Object.assign(instance, newInstance());
    return;
  }
  if (pendingDeploy !== null && pendingDeploy.dueAtMs <= nowMs) {
    instance.deployedVersion = pendingDeploy.version;
    instance.pendingDeploy = null;
  }
  const isStuck = instance.runState === "KILLING" && quirks.stopNeverEnds;
  if (pendingState !== null && pendingState.dueAtMs <= nowMs && !isStuck) {
    instance.runState = pendingState.state;
    instance.pendingState = null;
  }
}

export function deploy(
  instance: Instance,
  { version, name }: { readonly version: number; readonly name: string },
  moment: Moment,
): void {
  instance.deployedName = name;
  instance.pendingDeploy = { version, dueAtMs: moment.nowMs + moment.quirks.deployDelayMs };
  settle(instance, moment);
}

export function start(
  instance: Instance,
  version: number,
  startParam: string | null,
  moment: Moment,
): Outcome {
  const { nowMs, quirks } = moment;
  if (instance.deployedVersion === null) {
    if (quirks.startUndeployed === "fail") {
      return NOT_DEPLOYED;
    }
    instance.deployedVersion = version;
  }
  if (instance.runState === "RUN" || instance.runState === "WAIT") {
    return quirks.startRunning === "fail" ? ALREADY_RUNNING : undefined;
  }
  if (instance.runState === "KILLING") {
    return BEING_STOPPED; // assumed: the API reference is silent on a start during a stop
  }
  instance.runState = "WAIT";
  instance.startParam = startParam;
  instance.pendingState = {
    state: START_OUTCOMES[quirks.startOutcome],
    dueAtMs: nowMs + quirks.startDelayMs,
  };
  settle(instance, moment);
  return undefined;
}

export function stop(instance: Instance, moment: Moment): Outcome {
  const { nowMs, quirks } = moment;
  if (isStopped(instance)) {
    return quirks.stopStopped === "fail" ? NOT_RUNNING : undefined;
  }
  if (instance.runState === "KILLING" && instance.pendingState !== null) {
    return undefined; // assumed: a second stop changes nothing
  }
  instance.runState = "KILLING";
  instance.pendingState = { state: "PAUSE", dueAtMs: nowMs + quirks.stopDelayMs };
  settle(instance, moment);
  return undefined;
}

export function undeploy(instance: Instance, moment: Moment): Outcome {
  const { nowMs, quirks } = moment;
  if (!isStopped(instance) && quirks.terminateRunning === "fail") {
    return RUNNING;
  }
  if (!isAlive(instance) && instance.pendingDeploy === null) {
    return NOT_DEPLOYED; // assumed: the API reference is silent on a task that is not deployed
  }
  instance.undeployedAtMs ??= nowMs + quirks.terminateDelayMs;
  settle(instance, moment);
  return undefined;
}

/** What deleting the file does to its instance. */
export function remove(instance: Instance, { quirks }: Moment): Outcome {
  if (!isStopped(instance)) {
    if (quirks.deleteRunning === "fail") {
      return RUNNING;
    }
    if (quirks.deleteRunning === "orphan") {
      return undefined;
    }
  } else if (instance.deployedVersion !== null && quirks.deleteDeployed === "fail") {
    return DEPLOYED;
  }
  Object.assign(instance, newInstance());
  return undefined;
}
