import { isBusinessRefusal, isInvalidTask, isOutage } from "../api/errors";
import type { DataWorksApi, TaskRef } from "../api/data-works";
import { fullJitterMs } from "../api/retry";
import { formatDuration } from "../duration";
import { SETTINGS } from "../settings";
import { adviceFor } from "./advice";
import {
  describeTask,
  endpointOf,
  requireSameKindOfEndpoint,
  timeoutMs,
  type LifecycleContext,
} from "./context";
import { LifecycleError, lines, messageOf, sentences, WaitError } from "./errors";
import { readIdentity, requireRecordedName } from "./identity";
import { meaningOf, readLiveTask, stateText, type LiveTask } from "./live-state";
import { releaseName } from "./name-claim";
import { rememberDeleted } from "./name-lookup";
import { findPresence, isFileGone, type Presence } from "./presence";
import { parseTaskId, type DISyncTaskState } from "./state";
import { waitUntil } from "./wait";

/** The steps of a delete in their order; each may find its work already done. */
const STEPS = ["stop", "wait for the stop", "undeploy", "delete", "confirm"] as const;
type Step = (typeof STEPS)[number];

function stepText(step: Step): string {
  return `step ${STEPS.indexOf(step) + 1} of ${STEPS.length} (${step})`;
}

/** How long a confirm looks for a file that is still there. */
const CONFIRM_MS = 60_000;
/** A confirm is tried even where the delete itself used up the time. */
const LEAST_CONFIRM_MS = 5_000;

const TIME_ADVICE =
  `Give it more time: raise customTimeouts.delete and run \`pulumi up\`, or set ${SETTINGS.deleteTimeout.variable} (for example 60m); ` +
  "then run `pulumi destroy` again, it goes on from here";

/** One delete under way: what it knows, and what it has already done. */
interface Removal {
  readonly context: LifecycleContext;
  readonly api: DataWorksApi;
  readonly state: DISyncTaskState;
  readonly task: TaskRef;
  readonly deadlineMs: number;
  readonly timeoutMs: number;
  /** The last run state that was read. */
  live: LiveTask;
  /** Whether a state other than stopped or none was ever seen. */
  sawLiveInstance: boolean;
  isUndeployed: boolean;
  /** The service's words, where it refused to undeploy. */
  undeployRefusal?: string;
  /** Whether a DeleteDISyncTask of this delete got no answer. */
  lostAnswer: boolean;
  readonly done: string[];
}

function note(removal: Removal, live: LiveTask): void {
  removal.live = live;
  removal.sawLiveInstance ||= !meaningOf(live.state).isSettled;
}

/** The one form of every failed delete: what was tried, on what, what came back, what was done, what to do. */
function refusal(removal: Removal, cause: unknown, advice: string): LifecycleError {
  const { state, task, live, done } = removal;
  return new LifecycleError(
    lines(
      sentences(`Cannot delete ${describeTask(state, task.fileId)}: ${messageOf(cause)}`),
      sentences(
        `Live state: ${stateText(live.state)}`,
        `Done so far: ${done.length === 0 ? "nothing" : done.join("; ")}`,
        "The task stays in the state",
      ),
      advice === "" ? "" : sentences(`Next: ${advice}`),
    ),
  );
}

function requireTime(removal: Removal, step: Step): void {
  if (removal.context.clock.nowMs() >= removal.deadlineMs) {
    throw new WaitError(
      `${stepText(step)} was not begun: the ${formatDuration(removal.timeoutMs)} for one delete are used up`,
      TIME_ADVICE,
    );
  }
}

function requirePolicy({ state, live }: Removal): void {
  if (state.deletePolicy === "refuseIfRunning" && !meaningOf(live.state).isSettled) {
    throw new PolicyRefusal(
      `deletePolicy is "refuseIfRunning", and the live state is ${stateText(live.state)}`,
    );
  }
}

/** Not the service but the program's own policy refused. */
class PolicyRefusal extends Error {
  override readonly name = "PolicyRefusal";
}

async function stop(removal: Removal): Promise<void> {
  const { api, task } = removal;
  if (!meaningOf(removal.live.state).needsStop) {
    return;
  }
  requireTime(removal, "stop");
  try {
    await api.stopDISyncInstance(task);
    removal.done.push("stop asked for");
  } catch (error) {
    // Whatever the answer was, the live state decides whether the stop is still needed.
    note(removal, await readLiveTask(api, task));
    if (removal.live.state === "RUN" || removal.live.state === "WAIT") {
      throw error;
    }
    removal.done.push(`stop refused (${messageOf(error)}), but it runs no longer`);
  }
}

async function waitForStop(removal: Removal): Promise<void> {
  const { api, task, context, state, deadlineMs } = removal;
  if (!meaningOf(removal.live.state).isStopping && !meaningOf(removal.live.state).needsStop) {
    return;
  }
  await waitUntil(
    async () => {
      const live = await readLiveTask(api, task);
      note(removal, live);
      return live;
    },
    (live) => !meaningOf(live.state).isStopping,
    (live) => stateText(live.state),
    {
      what: `task "${state.taskName}" to stop`,
      step: stepText("wait for the stop"),
      deadlineMs,
      advice: TIME_ADVICE,
      clock: context.clock,
      log: context.log,
    },
  );
  removal.done.push(`stopped (${stateText(removal.live.state)})`);
}

async function undeploy(removal: Removal): Promise<void> {
  requireTime(removal, "undeploy");
  try {
    await removal.api.terminateDISyncInstance(removal.task);
    removal.isUndeployed = true;
    removal.done.push("undeployed");
  } catch (error) {
    // A task that was never deployed cannot be undeployed, and no documented field tells the two apart.
    if (!isBusinessRefusal(error)) {
      throw error;
    }
    removal.undeployRefusal = error.details.serviceMessage;
    removal.done.push(`undeploy refused ("${error.details.serviceMessage}")`);
  }
}

async function presenceAfter(removal: Removal, lost: Error): Promise<Presence> {
  const { context, api, state, task } = removal;
  try {
    return await findPresence(context, api, state.region, task);
  } catch (error) {
    throw new Error(
      `${lost.message}; whether the task is still there cannot be read: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

/** Deletes, and deletes again while an answer is missing and the task is provably there. */
async function deleteFile(removal: Removal): Promise<void> {
  const { api, task, context } = removal;
  for (let retry = 0; ; retry++) {
    requireTime(removal, "delete");
    try {
      await api.deleteDISyncTask(task);
      removal.done.push("deleted");
      return;
    } catch (error) {
      if (!isOutage(error)) {
        throw error;
      }
      removal.lostAnswer = true;
      const presence = await presenceAfter(removal, error);
      if (presence.kind === "gone") {
        removal.done.push("deleted (the answer was lost, but the task is gone)");
        return;
      }
      if (presence.kind === "unproven") {
        throw new Error(`${error.message}; ${presence.why}`, { cause: error });
      }
      if (retry >= context.settings.maxRetries) {
        throw error;
      }
      await context.clock.sleep(fullJitterMs(retry, context.random));
    }
  }
}

/** The three cases in which a delete may find its task gone and call that done. */
function mayBeGone(removal: Removal): boolean {
  return (
    removal.lostAnswer ||
    removal.context.settings.missingOnDelete === "succeed" ||
    (removal.sawLiveInstance && removal.isUndeployed)
  );
}

async function isProvablyGone({ context, api, state, task }: Removal): Promise<boolean> {
  return (await findPresence(context, api, state.region, task)).kind === "gone";
}

/** Looks whether the file is really gone, and nothing of it goes on. */
async function confirm(removal: Removal): Promise<void> {
  const { task, context, state } = removal;
  const nowMs = context.clock.nowMs();
  const deadlineMs = Math.min(
    nowMs + CONFIRM_MS,
    Math.max(removal.deadlineMs, nowMs + LEAST_CONFIRM_MS),
  );
  const patientApi = context.connect(endpointOf(context, state.region), deadlineMs);
  let live: LiveTask = {};
  try {
    if (!(await isFileGone(patientApi, task))) {
      await waitUntil(
        () => isFileGone(patientApi, task),
        (isGone) => isGone,
        () => "still listed",
        {
          what: `the file of task "${state.taskName}" to disappear`,
          step: stepText("confirm"),
          deadlineMs,
          advice:
            "DeleteDISyncTask said success, but ListFiles still shows the file: look at it in DataWorks, then run `pulumi destroy` again",
          clock: context.clock,
          log: context.log,
        },
      );
    }
    if (removal.undeployRefusal !== undefined || removal.sawLiveInstance) {
      live = await readLiveTask(patientApi, task);
    }
  } catch (error) {
    if (error instanceof WaitError) {
      throw error;
    }
    context.log(
      `warning: ${describeTask(state, task.fileId)} was deleted (the service said success), but that could not be confirmed: ${messageOf(error)}`,
    );
    return;
  }
  requireNoLiveInstance(removal, live);
}

function requireNoLiveInstance(removal: Removal, live: LiveTask): void {
  const { context, state, task } = removal;
  note(removal, live);
  if (!meaningOf(live.state).isSettled) {
    throw new Error(
      `its file is deleted, but its instance goes on: GetDISyncInstanceInfo says ${live.state}`,
    );
  }
  if (live.state === "PAUSE" && removal.undeployRefusal !== undefined) {
    context.log(
      `warning: ${describeTask(state, task.fileId)} was deleted, but undeploying it was refused ("${removal.undeployRefusal}") and its instance still says PAUSE: ` +
        "a deployed instance may remain; look in Operation Center",
    );
  }
}

function adviceForDelete(removal: Removal, error: unknown): string {
  if (error instanceof PolicyRefusal) {
    return 'Stop the task in Operation Center, or set deletePolicy to "stopFirst" and run `pulumi up`; then run `pulumi destroy` again';
  }
  const general = adviceFor(error);
  if (!isInvalidTask(error) || removal.live.state !== undefined) {
    return general;
  }
  return sentences(
    general,
    `If the task was already deleted outside of Pulumi, run \`pulumi destroy --refresh\`, which proves that and takes it out of the state (or set ${SETTINGS.missingOnDelete.variable}=succeed)`,
  );
}

async function finish(removal: Removal): Promise<void> {
  const { context, state, task } = removal;
  releaseName(context, state);
  await rememberDeleted(context, state, task.fileId);
}

async function runSteps(removal: Removal): Promise<void> {
  requirePolicy(removal);
  await stop(removal);
  await waitForStop(removal);
  await undeploy(removal);
  await deleteFile(removal);
  await confirm(removal);
}

/** Whether a failure is one of the cases in which the task is gone and the delete therefore done. */
async function endedAsGone(removal: Removal, error: unknown): Promise<boolean> {
  if (!isInvalidTask(error) || !mayBeGone(removal)) {
    return false;
  }
  const isGone = await isProvablyGone(removal);
  if (isGone) {
    removal.context.log(
      `${describeTask(removal.state, removal.task.fileId)} is gone; nothing is left to delete`,
    );
  }
  return isGone;
}

/**
 * Deletes a task: stop, wait, undeploy, delete, confirm. An earlier attempt may have done any of them.
 *
 * It returns only where the task is gone. Success is what the service says in `Data.Status`, never HTTP 200 alone.
 *
 * @throws LifecycleError for everything else; the task then stays in the state.
 */
export async function removeTask(
  context: LifecycleContext,
  id: string,
  state: DISyncTaskState,
): Promise<void> {
  requireSameKindOfEndpoint(context, state);
  const task = parseTaskId(id);
  const budgetMs = context.settings.deleteTimeoutMs ?? timeoutMs("delete", state.customTimeouts);
  const deadlineMs = context.clock.nowMs() + budgetMs;
  const removal: Removal = {
    context,
    api: context.connect(endpointOf(context, state.region), deadlineMs),
    state,
    task,
    deadlineMs,
    timeoutMs: budgetMs,
    live: {},
    sawLiveInstance: false,
    isUndeployed: false,
    lostAnswer: false,
    done: [],
  };
  try {
    note(removal, await readIdentity(removal.api, task));
    requireRecordedName(context, state, task, removal.live);
    await runSteps(removal);
  } catch (error) {
    if (error instanceof LifecycleError) {
      throw error;
    }
    try {
      if (await endedAsGone(removal, error)) {
        return await finish(removal);
      }
    } catch (proofError) {
      throw refusal(
        removal,
        new Error(
          `${messageOf(error)}; proving that it is gone failed too: ${messageOf(proofError)}`,
        ),
        adviceFor(proofError),
      );
    }
    throw refusal(removal, error, adviceForDelete(removal, error));
  }
  await finish(removal);
}
