import type { DataWorksApi, FileRow, TaskRef } from "../api/data-works";
import { isInvalidTask } from "../api/errors";
import { findDrift, type TaskContent } from "./content";
import { describeTask } from "./context";
import { LifecycleError } from "./errors";
import { BATCH_FILE_TYPE, REAL_TIME_FILE_TYPE } from "./file-types";
import type { DISyncTaskInputs } from "./inputs";
import { classOf, readLiveTask } from "./live-state";
import { findFile } from "./presence";
import { parseTaskId } from "./state";
import type { Change } from "./steps";

/** The task that becomes ours, and what is new for it. */
export interface Obtained {
  readonly fileId: string;
  readonly change: Change;
  /** Whether the task was there before. */
  readonly isTakenOver: boolean;
}

/** Paths in which an existing task differs from what the program says. */
export async function differingPaths(
  api: DataWorksApi,
  task: TaskRef,
  content: TaskContent,
): Promise<readonly string[]> {
  const { code } = await api.getDISyncTask(task);
  return findDrift(content, code).paths;
}

/**
 * Takes over the task that holds the name already, where it is provably the program's: exactly one, of equal content, and at rest.
 *
 * @throws LifecycleError for everything else, by paths.
 */
export async function adoptExisting(
  api: DataWorksApi,
  inputs: DISyncTaskInputs,
  rows: readonly FileRow[],
  content: string,
): Promise<Obtained> {
  const [row] = rows;
  const refuse = (why: string) =>
    new LifecycleError(
      `Cannot adopt ${describeTask(inputs, row?.fileId)}: ${why}. Nothing was changed. ` +
        "Make the program equal to the task, or stop the task, or delete it in DataWorks if nobody needs it.",
    );
  if (row === undefined || rows.length > 1) {
    const ids = rows.map(({ fileId }) => fileId).join(", ");
    throw refuse(`the folder holds ${rows.length} tasks of this name (files ${ids})`);
  }
  const task = { projectId: inputs.projectId, fileId: row.fileId };
  const paths = await differingPaths(api, task, content);
  if (paths.length > 0) {
    throw refuse(`its content differs from the program's at ${paths.join(", ")}`);
  }
  const { state } = await readLiveTask(api, task);
  if (["running", "unknown"].includes(classOf(state, false))) {
    throw refuse(`its live state is ${state}`);
  }
  // Resource group and size cannot be read, so they are sent.
  return { fileId: row.fileId, change: "definition", isTakenOver: true };
}

/**
 * Looks at the task that the option `import` names.
 *
 * @throws LifecycleError where it is not there, is a batch task, or has another name than the program gives it.
 */
async function findImported(
  api: DataWorksApi,
  inputs: DISyncTaskInputs,
  id: string,
): Promise<FileRow> {
  const task = parseTaskId(id);
  const row = await findFile(api, task);
  const attempted = `Cannot import ${describeTask(inputs, task.fileId)}`;
  if (row === undefined) {
    throw new LifecycleError(
      `${attempted}: the workspace has no file of this id. Nothing was changed. Check the id, region and account.`,
    );
  }
  if (row.fileType === BATCH_FILE_TYPE) {
    throw new LifecycleError(
      `${attempted}: file ${task.fileId} is a batch sync task (type ${BATCH_FILE_TYPE}). This provider manages real-time tasks only; a batch task is deleted with DeleteFile.`,
    );
  }
  if (row.fileType !== REAL_TIME_FILE_TYPE) {
    throw new LifecycleError(
      `${attempted}: file ${task.fileId} has type ${row.fileType ?? "unknown"}, and a real-time sync task has type ${REAL_TIME_FILE_TYPE}. Check the id.`,
    );
  }
  if (row.fileName !== inputs.taskName) {
    throw new LifecycleError(
      `${attempted}: file ${task.fileId} is called "${row.fileName}". Set taskName to that name, or correct the id.`,
    );
  }
  return row;
}

/**
 * Takes over the task that the option `import` names; its size is taken to be what the program says. Nothing is written yet.
 *
 * @returns also the paths of the content that an `up` would change.
 */
export async function importTask(
  api: DataWorksApi,
  inputs: DISyncTaskInputs,
  id: string,
): Promise<Obtained & { readonly paths: readonly string[] }> {
  const { fileId } = await findImported(api, inputs, id);
  const paths = await importPaths(api, inputs, id);
  const change = paths.length > 0 ? "definition" : "nothing";
  return { fileId, change, isTakenOver: true, paths };
}

/** A generated content has no form in the program, so it is taken as it is. */
async function importPaths(
  api: DataWorksApi,
  inputs: DISyncTaskInputs,
  id: string,
): Promise<readonly string[]> {
  const task = parseTaskId(id);
  if (inputs.taskContent === undefined) {
    return [];
  }
  try {
    return await differingPaths(api, task, inputs.taskContent);
  } catch (error) {
    if (isInvalidTask(error)) {
      throw new LifecycleError(
        `Cannot import ${describeTask(inputs, task.fileId)}: GetDISyncTask does not know it. Check the id.`,
      );
    }
    throw error;
  }
}
