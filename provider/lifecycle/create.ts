import { isLoopback } from "../api/endpoints";
import { isOutage } from "../api/errors";
import type { DataWorksApi, TaskParam, TaskRef } from "../api/data-works";
import { contentText, findDrift } from "./content";
import { describeTask, endpointOf, timeoutMs, type LifecycleContext } from "./context";
import { adviceFor } from "./advice";
import { asLifecycleError, LifecycleError, messageOf, PartialError, sentences } from "./errors";
import type { DISyncTaskInputs } from "./inputs";
import { readLiveTask } from "./live-state";
import { claimName, releaseName } from "./name-claim";
import { findByName, findByNameNow, rememberCreated } from "./name-lookup";
import { appliedDigest, taskId, type DISyncTaskState } from "./state";

/** When to look again for a task whose create got no answer: the request may still be executing. */
const LOOK_AGAIN_AFTER_MS = [5_000, 15_000, 30_000] as const;

function taskParam(inputs: DISyncTaskInputs): TaskParam {
  return { FileFolderPath: inputs.fileFolderPath, ...placement(inputs) };
}

/** Where the task runs, and how large. */
export function placement({ resourceGroup, cu }: DISyncTaskInputs): TaskParam {
  return {
    ...(resourceGroup !== undefined && { ResourceGroup: resourceGroup }),
    ...(cu !== undefined && { Cu: cu }),
  };
}

async function requireFreeName(
  context: LifecycleContext,
  api: DataWorksApi,
  inputs: DISyncTaskInputs,
): Promise<void> {
  const rows = await findByName(context, api, inputs);
  if (rows.length > 0) {
    const ids = rows.map((row) => row.fileId).join(", ");
    throw new LifecycleError(
      `Cannot create ${describeTask(inputs, undefined)}: folder "${inputs.fileFolderPath}" already holds a task of this name ` +
        `(file ${ids}). Nothing was created. Choose another taskName, or delete that task in DataWorks if nobody needs it.`,
    );
  }
}

/** Looks for the task of a create that got no answer; ours is the one whose content equals what was sent. */
async function findOwnTask(
  api: DataWorksApi,
  inputs: DISyncTaskInputs,
): Promise<string | undefined> {
  const rows = await findByNameNow(api, inputs);
  for (const { fileId } of rows) {
    const { code } = await api.getDISyncTask({ projectId: inputs.projectId, fileId });
    if (findDrift(inputs.taskContent, code).paths.length > 0) {
      throw new LifecycleError(
        `Creating ${describeTask(inputs, undefined)} got no answer, and file ${fileId} of that name now exists with another content. ` +
          "It is not taken over. Find out in DataWorks who made it, then run `pulumi up` again.",
      );
    }
  }
  return rows[0]?.fileId;
}

/** Creates the task once, whatever happens to the answer. */
async function createOnce(
  context: LifecycleContext,
  api: DataWorksApi,
  inputs: DISyncTaskInputs,
  deadlineMs: number,
): Promise<string> {
  const request = {
    projectId: inputs.projectId,
    taskName: inputs.taskName,
    taskContent: contentText(inputs.taskContent),
    taskParam: taskParam(inputs),
    // The same in the one repetition below, and in no other create.
    clientToken: context.newClientToken(),
  };
  const tryCreate = async (): Promise<{ fileId?: string; lost?: unknown }> => {
    try {
      const { fileId } = await api.createDISyncTask(request);
      return fileId === "" ? { lost: new Error("CreateDISyncTask gave no FileId") } : { fileId };
    } catch (error) {
      if (isOutage(error)) {
        return { lost: error };
      }
      throw error;
    }
  };

  const first = await tryCreate();
  if (first.fileId !== undefined) {
    return first.fileId;
  }
  context.log(`${messageOf(first.lost)}; looking whether the task was created all the same`);
  for (const waitMs of [0, ...LOOK_AGAIN_AFTER_MS]) {
    if (context.clock.nowMs() + waitMs >= deadlineMs) {
      break;
    }
    await context.clock.sleep(waitMs);
    const found = await findOwnTask(api, inputs);
    if (found !== undefined) {
      return found;
    }
  }
  const second = await tryCreate();
  const fileId = second.fileId ?? (await findOwnTask(api, inputs));
  if (fileId === undefined) {
    throw new LifecycleError(
      `Creating ${describeTask(inputs, undefined)} got no answer twice, and no task of this name is there: ${messageOf(second.lost)}. ` +
        "The request may still be carried out: run `pulumi up` again; it looks for the task before it creates one.",
    );
  }
  return fileId;
}

/** The state of a task right after its create, before anything was read of it. */
function freshState(
  context: LifecycleContext,
  inputs: DISyncTaskInputs,
  fileId: string,
): DISyncTaskState {
  return {
    ...inputs,
    fileId,
    liveName: inputs.taskName,
    liveState: "",
    deployed: false,
    emulated: isLoopback(endpointOf(context, inputs.region)),
  };
}

export interface Created {
  readonly id: string;
  readonly state: DISyncTaskState;
}

/**
 * Creates a task: looks its name up, creates it, and reads what the service made of it.
 *
 * @throws PartialError from the moment the service gave an id, so that the task is never lost.
 */
export async function createTask(
  context: LifecycleContext,
  inputs: DISyncTaskInputs,
): Promise<Created> {
  const deadlineMs = context.clock.nowMs() + timeoutMs("create", inputs.customTimeouts);
  const api = context.connect(endpointOf(context, inputs.region), deadlineMs);
  claimName(context, inputs);
  let fileId: string;
  try {
    await requireFreeName(context, api, inputs);
    fileId = await createOnce(context, api, inputs, deadlineMs);
  } catch (error) {
    releaseName(context, inputs);
    throw asLifecycleError(
      `Cannot create ${describeTask(inputs, undefined)}`,
      error,
      adviceFor(error),
    );
  }

  const task: TaskRef = { projectId: inputs.projectId, fileId };
  const state = freshState(context, inputs, fileId);
  try {
    await rememberCreated(context, inputs, fileId);
    const live = await readLiveTask(api, task);
    return {
      id: taskId(task),
      state: {
        ...state,
        liveName: live.name ?? inputs.taskName,
        liveState: live.state ?? "",
        applied: appliedDigest(inputs),
      },
    };
  } catch (error) {
    throw new PartialError(
      taskId(task),
      state,
      sentences(
        `${describeTask(inputs, fileId)} was created, but reading it failed: ${messageOf(error)}`,
        "It is kept in the state",
        adviceFor(error),
      ),
    );
  }
}
