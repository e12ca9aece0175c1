import { isInvalidTask, isOutage } from "../api/errors";
import type { DataWorksApi } from "../api/data-works";
import { fullJitterMs } from "../api/retry";
import { formatDuration } from "../duration";
import { SETTINGS } from "../settings";
import { adviceFor } from "./advice";
import {
  describeTask,
  endpointOf,
  requireRecordedEndpoint,
  timeoutMs,
  type LifecycleContext,
} from "./context";
import { LifecycleError, messageOf, sentences, WaitError } from "./errors";
import { readIdentity, requireRecordedName } from "./identity";
import {
  look,
  note,
  requestStop,
  undeploy,
  openInstance,
  waitUntilStopped,
  type Instance,
} from "./instance";
import { meaningOf, readLiveTask, stateText, type LiveTask } from "./live-state";
import { releaseName } from "./name-claim";
import { rememberDeleted } from "./name-lookup";
import { isOwnedByAnother } from "./ownership";
import { findPresence, isFileGone, type Presence } from "./presence";
import { failureReport, stepText } from "./report";
import { parseTaskId, type DISyncTaskState } from "./state";
import { waitUntil } from "./wait";

/** The steps of a delete in their order; each may find its work already done. */
const STEPS = ["stop", "wait for the stop", "undeploy", "delete", "confirm"] as const;
type Step = (typeof STEPS)[number];

function placeOf(step: Step): string {
  return stepText(STEPS.indexOf(step) + 1, STEPS.length, step);
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
  readonly state: DISyncTaskState;
  readonly instance: Instance;
  readonly timeoutMs: number;
  isUndeployed: boolean;
  /** The service's words, where it refused to undeploy. */
  undeployRefusal?: string;
  /** Whether a DeleteDISyncTask of this delete got no answer. */
  lostAnswer: boolean;
}

function refusal(removal: Removal, cause: unknown, advice: string): LifecycleError {
  const { state, instance } = removal;
  return new LifecycleError(
    failureReport({
      attempted: `Cannot delete ${describeTask(state, instance.task.fileId)}`,
      cause,
      instance,
      kept: "The task stays in the state",
      advice,
    }),
  );
}

function requireTime({ instance, timeoutMs: budgetMs }: Removal, step: Step): void {
  if (instance.clock.nowMs() >= instance.deadlineMs) {
    throw new WaitError(
      `${placeOf(step)} was not begun: the ${formatDuration(budgetMs)} for one delete are used up`,
      TIME_ADVICE,
    );
  }
}

/** Not the service but the program's own policy refused. */
class PolicyRefusal extends Error {
  override readonly name = "PolicyRefusal";
}

function requirePolicy({ state, instance }: Removal): void {
  const { state: live } = instance.live;
  if (state.deletePolicy === "refuseIfRunning" && !meaningOf(live).isSettled) {
    throw new PolicyRefusal(
      `deletePolicy is "refuseIfRunning", and the live state is ${stateText(live)}`,
    );
  }
}

async function stop(removal: Removal): Promise<void> {
  const { instance } = removal;
  const { needsStop, untilStopped } = meaningOf(instance.live.state);
  if (needsStop) {
    requireTime(removal, "stop");
  }
  const isStopping = needsStop ? await requestStop(instance) : untilStopped !== "success";
  if (isStopping) {
    await waitUntilStopped(instance, placeOf("wait for the stop"), TIME_ADVICE);
  }
}

async function presenceAfter(removal: Removal, lost: Error): Promise<Presence> {
  const { context, state, instance } = removal;
  const { api, task } = instance;
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
  const { context, instance } = removal;
  for (let retry = 0; ; retry++) {
    requireTime(removal, "delete");
    try {
      await instance.api.deleteDISyncTask(instance.task);
      instance.done.push("deleted");
      return;
    } catch (error) {
      if (!isOutage(error)) {
        throw error;
      }
      removal.lostAnswer = true;
      const presence = await presenceAfter(removal, error);
      if (presence.kind === "gone") {
        instance.done.push("deleted (the answer was lost, but the task is gone)");
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
    (removal.instance.wasSeenAlive && removal.isUndeployed)
  );
}

async function isProvablyGone({ context, state, instance }: Removal): Promise<boolean> {
  const presence = await findPresence(context, instance.api, state.region, instance.task);
  return presence.kind === "gone";
}

/** Looks whether the file is really gone, and nothing of it goes on. */
async function confirm(removal: Removal): Promise<void> {
  const { context, state, instance } = removal;
  const { task } = instance;
  const nowMs = context.clock.nowMs();
  const deadlineMs = Math.min(
    nowMs + CONFIRM_MS,
    Math.max(instance.deadlineMs, nowMs + LEAST_CONFIRM_MS),
  );
  const api = context.connect(endpointOf(context, state.region), deadlineMs);
  let live: LiveTask = {};
  try {
    await confirmFile(removal, api, deadlineMs);
    if (removal.undeployRefusal !== undefined || instance.wasSeenAlive) {
      live = await readLiveTask(api, task);
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

async function confirmFile(
  { context, state, instance: { task } }: Removal,
  api: DataWorksApi,
  deadlineMs: number,
): Promise<void> {
  if (await isFileGone(api, task)) {
    return;
  }
  await waitUntil(
    () => isFileGone(api, task),
    {
      verdictOf: (isGone) => (isGone ? "success" : "retry"),
      wordOf: () => "still listed",
    },
    {
      what: `the file of task "${state.taskName}" to disappear`,
      step: placeOf("confirm"),
      deadlineMs,
      advice:
        "DeleteDISyncTask said success, but ListFiles still shows the file: look at it in DataWorks, then run `pulumi destroy` again",
      clock: context.clock,
      log: context.log,
    },
  );
}

function requireNoLiveInstance(removal: Removal, live: LiveTask): void {
  const { context, state, instance } = removal;
  note(instance, live);
  if (!meaningOf(live.state).isSettled) {
    throw new Error(
      `its file is deleted, but its instance goes on: GetDISyncInstanceInfo says ${live.state}`,
    );
  }
  if (live.state === "PAUSE" && removal.undeployRefusal !== undefined) {
    context.log(
      `warning: ${describeTask(state, instance.task.fileId)} was deleted, but undeploying it was refused ("${removal.undeployRefusal}") and its instance still says PAUSE: ` +
        "a deployed instance may remain; look in Operation Center",
    );
  }
}

function adviceForDelete(removal: Removal, error: unknown): string {
  if (error instanceof PolicyRefusal) {
    return 'Stop the task in Operation Center, or set deletePolicy to "stopFirst" and run `pulumi up`; then run `pulumi destroy` again';
  }
  const general = adviceFor(error);
  if (!isInvalidTask(error) || removal.instance.live.state !== undefined) {
    return general;
  }
  return sentences(
    general,
    `If the task was already deleted, in the console or by a run that was killed, run the command again with \`--refresh\` (\`pulumi destroy --refresh\`, or \`pulumi up --refresh\`), which proves that and takes it out of the state (or set ${SETTINGS.missingOnDelete.variable}=succeed)`,
  );
}

async function finish(removal: Removal): Promise<void> {
  const { context, state, instance } = removal;
  releaseName(context, state);
  await rememberDeleted(context, state, instance.task.fileId);
}

async function runSteps(removal: Removal): Promise<void> {
  requirePolicy(removal);
  await stop(removal);
  requireTime(removal, "undeploy");
  const refused = await undeploy(removal.instance);
  if (refused === undefined) {
    removal.isUndeployed = true;
  } else {
    removal.undeployRefusal = refused;
  }
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
      `${describeTask(removal.state, removal.instance.task.fileId)} is gone; nothing is left to delete`,
    );
  }
  return isGone;
}

/**
 * Deletes a task: stop, wait, undeploy, delete, confirm. An earlier attempt may have done any of them.
 *
 * It returns only where the task is gone, or where another entry of the same state owns it. Success is what the service says in
 * `Data.Status`, never HTTP 200 alone.
 *
 * @throws LifecycleError for everything else; the task then stays in the state.
 */
export async function removeTask(
  context: LifecycleContext,
  id: string,
  state: DISyncTaskState,
): Promise<void> {
  requireRecordedEndpoint(context, state);
  const task = parseTaskId(id);
  if (isOwnedByAnother(context, id, state)) {
    context.log(
      `${describeTask(state, task.fileId)} was taken over by another resource of this stack: this entry is dropped, and the task stays`,
    );
    return;
  }
  const budgetMs = context.settings.deleteTimeoutMs ?? timeoutMs("delete", state.customTimeouts);
  const deadlineMs = context.clock.nowMs() + budgetMs;
  const instance = openInstance(context, state, task, deadlineMs);
  const removal: Removal = {
    context,
    state,
    instance,
    timeoutMs: budgetMs,
    isUndeployed: false,
    lostAnswer: false,
  };
  try {
    requireRecordedName(state, task, note(instance, await readIdentity(instance.api, task)));
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
    // The error names the state as it is now, not as it was before the last step; where it cannot be read, the last one known.
    if (instance.done.length > 0) {
      await look(instance).catch(() => undefined);
    }
    throw refusal(removal, error, adviceForDelete(removal, error));
  }
  await finish(removal);
}
