import { isInvalidTask, isOutage } from "../api/errors";
import { fullJitterMs } from "../api/retry";
import { formatDuration } from "../duration";
import { SETTINGS } from "../settings";
import { adviceFor } from "./report/advice";
import { confirmDeletion } from "./removal/confirm";
import { type LifecycleContext } from "./session/context";
import { describeTask } from "./report/describe-task";
import { endpointOf, requireRecordedEndpoint } from "./session/endpoint";
import { timeoutMs } from "./session/timeouts";
import {
  AdvisedError,
  asLifecycleError,
  LifecycleError,
  messageOf,
  sentences,
  WaitError,
} from "./report/errors";
import { isRenameAccepted, readIdentity, requireRecordedName } from "./identity/recorded-name";
import {
  isStateHidden,
  liveText,
  look,
  note,
  requestStop,
  undeploy,
  openInstance,
  waitUntilStopped,
  type Instance,
} from "./run-state/instance";
import { isAlive, meaningOf, stateText } from "./run-state/live-state";
import { releaseName } from "./identity/name-claim";
import { rememberDeleted } from "./identity/find-by-name";
import { beginRemoval, declaredReplacement, type OwnedRemoval } from "./identity/ownership";
import { findPresence, type Presence } from "./identity/existence";
import { failureReport, stepText } from "./report/failure-report";
import { restoreAdvice } from "./removal/restore";
import { type DISyncTaskState } from "./model/state";
import { parseTaskId } from "./model/task-id";
import { waitUntil } from "./run-state/wait";

/** The steps of a delete in their order; each may find its work already done. */
const STEPS = ["stop", "wait for the stop", "undeploy", "delete", "confirm"] as const;
type Step = (typeof STEPS)[number];

function placeOf(step: Step): string {
  return stepText(STEPS.indexOf(step) + 1, STEPS.length, step);
}

/** How long a refused delete waits for an undeployment that was accepted: no page says that it is done by then, so this is assumed. */
const UNDEPLOYMENT_MS = 2 * 60_000;

const TIME_ADVICE =
  `Give it more time: raise customTimeouts.delete and run \`pulumi up\`, or set ${SETTINGS.deleteTimeout.variable} (for example 60m); ` +
  "then run `pulumi destroy` again, it goes on from here";

const REFRESH_ADVICE = "Run the command again with `--refresh`";

const MISSING_ADVICE =
  "If the task was already deleted, in the console or by a run that was killed, run the command again with `--refresh` (`pulumi destroy --refresh`, or " +
  `\`pulumi up --refresh\`), which proves that and takes it out of the state (or set ${SETTINGS.missingOnDelete.variable}=succeed)`;

/** One delete under way: what it knows, and what it has already done. */
interface Removal {
  readonly context: LifecycleContext;
  readonly id: string;
  readonly state: DISyncTaskState;
  readonly instance: Instance;
  readonly ownership: OwnedRemoval;
  readonly timeoutMs: number;
  isUndeployed: boolean;
  /** Whether the service called the deletion of the file a success. */
  isFileDeleted: boolean;
  /** The service's words, where it refused to undeploy. */
  undeployRefusal?: string;
  /** Whether a DeleteDISyncTask of this delete got no answer. */
  lostAnswer: boolean;
}

function refusal(removal: Removal, cause: unknown, advice: string): LifecycleError {
  const { state, instance, isFileDeleted } = removal;
  // What nobody knows, or what is gone, cannot be put back.
  const isLost = isFileDeleted || cause instanceof HiddenState;
  return new LifecycleError(
    failureReport({
      attempted: `Cannot delete ${describeTask(state, instance.task.fileId)}`,
      cause,
      liveState: liveText(instance),
      done: instance.done,
      kept: "The task stays in the state",
      advice,
      restore: isLost ? "" : restoreAdvice(state, instance, removal.isUndeployed),
    }),
  );
}

/** Before each step that writes: there must be time for it, and the task must still be this entry's. */
function requireTurn({ instance, timeoutMs: budgetMs, ownership }: Removal, step: Step): void {
  ownership.requireOwner();
  if (instance.clock.nowMs() >= instance.deadlineMs) {
    throw new WaitError(
      `${placeOf(step)} was not begun: the ${formatDuration(budgetMs)} for one delete are used up`,
      TIME_ADVICE,
    );
  }
}

/** No state is to be had of a task that was last seen alive: nothing more is written. */
class HiddenState extends Error {
  override readonly name = "HiddenState";
}

/** @param error what went wrong before, if anything did. */
function requireKnownState({ instance }: Removal, error?: unknown): void {
  if (isStateHidden(instance)) {
    const before = error === undefined ? "" : `${messageOf(error)}; `;
    throw new HiddenState(
      `${before}GetDISyncInstanceInfo gives no run state, and the last one known is ${instance.lastState}: the task may still run, so nothing more was written`,
    );
  }
}

function requirePolicy({ state, instance }: Removal): void {
  const { state: live } = instance.live;
  if (state.deletePolicy === "refuseIfRunning" && !meaningOf(live).isSettled) {
    throw new AdvisedError(
      `deletePolicy is "refuseIfRunning", and the live state is ${stateText(live)}`,
      'Stop the task in Operation Center, or set deletePolicy to "stopFirst" and run `pulumi up`; then run `pulumi destroy` again',
    );
  }
}

/** A replacement that could not be created would leave nothing at all, so its folder is asked for before anything is deleted. */
async function requireNewFolder({ context, id, state, instance }: Removal): Promise<void> {
  const wanted = declaredReplacement(context, id, state);
  const isSameFolder =
    wanted === undefined ||
    (["region", "projectId", "fileFolderPath"] as const).every(
      (name) => wanted[name] === state[name],
    );
  if (isSameFolder) {
    return;
  }
  const { region, projectId, fileFolderPath: folderPath } = wanted;
  const api = context.connect(endpointOf(context, region), instance.deadlineMs);
  try {
    await api.getFolder({ projectId, folderPath });
  } catch (error) {
    throw new AdvisedError(
      `it is to be replaced by a task in folder "${folderPath}" (region ${region}, workspace ${projectId}), which cannot be found: ${messageOf(error)}`,
      "Correct fileFolderPath, or create the folder in DataWorks; then run `pulumi up` again",
    );
  }
}

async function stop(removal: Removal): Promise<void> {
  const { instance } = removal;
  const { needsStop, untilStopped } = meaningOf(instance.live.state);
  if (needsStop) {
    requireTurn(removal, "stop");
  }
  try {
    const isStopping = needsStop ? await requestStop(instance) : untilStopped !== "success";
    if (isStopping) {
      await waitUntilStopped(instance, placeOf("wait for the stop"), TIME_ADVICE);
    }
  } catch (error) {
    if (!(error instanceof LifecycleError)) {
      requireKnownState(removal, error);
    }
    throw error;
  }
}

async function presenceOf({ context, state, instance }: Removal): Promise<Presence> {
  return findPresence(context, instance.api, state.region, instance.task);
}

async function presenceAfter(removal: Removal, lost: Error): Promise<Presence> {
  try {
    return await presenceOf(removal);
  } catch (error) {
    throw new Error(
      `${lost.message}; whether the task is still there cannot be read: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

/** Deletes, and deletes again while an answer is missing and the task is provably there. */
async function deleteUntilAnswered(removal: Removal): Promise<void> {
  const { context, instance } = removal;
  for (let retry = 0; ; retry++) {
    requireTurn(removal, "delete");
    try {
      await instance.api.deleteDISyncTask(instance.task);
      removal.isFileDeleted = true;
      instance.done.push("deleted");
      return;
    } catch (error) {
      if (!isOutage(error)) {
        throw error;
      }
      removal.lostAnswer = true;
      const presence = await presenceAfter(removal, error);
      if (presence.kind === "gone") {
        instance.done.push("deleted (the response was lost, but the task is gone)");
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

/**
 * Waits for an undeployment that was accepted and still goes on, which only PAUSE shows.
 *
 * @returns whether it has ended, so that a refused delete may be tried once more.
 */
async function waitForUndeployment(removal: Removal): Promise<boolean> {
  const { context, state, instance } = removal;
  try {
    if ((await look(instance)).state !== "PAUSE") {
      return false;
    }
    await waitUntil(
      () => look(instance),
      {
        verdictOf: (live) => (live.state === "PAUSE" ? "retry" : "success"),
        wordOf: (live) => stateText(live.state),
      },
      {
        what: `task "${state.taskName}" to be undeployed`,
        step: placeOf("delete"),
        deadlineMs: Math.min(instance.deadlineMs, context.clock.nowMs() + UNDEPLOYMENT_MS),
        advice: "",
        clock: context.clock,
        log: context.log,
      },
    );
  } catch (error) {
    if (error instanceof LifecycleError) {
      throw error;
    }
    // What is told is the refusal.
    return false;
  }
  return meaningOf(instance.live.state).isSettled;
}

async function deleteFile(removal: Removal): Promise<void> {
  try {
    await deleteUntilAnswered(removal);
  } catch (error) {
    const mayComeTrue = removal.isUndeployed && isInvalidTask(error);
    if (!mayComeTrue || !(await waitForUndeployment(removal))) {
      throw error;
    }
    await deleteUntilAnswered(removal);
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

async function finish(removal: Removal): Promise<void> {
  const { context, state, instance, ownership } = removal;
  ownership.end();
  releaseName(context, state);
  await rememberDeleted(context, state, instance.task.fileId);
}

async function runSteps(removal: Removal): Promise<void> {
  const { context, id, state, instance } = removal;
  instance.isUnread = true; // where not even the first look comes back
  note(instance, await readIdentity(instance.api, instance.task));
  if (!isRenameAccepted(context, id)) {
    requireRecordedName(state, instance.task, instance.live);
  }
  requireKnownState(removal);
  requirePolicy(removal);
  await requireNewFolder(removal);
  await stop(removal);
  requireTurn(removal, "undeploy");
  const refused = await undeploy(instance);
  if (refused === undefined) {
    removal.isUndeployed = true;
  } else {
    removal.undeployRefusal = refused;
  }
  await deleteFile(removal);
  await confirmDeletion(removal, placeOf("confirm"));
}

/** What a failure of the steps comes to, once it is known whether the task is gone. */
async function explained(removal: Removal, error: unknown): Promise<"done" | LifecycleError> {
  const { context, state, instance } = removal;
  const isHidden = error instanceof HiddenState;
  const mayMeanGone = isHidden || (isInvalidTask(error) && mayBeGone(removal));
  let presence: Presence | undefined;
  try {
    presence = mayMeanGone ? await presenceOf(removal) : undefined;
  } catch (proofError) {
    return refusal(
      removal,
      new Error(
        `${messageOf(error)}; proving that it is gone failed too: ${messageOf(proofError)}`,
      ),
      isHidden ? REFRESH_ADVICE : adviceFor(proofError),
    );
  }
  // What this delete has just seen alive, and never at rest since, is not gone because one answer says so.
  const isStillAlive = instance.wasSeenAlive && isAlive(instance.lastState);
  if (presence?.kind === "gone" && !isStillAlive) {
    if (mayBeGone(removal)) {
      context.log(
        `${describeTask(state, instance.task.fileId)} is gone; nothing is left to delete`,
      );
      return "done";
    }
    return refusal(removal, new Error("it no longer exists in DataWorks"), MISSING_ADVICE);
  }
  if (isHidden) {
    return refusal(removal, error, REFRESH_ADVICE);
  }
  // The error names the state as it is now, not as it was before the last step.
  if (instance.done.length > 0) {
    await look(instance).catch(() => {
      instance.isUnread = true;
    });
  }
  const general = adviceFor(error);
  const mayBeMissing = isInvalidTask(error) && instance.live.state === undefined;
  return refusal(removal, error, mayBeMissing ? sentences(general, MISSING_ADVICE) : general);
}

/** @returns nothing where another entry owns the task. @throws LifecycleError where that cannot be told. */
async function ownershipOf(
  context: LifecycleContext,
  id: string,
  state: DISyncTaskState,
  deadlineMs: number,
): Promise<OwnedRemoval | undefined> {
  try {
    return await beginRemoval(context, id, state, deadlineMs);
  } catch (error) {
    throw asLifecycleError(
      `Cannot delete ${describeTask(state, state.fileId)}`,
      error,
      "Nothing was changed, and the task stays in the state. Run the command again.",
    );
  }
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
  const budgetMs = context.settings.deleteTimeoutMs ?? timeoutMs("delete", state.customTimeouts);
  const deadlineMs = context.clock.nowMs() + budgetMs;
  const ownership = await ownershipOf(context, id, state, deadlineMs);
  if (ownership === undefined) {
    context.log(
      `${describeTask(state, task.fileId)} was taken over by another resource of this stack: this entry is dropped, and the task stays`,
    );
    return;
  }
  const removal: Removal = {
    context,
    id,
    state,
    instance: openInstance(context, state, task, deadlineMs),
    ownership,
    timeoutMs: budgetMs,
    isUndeployed: false,
    isFileDeleted: false,
    lostAnswer: false,
  };
  try {
    await runSteps(removal);
  } catch (error) {
    if (error instanceof LifecycleError) {
      throw error;
    }
    const end = await explained(removal, error);
    if (end !== "done") {
      throw end;
    }
  }
  await finish(removal);
}
