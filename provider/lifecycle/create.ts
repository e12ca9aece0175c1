import type { DataWorksApi, FileRow, TaskRef } from "../api/data-works";
import { adoptExisting, importTask, type Obtained } from "./identity/adopt";
import { adviceFor } from "./report/advice";
import { type LifecycleContext } from "./session/context";
import { describeTask } from "./report/describe-task";
import { endpointOf, endpointOutputs } from "./session/endpoint";
import { timeoutMs } from "./session/timeouts";
import { createOnce } from "./identity/create-once";
import { asLifecycleError, LifecycleError } from "./report/errors";
import { wholeContent } from "./run-state/generate-content";
import type { DISyncTaskInputs } from "./model/inputs";
import { look, openInstance } from "./run-state/instance";
import { classOf, isDeployed } from "./run-state/live-state";
import { claimName, releaseName } from "./identity/name-claim";
import { findByName, rememberCreated } from "./identity/find-by-name";
import {
  isImportFulfilled,
  recordCreated,
  recordStored,
  removalInThisRun,
} from "./identity/ownership";
import { runSteps, type StepRun } from "./run-state/run-steps";
import { appliedDigest, type DISyncTaskState } from "./model/state";
import { parseTaskId, taskId } from "./model/task-id";
import { leavesDraft, stepFailure, writtenDigest } from "./run-state/step-outcome";
import { stepsFor, wishOf } from "./run-state/steps";

const TIME_ADVICE =
  "Give it more time: raise customTimeouts.create, then run `pulumi up` again; it repeats the steps that are not done";

function requireFreeName(
  context: LifecycleContext,
  inputs: DISyncTaskInputs,
  rows: readonly FileRow[],
): void {
  const [row] = rows;
  if (row === undefined) {
    return;
  }
  const leaving = rows.find((one) => removalInThisRun(context, idOf(inputs, one), inputs));
  if (leaving !== undefined) {
    throw new LifecycleError(
      `Cannot create ${describeTask(inputs, undefined)}: folder "${inputs.fileFolderPath}" still holds a task of this name (file ${leaving.fileId}), ` +
        "which this same command is deleting for another resource. Nothing was created. Run the command again when that task is gone.",
    );
  }
  const ids = rows.map(({ fileId }) => fileId).join(", ");
  const id = idOf(inputs, row);
  throw new LifecycleError(
    `Cannot create ${describeTask(inputs, undefined)}: folder "${inputs.fileFolderPath}" already holds a task of this name ` +
      `(file ${ids}). Nothing was created. If it is yours, for example of a run that was killed, give the resource the option import: "${id}" ` +
      'to take it over (or set onExisting to "adopt"); if the resource was only renamed in the program, the option aliases is better; else choose another taskName, or delete that task in DataWorks if nobody needs it.',
  );
}

/** The content to create the task with. */
function contentOf(
  { clock, log, newClientToken }: LifecycleContext,
  api: DataWorksApi,
  inputs: DISyncTaskInputs,
  deadlineMs: number,
): Promise<string> {
  const { projectId, taskName } = inputs;
  return wholeContent({ api, projectId, taskName, deadlineMs, clock, log }, inputs, newClientToken);
}

/**
 * The task that is still to be imported: a create names its import also when it replaces a task of ours, and then the import was fulfilled
 * long ago.
 */
function importIdOf(context: LifecycleContext, inputs: DISyncTaskInputs): string | undefined {
  const id = inputs.import;
  return id === undefined || isImportFulfilled(context, id, inputs) ? undefined : id;
}

/** What this same command deletes for another resource is not taken over, and not silently created anew either. */
function requireNotRemoved(context: LifecycleContext, inputs: DISyncTaskInputs, id: string): void {
  const removal = removalInThisRun(context, id, inputs);
  if (removal === undefined) {
    return;
  }
  const [what, next] =
    removal === "deleted"
      ? [
          "has deleted",
          `Take import: "${id}" out of the resource's options, or restore the file in DataWorks, then run the command again.`,
        ]
      : ["is deleting", "Run the command again; it then says what became of that task."];
  throw new LifecycleError(
    `Cannot import ${describeTask(inputs, parseTaskId(id).fileId)}: this same command ${what} it for another resource. Nothing was created. ${next}`,
  );
}

function idOf({ projectId }: DISyncTaskInputs, { fileId }: FileRow): string {
  return taskId({ projectId, fileId });
}

/** Creates the task, or takes over the one that the program means. */
async function obtainTask(
  context: LifecycleContext,
  api: DataWorksApi,
  inputs: DISyncTaskInputs,
  deadlineMs: number,
): Promise<Obtained> {
  const importId = importIdOf(context, inputs);
  if (importId !== undefined) {
    requireNotRemoved(context, inputs, importId);
    const imported = await importTask(context, api, inputs, importId);
    if (imported !== undefined) {
      return imported;
    }
  }
  const rows = await findByName(context, api, inputs);
  // The import may name the very task that a replacement left in the way.
  if (inputs.import !== undefined && rows.some((row) => inputs.import === idOf(inputs, row))) {
    const left = await importTask(context, api, inputs, inputs.import);
    if (left !== undefined) {
      return left;
    }
  }
  if (inputs.onExisting !== "adopt") {
    requireFreeName(context, inputs, rows);
  }
  if (importId !== undefined) {
    context.log(
      `warning: ${describeTask(inputs, undefined)}: the task that import: "${importId}" names was deleted, so a new one is created; take import out of the resource's options`,
    );
  }
  const content = await contentOf(context, api, inputs, deadlineMs);
  if (rows.length > 0) {
    return adoptExisting(context, api, inputs, rows, content);
  }
  const fileId = await createOnce({ context, api, inputs, content, deadlineMs });
  recordCreated(context, taskId({ projectId: inputs.projectId, fileId }), inputs);
  await rememberCreated(context, inputs, fileId);
  return { fileId, change: "nothing" };
}

/** The state of a task before anything was read of it. */
function freshState(
  context: LifecycleContext,
  inputs: DISyncTaskInputs,
  fileId: string,
): DISyncTaskState {
  const { import: _import, ...stored } = inputs;
  return {
    ...stored,
    fileId,
    liveName: inputs.taskName,
    liveState: "",
    deployed: false,
    ...endpointOutputs(context, inputs.region),
  };
}

export interface Created {
  readonly id: string;
  readonly state: DISyncTaskState;
}

/**
 * Creates a task: looks its name up, creates it, and brings it to the wished run state by the table of steps.
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
  let obtained: Obtained;
  try {
    obtained = await obtainTask(context, api, inputs, deadlineMs);
  } catch (error) {
    releaseName(context, inputs);
    throw asLifecycleError(
      `Cannot create ${describeTask(inputs, undefined)}`,
      error,
      adviceFor(error),
    );
  }
  try {
    return await bringToWish(context, api, inputs, obtained, deadlineMs);
  } finally {
    // However it ends, the engine keeps the entry from here on.
    const { fileId, takenOver } = obtained;
    if (takenOver !== undefined) {
      recordStored(context, taskId({ projectId: inputs.projectId, fileId }), inputs, takenOver);
    }
  }
}

async function bringToWish(
  context: LifecycleContext,
  api: DataWorksApi,
  inputs: DISyncTaskInputs,
  { fileId, change, takenOver }: Obtained,
  deadlineMs: number,
): Promise<Created> {
  const task: TaskRef = { projectId: inputs.projectId, fileId };
  const state: DISyncTaskState = {
    ...freshState(context, inputs, fileId),
    ...(takenOver !== undefined && { takenOver }),
  };
  const instance = openInstance(context, inputs, task, deadlineMs);
  const run: StepRun = {
    instance,
    inputs,
    content: () => contentOf(context, api, inputs, deadlineMs),
    timeAdvice: TIME_ADVICE,
    deployed: false,
  };
  try {
    const live = await look(instance);
    run.deployed = isDeployed(live.state);
    const wish = wishOf(inputs);
    const steps = stepsFor({ wish, live: classOf(live.state, false), change });
    await runSteps(run, steps);
    const written = await writtenDigest(instance, inputs);
    return {
      id: taskId(task),
      state: {
        ...state,
        liveName: live.name ?? inputs.taskName,
        liveState: instance.live.state ?? "",
        deployed: inputs.desiredState !== undefined && run.deployed,
        ...(leavesDraft(steps, run) && { draft: true }),
        applied: appliedDigest(inputs),
        ...written,
      },
    };
  } catch (error) {
    const attempted = `${describeTask(inputs, fileId)} exists, but is not as the program wants it`;
    throw stepFailure(run, error, attempted, taskId(task), state);
  }
}
