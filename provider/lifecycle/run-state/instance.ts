import { isInvalidTask, isOutage } from "../../api/errors";
import type { DataWorksApi, TaskRef } from "../../api/data-works";
import type { Clock } from "../../clock";
import { type LifecycleContext } from "../session/context";
import { endpointOf } from "../session/endpoint";
import { messageOf } from "../report/errors";
import type { DISyncTaskInputs } from "../model/inputs";
import {
  isAlive,
  meaningOf,
  readLiveTask,
  stateText,
  type LiveTask,
  type Verdict,
} from "./live-state";
import { waitUntil } from "./wait";

/** The running side of one task during one operation: how to reach it, and what was last seen of it. */
export interface Instance {
  readonly api: DataWorksApi;
  readonly task: TaskRef;
  readonly taskName: string;
  readonly deadlineMs: number;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** What was read last. */
  live: LiveTask;
  /** The state could not be read since: `live` is older than what was done. */
  isUnread: boolean;
  /** The last state that there was: on record, or seen. */
  lastState?: string;
  /** Whether a state other than stopped or none was ever seen. */
  wasSeenAlive: boolean;
  /** Whether this operation's stop was accepted, or may have been. */
  isStopRequested: boolean;
  /** What this operation did so far, in words. */
  readonly done: string[];
}

/**
 * Opens the way to a task; nothing is read of it yet.
 *
 * @param recorded the state on record, empty where there is none
 */
export function openInstance(
  context: LifecycleContext,
  {
    region,
    taskName,
    liveState: recorded = "",
  }: Pick<DISyncTaskInputs, "region" | "taskName"> & { readonly liveState?: string },
  task: TaskRef,
  deadlineMs: number,
): Instance {
  const { clock, log } = context;
  const api = context.connect(endpointOf(context, region), deadlineMs);
  return {
    api,
    task,
    taskName,
    deadlineMs,
    clock,
    log,
    live: {},
    isUnread: false,
    ...(recorded !== "" && { lastState: recorded }),
    wasSeenAlive: false,
    isStopRequested: false,
    done: [],
  };
}

/** Records what was seen. */
export function note(instance: Instance, live: LiveTask): LiveTask {
  instance.live = live;
  instance.isUnread = false;
  instance.wasSeenAlive ||= isAlive(live.state);
  if (live.state !== undefined) {
    instance.lastState = live.state;
  }
  return live;
}

/** Whether no state is to be had of a task that was last seen alive: that it stopped is not said by that. */
export function isStateHidden({ live, lastState }: Instance): boolean {
  return live.state === undefined && isAlive(lastState);
}

/** The live state in words, for messages. */
export function liveText({ live, isUnread, lastState }: Instance): string {
  if (!isUnread) {
    return stateText(live.state);
  }
  return lastState === undefined
    ? "not readable now"
    : `not readable now, last seen as ${lastState}`;
}

/** Reads the state now. */
export async function look(instance: Instance): Promise<LiveTask> {
  return note(instance, await readLiveTask(instance.api, instance.task));
}

/**
 * Asks for a stop. Whatever the answer to it is, the live state decides whether the stop is still needed.
 *
 * @returns whether there is anything to wait for.
 * @throws what StopDISyncInstance threw, where the task still runs.
 */
export async function requestStop(instance: Instance): Promise<boolean> {
  try {
    await instance.api.stopDISyncInstance(instance.task);
    instance.isStopRequested = true;
    instance.done.push("stop requested");
    return true;
  } catch (error) {
    instance.isStopRequested ||= isOutage(error);
    const { state } = await look(instance);
    if (state === "RUN" || state === "WAIT" || isStateHidden(instance)) {
      throw error;
    }
    instance.done.push(`stop refused (${messageOf(error)}), its state is ${stateText(state)}`);
    return meaningOf(state).untilStopped !== "success";
  }
}

/**
 * Takes the task out of production.
 *
 * @returns the service's words where it refused: a task that was never deployed cannot be undeployed, and no documented field tells
 * the two apart. Assumed: the gateway's 400 for an invalid task means the same, since no page says which of the two comes.
 * @throws every other failure.
 */
export async function undeploy(instance: Instance): Promise<string | undefined> {
  try {
    await instance.api.terminateDISyncInstance(instance.task);
    instance.done.push("undeployed");
    return undefined;
  } catch (error) {
    if (!isInvalidTask(error)) {
      throw error;
    }
    instance.done.push(`undeploy refused ("${error.details.serviceMessage}")`);
    return error.details.serviceMessage;
  }
}

interface InstanceWait {
  readonly verdictOf: (state: string | undefined) => Verdict;
  /** What the task is to do, as in `task "orders" to stop`. */
  readonly goal: string;
  /** What was reached, in words. */
  readonly reachedText: (state: string | undefined) => string;
  readonly step: string;
  readonly advice: string;
}

async function waitFor(instance: Instance, wait: InstanceWait): Promise<void> {
  const live = await waitUntil(
    () => look(instance),
    {
      verdictOf: ({ state }) => wait.verdictOf(state),
      wordOf: ({ state }) => stateText(state),
      messageOf: ({ message }) => message,
    },
    {
      what: `task "${instance.taskName}" ${wait.goal}`,
      step: wait.step,
      deadlineMs: instance.deadlineMs,
      advice: wait.advice,
      clock: instance.clock,
      log: instance.log,
    },
  );
  instance.done.push(`${wait.reachedText(live.state)} (${stateText(live.state)})`);
}

export function waitUntilStopped(instance: Instance, step: string, advice: string): Promise<void> {
  const verdictOf = (state: string | undefined) =>
    isStateHidden(instance) ? "suspect" : meaningOf(state).untilStopped;
  // Of a word that nobody knows it cannot be said that it means a stop.
  const reachedText = (state: string | undefined) =>
    meaningOf(state).isSettled ? "stopped" : "stop awaited";
  return waitFor(instance, { verdictOf, goal: "to stop", reachedText, step, advice });
}

export function waitUntilRunning(instance: Instance, step: string, advice: string): Promise<void> {
  const verdictOf = (state: string | undefined) => meaningOf(state).untilRunning;
  const reachedText = () => "running";
  return waitFor(instance, { verdictOf, goal: "to run", reachedText, step, advice });
}
