import type { DataWorksApi, TaskRef } from "../api/data-works";
import { isInvalidTask } from "../api/errors";
import { findDrift } from "./content";
import {
  describeTask,
  endpointOf,
  READ_TIMEOUT_MS,
  requireSameKindOfEndpoint,
  type LifecycleContext,
} from "./context";
import { asLifecycleError, sentences } from "./errors";
import { adviceFor } from "./advice";
import { readIdentity, requireRecordedName } from "./identity";
import { findPresence } from "./presence";
import { parseTaskId, type DISyncTaskState } from "./state";

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

function refreshed(state: DISyncTaskState, serverText: string): DISyncTaskState {
  if (serverText === "") {
    throw new Error("GetDISyncTask gave no Code for it, so its content cannot be compared");
  }
  return { ...state, taskContent: findDrift(state.taskContent, serverText).content };
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
  requireSameKindOfEndpoint(context, state);
  const task = parseTaskId(id);
  const api = context.connect(
    endpointOf(context, state.region),
    context.clock.nowMs() + READ_TIMEOUT_MS,
  );
  try {
    const live = await readIdentity(api, task);
    requireRecordedName(context, state, task, live);
    const serverText = await readContent(api, task);
    if (serverText !== undefined) {
      return {
        ...refreshed(state, serverText),
        liveName: live.name ?? state.liveName,
        liveState: live.state ?? "",
      };
    }
    const presence = await findPresence(context, api, state.region, task);
    if (presence.kind === "gone") {
      return undefined;
    }
    throw new Error(
      presence.kind === "present" ? "GetDISyncTask first refused and then knew it" : presence.why,
    );
  } catch (error) {
    throw asLifecycleError(
      `Cannot read ${describeTask(state, task.fileId)}`,
      error,
      sentences("It stays in the state", adviceFor(error)),
    );
  }
}
