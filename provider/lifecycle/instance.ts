import { isBusinessRefusal } from "../api/errors";
import type { DataWorksApi, TaskRef } from "../api/data-works";
import type { Clock } from "../clock";
import { endpointOf, type LifecycleContext } from "./context";
import { messageOf } from "./errors";
import type { DISyncTaskInputs } from "./inputs";
import { meaningOf, readLiveTask, stateText, type LiveTask, type Verdict } from "./live-state";
import { waitUntil } from "./wait";

/** The running side of one task during one operation: how to reach it, and what was last seen of it. */
export interface Instance {
  readonly api: DataWorksApi;
  readonly task: TaskRef;
  readonly taskName: string;
  readonly deadlineMs: number;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** The last state that was read. */
  live: LiveTask;
  /** Whether a state other than stopped or none was ever seen. */
  wasSeenAlive: boolean;
  /** What this operation did so far, in words. */
  readonly done: string[];
}

/** Opens the way to a task; nothing is read of it yet. */
export function openInstance(
  context: LifecycleContext,
  { region, taskName }: Pick<DISyncTaskInputs, "region" | "taskName">,
  task: TaskRef,
  deadlineMs: number,
): Instance {
  const { clock, log } = context;
  const api = context.connect(endpointOf(context, region), deadlineMs);
  return { api, task, taskName, deadlineMs, clock, log, live: {}, wasSeenAlive: false, done: [] };
}

/** Records what was seen. */
export function note(instance: Instance, live: LiveTask): LiveTask {
  instance.live = live;
  instance.wasSeenAlive ||= !meaningOf(live.state).isSettled;
  return live;
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
    instance.done.push("stop asked for");
    return true;
  } catch (error) {
    const { state } = await look(instance);
    if (state === "RUN" || state === "WAIT") {
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
 * the two apart.
 * @throws every other failure.
 */
export async function undeploy(instance: Instance): Promise<string | undefined> {
  try {
    await instance.api.terminateDISyncInstance(instance.task);
    instance.done.push("undeployed");
    return undefined;
  } catch (error) {
    if (!isBusinessRefusal(error)) {
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
  const verdictOf = (state: string | undefined) => meaningOf(state).untilStopped;
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
