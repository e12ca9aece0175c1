import type { DataWorksApi } from "../api/operations";
import type { TaskRef } from "../api/task";
import { isInvalidTask } from "../api/errors";
import { findDrift } from "./model/content";
import { type LifecycleContext } from "./session/context";
import { describeTask } from "./report/describe-task";
import { requireRecordedEndpoint, withCurrentEndpoint } from "./session/endpoint";
import { openSession, type Session } from "./session/session";
import { asLifecycleError } from "./report/diagnosis";
import { isRenameAccepted, readIdentity, requireRecordedName } from "./identity/recorded-name";
import { findPresence, type Presence } from "./identity/existence";
import { isToBeDeployed } from "./run-state/steps";
import { isAlive, isDeployedAtRest, meaningOf, wasUndeployed } from "./run-state/live-state";
import type { LiveTask } from "./run-state/read-live-task";
import { isServerDigestOf, serverDigest, type DISyncTaskState } from "./model/state";
import { parseTaskId } from "./model/task-id";

async function readContent(api: DataWorksApi, task: TaskRef): Promise<string | undefined> {
  try {
    return (await api.getDISyncTask(task)).code;
  } catch (error) {
    if (isInvalidTask(error)) {
      return undefined;
    }
    throw error;
  }
}

/** Puts what the service stores over what was sent last. */
function withServerContent(state: DISyncTaskState, serverText: string): DISyncTaskState {
  if (serverText === "") {
    throw new Error("GetDISyncTask returned no Code for it, so its content cannot be compared");
  }
  if (state.taskContent !== undefined) {
    const { content, paths } = findDrift(state.taskContent, serverText);
    // Whoever changed it may have deployed it: once it is sent again, only a deployment takes that back, also after a kill in between.
    const isDraft = paths.length > 0 && isToBeDeployed(state);
    return { ...state, taskContent: content, ...(isDraft && { draft: true }) };
  }
  // A generated content has no form in the program: that it changed shows as a digest that is gone.
  const { serverDigest: written, ...rest } = state;
  // A digest of 0.1.0 becomes one that a box moved in the console leaves alone.
  return isServerDigestOf(written, serverText)
    ? { ...rest, serverDigest: serverDigest(serverText) }
    : rest;
}

/** Why a task that GetDISyncTask refuses is not gone all the same. */
function whyKept(presence: Presence, first: LiveTask): string {
  switch (presence.kind) {
    case "present":
      return "GetDISyncTask first refused it and then found it";
    case "gone":
      return `its file is gone, but its instance was ${first.state} a moment ago`;
    case "unproven":
      return presence.why;
  }
}

/** How long after a state that is denied to look once more. */
const SECOND_LOOK_MS = 5_000;

/** What is to be believed of a task that is there: that one that was last seen alive has no state only after a second look. */
async function believed(
  { context, api }: Session,
  task: TaskRef,
  state: DISyncTaskState,
  live: LiveTask,
): Promise<LiveTask> {
  if (live.state !== undefined || state.liveState === "" || !isAlive(state.liveState)) {
    return live;
  }
  await context.clock.sleep(SECOND_LOOK_MS);
  const again = await readIdentity(api, task);
  if (again.state === undefined) {
    context.log(
      `${describeTask(state, task.fileId)}: GetDISyncInstanceInfo no longer returns a run state; the last one was ${state.liveState}`,
    );
  }
  return again;
}

/** Puts the live run state over the desired state, so that a difference shows as one of the inputs; a word that nobody knows counts as met. */
function withLiveState(
  context: LifecycleContext,
  state: DISyncTaskState,
  live: LiveTask,
): DISyncTaskState {
  const deployed = state.deployed && !wasUndeployed(state.liveState, live.state);
  const seen = { ...state, deployed, liveState: live.state ?? "" };
  if (state.desiredState === undefined) {
    return seen;
  }
  const { asDesired } = meaningOf(live.state, deployed);
  if (asDesired === undefined) {
    context.log(
      `${describeTask(state, state.fileId)}: its live state ${live.state} is not recognised by this version; desiredState "${state.desiredState}" is not compared with it`,
    );
    return seen;
  }
  return { ...seen, desiredState: asDesired };
}

/**
 * Reads what the service has of a task.
 *
 * @returns the state with every drift in it, or `undefined` where the task is provably gone.
 * @throws LifecycleError where nothing can be told for sure; the state must stay as it is.
 */
export async function readTask(
  context: LifecycleContext,
  id: string,
  state: DISyncTaskState,
): Promise<DISyncTaskState | undefined> {
  requireRecordedEndpoint(context, state);
  const task = parseTaskId(id);
  const attempted = `Cannot read ${describeTask(state, task.fileId)}`;
  const session = openSession(context, "read", state);
  const { api } = session;
  try {
    const requireName = (live: LiveTask): void => {
      if (!isRenameAccepted(context, id)) {
        requireRecordedName(attempted, state, task, live);
      }
    };
    const first = await readIdentity(api, task);
    requireName(first);
    const serverText = await readContent(api, task);
    if (serverText !== undefined) {
      const live = await believed(session, task, state, first);
      requireName(live);
      const seen = withLiveState(context, withServerContent(state, serverText), live);
      return {
        ...withCurrentEndpoint(context, seen),
        liveName: live.name ?? state.liveName,
      };
    }
    const presence = await findPresence(session, task);
    if (presence.kind === "gone" && !isAlive(first.state)) {
      if (isDeployedAtRest(presence.live.state)) {
        context.log(
          `warning: ${describeTask(state, task.fileId)} no longer exists in DataWorks, but its instance still says PAUSE: ` +
            "a deployed instance may remain; look in Operation Center",
        );
      }
      return undefined;
    }
    throw new Error(whyKept(presence, first));
  } catch (error) {
    throw asLifecycleError(error, { attempted, kept: "The task stays in the state" });
  }
}
