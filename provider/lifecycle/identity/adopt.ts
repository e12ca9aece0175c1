import type { DataWorksApi } from "../../api/operations";
import type { FileRow } from "../../api/operations/list-files";
import type { TaskRef } from "../../api/task";
import { ApiError, isInvalidTask, isOutcomeUnknown } from "../../api/errors";
import { findDrift, type TaskContent } from "../model/content";
import { describeTask } from "../report/describe-task";
import { LifecycleError } from "../report/errors";
import type { Failure } from "../report/failure";
import {
  BATCH_FILE_TYPE,
  isBatchTask,
  isRealTimeTask,
  REAL_TIME_FILE_TYPE,
} from "../model/file-types";
import type { DISyncTaskInputs } from "../model/inputs";
import { isAlive } from "../run-state/live-state";
import { readLiveTask } from "../run-state/read-live-task";
import { beginTakeOver } from "./ownership";
import { isInFolder } from "./find-by-name";
import { findFile, isFileDeleted } from "./existence";
import { parseTaskId, taskId } from "../model/task-id";
import type { Change } from "../run-state/steps";
import type { Session } from "../session/session";

/** The task that was created or taken over, and what has to be changed in it. */
export interface AcquiredTask {
  readonly fileId: string;
  readonly change: Change;
  /** Where the task already existed: the mark of the entry that takes it over. */
  readonly takenOver?: string;
}

const NOTHING_CHANGED = "Nothing was changed";

/** Paths in which an existing task differs from the program. */
export async function differingPaths(
  api: DataWorksApi,
  task: TaskRef,
  content: TaskContent,
): Promise<readonly string[]> {
  const { code } = await api.getDISyncTask(task);
  return findDrift(content, code).paths;
}

/**
 * Takes a task over, unless `findAcceptable` refuses it; this is announced to all hosts of the run first.
 *
 * @returns `undefined` where `findAcceptable` finds no task.
 */
async function takeOver<T extends AcquiredTask | undefined>(
  session: Session,
  fileId: string,
  findAcceptable: () => Promise<T>,
): Promise<AcquiredTask | Extract<T, undefined>> {
  const claim = beginTakeOver(session, taskId({ projectId: session.inputs.projectId, fileId }));
  let found: T;
  try {
    found = await findAcceptable();
  } catch (error) {
    claim.fail();
    throw error;
  }
  if (found === undefined) {
    claim.withdraw();
    return found as Extract<T, undefined>;
  }
  claim.finish();
  return { ...found, takenOver: claim.by };
}

/**
 * Takes over the task that already has the name, where it is provably the program's: exactly one, with equal content, and not running.
 *
 * @throws LifecycleError otherwise, with the differing paths.
 */
export async function adoptExisting(
  session: Session,
  rows: readonly FileRow[],
  content: string,
): Promise<AcquiredTask> {
  const { api, inputs } = session;
  const [row] = rows;
  const refuse = (why: string) =>
    new LifecycleError({
      name: "adopt-refused",
      attempted: `Cannot adopt ${describeTask(inputs, row?.fileId)}`,
      cause: why,
      kept: NOTHING_CHANGED,
      next: "Make the program match the task, or stop the task, or delete it in DataWorks if nobody needs it",
    });
  if (row === undefined || rows.length > 1) {
    const ids = rows.map(({ fileId }) => fileId).join(", ");
    throw refuse(`the folder holds ${rows.length} tasks of this name (files ${ids})`);
  }
  const { fileId } = row;
  const task = { projectId: inputs.projectId, fileId };
  return takeOver(session, fileId, async () => {
    const paths = await differingPaths(api, task, content);
    if (paths.length > 0) {
      throw refuse(`its content differs from the program's at ${paths.join(", ")}`);
    }
    const { state } = await readLiveTask(api, task);
    if (isAlive(state)) {
      throw refuse(`its live state is ${state}`);
    }
    // Resource group and size cannot be read, so they are sent.
    return { fileId, change: "definition" };
  });
}

/** Whether GetFile shows the file of an id as deleted; where it refuses, nothing is known about the id. */
async function isKnownAsDeleted(api: DataWorksApi, task: TaskRef): Promise<boolean> {
  try {
    return await isFileDeleted(api, task);
  } catch (error) {
    if (error instanceof ApiError && !isOutcomeUnknown(error)) {
      return false;
    }
    throw error;
  }
}

function cannotImport(
  inputs: DISyncTaskInputs,
  id: string,
  refusal: Omit<Failure, "attempted" | "kept">,
): LifecycleError {
  return new LifecycleError({
    attempted: `Cannot import ${describeTask(inputs, parseTaskId(id).fileId)}`,
    kept: NOTHING_CHANGED,
    ...refusal,
  });
}

function importNotFound(inputs: DISyncTaskInputs, id: string, who: string): LifecycleError {
  return cannotImport(inputs, id, {
    name: "import-not-found",
    cause: `${who} no file of this id`,
    next: `Check the id, region and account; if the task no longer exists, remove import: "${id}" from the resource's options, and a new task is created`,
  });
}

/** Why a listed file must not be taken over; `undefined` where it may be. */
async function importProblem(
  session: Session,
  row: FileRow,
): Promise<Pick<Failure, "cause" | "next"> | undefined> {
  const { inputs } = session;
  const { fileType, fileName, folderPath = "" } = row;
  if (isBatchTask(row)) {
    return {
      cause: `is a batch sync task (type ${BATCH_FILE_TYPE}), and this provider manages real-time tasks only`,
      next: "Correct the id; a batch task is deleted with DeleteFile",
    };
  }
  if (!isRealTimeTask(row)) {
    return {
      cause: `has type ${fileType ?? "unknown"}, and a real-time sync task has type ${REAL_TIME_FILE_TYPE}`,
      next: "Correct the id",
    };
  }
  if (fileName !== inputs.taskName) {
    return {
      cause: `is called "${fileName}"`,
      next: "Set taskName to that name, or correct the id",
    };
  }
  return (await isInFolder(session, row))
    ? undefined
    : {
        cause: `is in folder "${folderPath}", and fileFolderPath is "${inputs.fileFolderPath}"`,
        next: "Set fileFolderPath to the task's folder, or correct the id",
      };
}

/**
 * Finds the file that the option `import` names.
 *
 * @returns `undefined` where the file was deleted.
 * @throws LifecycleError where nothing is known about it, or where it is a batch task, or its name or folder differs from the
 * program's.
 */
async function findImported(session: Session, id: string): Promise<FileRow | undefined> {
  const { api, inputs } = session;
  const task = parseTaskId(id);
  const row = await findFile(api, task);
  if (row === undefined) {
    if (await isKnownAsDeleted(api, task)) {
      return undefined;
    }
    throw importNotFound(inputs, id, "the workspace has");
  }
  const why = await importProblem(session, row);
  if (why === undefined) {
    return row;
  }
  // A deleted file may still be listed.
  if (await isKnownAsDeleted(api, task)) {
    return undefined;
  }
  throw cannotImport(inputs, id, {
    name: "import-refused",
    ...why,
    cause: `file ${task.fileId} ${why.cause}`,
  });
}

/** A task that an import found: what has to be changed, and where its content differs. */
export interface Imported {
  readonly fileId: string;
  readonly change: Change;
  /** Paths of the content that an `up` would change. */
  readonly paths: readonly string[];
}

/**
 * Finds out what taking over the task of the option `import` would change; its size is taken to be the program's. Nothing is
 * written.
 *
 * @returns `undefined` where the file of that id was deleted.
 */
export async function previewImport(session: Session, id: string): Promise<Imported | undefined> {
  const row = await findImported(session, id);
  const paths = row === undefined ? undefined : await importPaths(session, id);
  return row === undefined || paths === undefined
    ? undefined
    : { fileId: row.fileId, change: paths.length > 0 ? "definition" : "nothing", paths };
}

/**
 * Takes over the task that the option `import` names.
 *
 * @returns `undefined` where the file of that id was deleted.
 */
export async function importTask(session: Session, id: string): Promise<AcquiredTask | undefined> {
  // The mark is written before the first read: a command that continues after a refusal must not delete what was to be imported.
  return takeOver(session, parseTaskId(id).fileId, () => previewImport(session, id));
}

/**
 * The program does not contain a generated content, so it is accepted as it is.
 *
 * @returns `undefined` where the file was deleted, although it is still listed.
 */
async function importPaths(
  { api, inputs }: Session,
  id: string,
): Promise<readonly string[] | undefined> {
  const task = parseTaskId(id);
  try {
    return inputs.taskContent === undefined
      ? (await api.getDISyncTask(task), [])
      : await differingPaths(api, task, inputs.taskContent);
  } catch (error) {
    if (!isInvalidTask(error)) {
      throw error;
    }
    if (await isKnownAsDeleted(api, task)) {
      return undefined;
    }
    throw importNotFound(inputs, id, "GetDISyncTask knows");
  }
}
