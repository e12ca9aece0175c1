import { isInvalidTask, isOutcomeUnknown } from "../../api/errors";
import { messageOf } from "../report/errors";
import { classOf, meaningOf, stateText } from "./live-state";
import { isStateHidden, observe, type TaskSession } from "./task-session";
import { waitUntil, type Verdict } from "./wait";

/**
 * Requests a stop. Where that fails, the live state decides whether the stop is still needed.
 *
 * @returns whether there is anything to wait for.
 * @throws the error of StopDISyncInstance, where the task still runs.
 */
export async function requestStop(session: TaskSession): Promise<boolean> {
  try {
    await session.api.stopDISyncInstance(session.task);
    session.isStopRequested = true;
    session.done.push("stop requested");
    return true;
  } catch (error) {
    session.isStopRequested ||= isOutcomeUnknown(error);
    const { state } = await observe(session);
    if (classOf(state, false) === "running" || isStateHidden(session)) {
      throw error;
    }
    session.done.push(`stop refused (${messageOf(error)}), its state is ${stateText(state)}`);
    return meaningOf(state).untilStopped !== "success";
  }
}

/**
 * Takes the task out of production.
 *
 * @returns the service's message where it refused: a task that was never deployed cannot be undeployed, and no documented field
 * distinguishes the two. Assumed: the gateway's 400 for an invalid task means the same, since the API reference does not say which one occurs.
 * @throws every other failure.
 */
export async function undeploy({ api, task, done }: TaskSession): Promise<string | undefined> {
  try {
    await api.terminateDISyncInstance(task);
    done.push("undeployed");
    return undefined;
  } catch (error) {
    if (!isInvalidTask(error)) {
      throw error;
    }
    done.push(`undeploy refused ("${error.details.serviceMessage}")`);
    return error.details.serviceMessage;
  }
}

interface InstanceWait {
  readonly verdictOf: (state: string | undefined) => Verdict;
  /** What the task is to do: the `to stop` of `task "orders" to stop`. */
  readonly goal: string;
  /** What was reached, for messages. */
  readonly reachedText: (state: string | undefined) => string;
  readonly step: string;
  readonly advice: string;
}

async function waitFor(session: TaskSession, wait: InstanceWait): Promise<void> {
  const { context, inputs, deadlineMs, done } = session;
  const live = await waitUntil(
    () => observe(session),
    {
      verdictOf: ({ state }) => wait.verdictOf(state),
      wordOf: ({ state }) => stateText(state),
      messageOf: ({ message }) => message,
    },
    {
      what: `task "${inputs.taskName}" ${wait.goal}`,
      step: wait.step,
      deadlineMs,
      advice: wait.advice,
      clock: context.clock,
      log: context.log,
    },
  );
  done.push(`${wait.reachedText(live.state)} (${stateText(live.state)})`);
}

export function waitUntilStopped(
  session: TaskSession,
  step: string,
  advice: string,
): Promise<void> {
  const verdictOf = (state: string | undefined) =>
    isStateHidden(session) ? "suspect" : meaningOf(state).untilStopped;
  // An unrecognised state does not prove a stop.
  const reachedText = (state: string | undefined) =>
    meaningOf(state).isSettled ? "stopped" : "stop awaited";
  return waitFor(session, { verdictOf, goal: "to stop", reachedText, step, advice });
}

export function waitUntilRunning(
  session: TaskSession,
  step: string,
  advice: string,
): Promise<void> {
  const verdictOf = (state: string | undefined) => meaningOf(state).untilRunning;
  const reachedText = () => "running";
  return waitFor(session, { verdictOf, goal: "to run", reachedText, step, advice });
}
