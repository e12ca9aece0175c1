import type { DataWorksApi } from "../../api/operations";
import type { FileRow } from "../../api/operations/list-files";
import type { TaskRef } from "../../api/task";
import { isInvalidTask } from "../../api/errors";
import { SETTINGS } from "../../settings";
import { workspaceKey } from "../session/endpoint";
import type { Diagnosis } from "../report/diagnosis";
import { AdvisedError, messageOf } from "../report/errors";
import { isAlive } from "../run-state/live-state";
import { readLiveTask, type LiveTask } from "../run-state/read-live-task";
import type { Session } from "../session/session";

/** GetFile's statuses of a deleted file; the documented sample has RECYCLE. */
const DELETED_STATUSES: ReadonlySet<string> = new Set(["RECYCLE_BIN", "RECYCLE", "DELETED"]);

/** The file of a task as ListFiles returns it, if it does. */
export async function findFile(api: DataWorksApi, task: TaskRef): Promise<FileRow | undefined> {
  const { files } = await api.listFiles({ projectId: task.projectId, fileIdIn: task.fileId });
  return files.find((row) => row.fileId === task.fileId);
}

/** Whether GetFile shows the file of a task as deleted. @throws where it refuses. */
export async function isFileDeleted(api: DataWorksApi, task: TaskRef): Promise<boolean> {
  const { deletedStatus } = await api.getFile(task);
  return DELETED_STATUSES.has((deletedStatus ?? "").toUpperCase());
}

/** What is wrong where nothing is proved, and what to do. */
export function unprovenError(
  { why, diagnosis }: Extract<Presence, { readonly kind: "unproven" }>,
  before = "",
  options: ErrorOptions = {},
): Error {
  return diagnosis === undefined
    ? new Error(`${before}${why}`, options)
    : new AdvisedError(diagnosis.name, `${before}${why}`, diagnosis.next, options);
}

/** Whether the file of a task is no longer in use: it is not listed, or it is in the recycle bin. */
async function isFileGone(api: DataWorksApi, task: TaskRef): Promise<boolean> {
  return (await findFile(api, task)) === undefined || (await isFileDeleted(api, task));
}

export type Presence =
  | { readonly kind: "present" }
  /** `live`: an instance that may remain, not running, without its file. */
  | { readonly kind: "gone"; readonly live: LiveTask }
  /** Undecided, and why: to be treated as an error, never as gone. */
  | { readonly kind: "unproven"; readonly why: string; readonly diagnosis?: Diagnosis };

/**
 * Whether the workspace shows any file at all: the control of a proof that something is missing. It is read again for each proof;
 * concurrent proofs share one.
 */
function hasFiles({ context, api, inputs: { region, projectId } }: Session): Promise<boolean> {
  const { controls } = context.memory;
  const key = workspaceKey(context, region, projectId);
  const pending = controls.get(key);
  if (pending !== undefined) {
    return pending;
  }
  const control = api
    .listFiles({ projectId })
    .then(({ files }) => files.length > 0)
    .finally(() => controls.delete(key));
  controls.set(key, control);
  return control;
}

/**
 * Finds out whether a task is gone. Only all of these together prove it: GetDISyncTask reports it as invalid; ListFiles has no row, or
 * GetFile reports it as deleted; GetDISyncInstanceInfo shows no live instance; and the workspace shows at least one other file, since an
 * unsuitable account or API version shows nothing at all.
 *
 * @throws the error of a call that proves nothing: 403, no answer, an unknown action.
 */
export async function findPresence(session: Session, task: TaskRef): Promise<Presence> {
  try {
    await session.api.getDISyncTask(task);
    return { kind: "present" };
  } catch (error) {
    if (!isInvalidTask(error)) {
      throw error;
    }
    return proveGone(session, task, messageOf(error));
  }
}

async function proveGone(session: Session, task: TaskRef, answer: string): Promise<Presence> {
  const { context, api } = session;
  if (!(await isFileGone(api, task))) {
    return { kind: "unproven", why: `${answer}, but ListFiles still shows its file` };
  }
  const live = await readLiveTask(api, task);
  if (isAlive(live.state)) {
    return {
      kind: "unproven",
      why: `its file is gone, but its instance still exists: GetDISyncInstanceInfo says ${live.state}`,
      diagnosis: {
        name: "instance-left",
        next: "Run `pulumi destroy`, which stops and undeploys the instance, or end it in Operation Center",
      },
    };
  }
  if (!context.settings.acceptEmptyWorkspace && !(await hasFiles(session))) {
    return {
      kind: "unproven",
      why: `workspace ${task.projectId} shows no files at all, as it does to a wrong account or after a move to the new Data Studio`,
      diagnosis: {
        name: "workspace-empty",
        next: `Check region and account; if the workspace is really empty, set ${SETTINGS.acceptEmptyWorkspace.variable}=1 and run the command again`,
      },
    };
  }
  return { kind: "gone", live };
}
