import type { FileRow } from "../api/operations/list-files";
import { adoptExisting, importTask, type AcquiredTask } from "./identity/adopt";
import { createOnce } from "./identity/create-once";
import { findByName, rememberCreated } from "./identity/find-by-name";
import { claimName, releaseName } from "./identity/name-claim";
import {
  isImportFulfilled,
  recordCreated,
  recordStored,
  removalInThisRun,
} from "./identity/ownership";
import type { DISyncTaskInputs } from "./model/inputs";
import type { DISyncTaskState } from "./model/state";
import { parseTaskId, taskId } from "./model/task-id";
import { describeTask } from "./report/describe-task";
import { asLifecycleError } from "./report/diagnosis";
import { LifecycleError } from "./report/errors";
import { wholeContent } from "./run-state/generate-content";
import { reconcile } from "./run-state/reconcile";
import { openTaskSession } from "./run-state/task-session";
import type { LifecycleContext } from "./session/context";
import { endpointOutputs } from "./session/endpoint";
import { openSession, type Session } from "./session/session";

const TIME_ADVICE =
  "Give it more time: raise customTimeouts.create, then run `pulumi up` again; it repeats the steps that were not completed";

const NOTHING_CREATED = "Nothing was created";

function requireFreeName(session: Session, rows: readonly FileRow[]): void {
  const { inputs } = session;
  const [row] = rows;
  if (row === undefined) {
    return;
  }
  const leaving = rows.find((one) => removalInThisRun(session, idOf(inputs, one)));
  if (leaving !== undefined) {
    throw new LifecycleError({
      name: "name-taken",
      attempted: `Cannot create ${describeTask(inputs, undefined)}`,
      cause: `folder "${inputs.fileFolderPath}" still contains a task of this name (file ${leaving.fileId}), which this command is deleting for another resource`,
      kept: NOTHING_CREATED,
      next: "Run the command again when that task is gone",
    });
  }
  const ids = rows.map(({ fileId }) => fileId).join(", ");
  const id = idOf(inputs, row);
  throw new LifecycleError({
    name: "name-taken",
    attempted: `Cannot create ${describeTask(inputs, undefined)}`,
    cause: `folder "${inputs.fileFolderPath}" already contains a task of this name (file ${ids})`,
    kept: NOTHING_CREATED,
    next:
      `If it is yours, for example from a run that was killed, give the resource the option import: "${id}" to take it over (or set onExisting to "adopt"); ` +
      "if the resource was only renamed in the program, use the option aliases; otherwise choose another taskName, or delete that task in DataWorks if nobody needs it",
  });
}

/**
 * The task that is still to be imported: a create that replaces a task of ours also has its import, which was then fulfilled
 * earlier.
 */
function importIdOf(session: Session): string | undefined {
  const id = session.inputs.import;
  return id === undefined || isImportFulfilled(session, id) ? undefined : id;
}

/** A task that this same command deletes for another resource is neither taken over nor silently created again. */
function requireNotRemoved(session: Session, id: string): void {
  const removal = removalInThisRun(session, id);
  if (removal === undefined) {
    return;
  }
  const [what, next] =
    removal === "deleted"
      ? [
          "has deleted",
          `Remove import: "${id}" from the resource's options, or restore the file in DataWorks, then run the command again`,
        ]
      : ["is deleting", "Run the command again; it then says what became of that task"];
  throw new LifecycleError({
    name: "import-refused",
    attempted: `Cannot import ${describeTask(session.inputs, parseTaskId(id).fileId)}`,
    cause: `this command ${what} it for another resource`,
    kept: NOTHING_CREATED,
    next,
  });
}

function idOf({ projectId }: DISyncTaskInputs, { fileId }: FileRow): string {
  return taskId({ projectId, fileId });
}

/** Creates the task, or takes over the existing one. */
async function acquireTask(session: Session): Promise<AcquiredTask> {
  const { context, inputs } = session;
  const importId = importIdOf(session);
  if (importId !== undefined) {
    requireNotRemoved(session, importId);
    const imported = await importTask(session, importId);
    if (imported !== undefined) {
      return imported;
    }
  }
  const rows = await findByName(session);
  // The import may name the very task that a replacement left behind.
  if (inputs.import !== undefined && rows.some((row) => inputs.import === idOf(inputs, row))) {
    const left = await importTask(session, inputs.import);
    if (left !== undefined) {
      return left;
    }
  }
  if (inputs.onExisting !== "adopt") {
    requireFreeName(session, rows);
  }
  if (importId !== undefined) {
    context.log(
      `warning: ${describeTask(inputs, undefined)}: the task that import: "${importId}" names was deleted, so a new one is created; remove import from the resource's options`,
    );
  }
  const content = await wholeContent(session);
  if (rows.length > 0) {
    return adoptExisting(session, rows, content);
  }
  const fileId = await createOnce(session, content);
  recordCreated(session, taskId({ projectId: inputs.projectId, fileId }));
  await rememberCreated(session, fileId);
  return { fileId, change: "nothing" };
}

/** The state of a task before anything was read from the service. */
function freshState(
  { context, inputs }: Session,
  { fileId, takenOver }: AcquiredTask,
): DISyncTaskState {
  const { import: _import, ...stored } = inputs;
  return {
    ...stored,
    fileId,
    liveName: inputs.taskName,
    liveState: "",
    deployed: false,
    ...endpointOutputs(context, inputs.region),
    ...(takenOver !== undefined && { takenOver }),
  };
}

export interface Created {
  readonly id: string;
  readonly state: DISyncTaskState;
}

async function reconcileCreated(session: Session, acquired: AcquiredTask): Promise<Created> {
  const { fileId, change } = acquired;
  const { projectId } = session.inputs;
  const task = { projectId, fileId };
  const before = freshState(session, acquired);
  const { state } = await reconcile(openTaskSession(session, task), {
    attempted: `${describeTask(session.inputs, fileId)} exists, but is not in its desired state`,
    before,
    wanted: before,
    change,
    mayBeDeployed: false,
    content: () => wholeContent(session),
    timeAdvice: TIME_ADVICE,
  });
  return { id: taskId(task), state };
}

/**
 * Creates a task: looks its name up, creates it, and brings it to the desired state by the table of steps.
 *
 * @throws PartialError once the service has returned an id, so that the task is never lost.
 */
export async function createTask(
  context: LifecycleContext,
  inputs: DISyncTaskInputs,
): Promise<Created> {
  const session = openSession(context, "create", inputs);
  claimName(session);
  let acquired: AcquiredTask;
  try {
    acquired = await acquireTask(session);
  } catch (error) {
    releaseName(session);
    throw asLifecycleError(error, {
      attempted: `Cannot create ${describeTask(inputs, undefined)}`,
    });
  }
  try {
    return await reconcileCreated(session, acquired);
  } finally {
    // Success or failure, the engine keeps the entry from here on.
    const { fileId, takenOver } = acquired;
    if (takenOver !== undefined) {
      recordStored(session, taskId({ projectId: inputs.projectId, fileId }), takenOver);
    }
  }
}
