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
import { findPresence, unprovenError, type Presence } from "./identity/existence";
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

/** Overlays what was sent last with what the service stores. */
function withServerContent(state: DISyncTaskState, serverText: string): DISyncTaskState {
  if (state.taskContent !== undefined) {
    const { content, paths } = findDrift(state.taskContent, serverText);
    // Whoever changed it may have deployed it: after the next update only a deployment reverts that, even if a kill comes in between.
    const isDraft = paths.length > 0 && isToBeDeployed(state);
    return { ...state, taskContent: content, ...(isDraft && { draft: true }) };
  }
  // The program does not contain a generated content: a missing digest shows that it changed.
  const { serverDigest: written, ...rest } = state;
  // A digest of 0.1.0 is replaced by one that ignores the console's own layout data.
  return isServerDigestOf(written, serverText)
    ? { ...rest, serverDigest: serverDigest(serverText) }
    : rest;
}

/** Why a task that GetDISyncTask refuses does not count as gone. */
function whyNotGone(presence: Presence, first: LiveTask): Error {
  switch (presence.kind) {
    case "present":
      return new Error("GetDISyncTask first refused it and then found it");
    case "gone":
      return new Error(`its file is gone, but its instance was ${first.state} a moment ago`);
    case "unproven":
      return unprovenError(presence);
  }
}

/** How long after a missing run state to read it once more. */
const SECOND_READ_MS = 5_000;

/** The run state of an existing task: where it was last seen alive and now has none, it is read a second time. */
async function confirmedLiveTask(
  { context, api }: Session,
  task: TaskRef,
  state: DISyncTaskState,
  live: LiveTask,
): Promise<LiveTask> {
  if (live.state !== undefined || state.liveState === "" || !isAlive(state.liveState)) {
    return live;
  }
  await context.clock.sleep(SECOND_READ_MS);
  const again = await readIdentity(api, task);
  if (again.state === undefined) {
    context.log(
      `${describeTask(state, task.fileId)}: GetDISyncInstanceInfo no longer returns a run state; the last one was ${state.liveState}`,
    );
  }
  return again;
}

/** Overlays the desired state with the live run state, so that a difference shows as one of the inputs; an unrecognised state counts as met. */
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
 * Reads what the service stores of a task.
 *
 * @returns the state with every drift in it, or `undefined` where the task is provably gone.
 * @throws LifecycleError where nothing is certain; the state must stay as it is.
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
      const live = await confirmedLiveTask(session, task, state, first);
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
    throw whyNotGone(presence, first);
  } catch (error) {
    throw asLifecycleError(error, { attempted, kept: "The task stays in the state" });
  }
}
