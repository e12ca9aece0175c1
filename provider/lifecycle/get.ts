import type { FileRow } from "../api/operations/list-files";
import type { TaskRef } from "../api/task";
import { isInvalidTask } from "../api/errors";
import { findFile } from "./identity/existence";
import { withoutDeleted } from "./identity/find-by-name";
import { listAllFiles } from "./identity/list-files";
import { contentFromServer } from "./model/content";
import { BATCH_FILE_TYPE, isBatchTask, REAL_TIME_FILE_TYPE } from "./model/file-types";
import { compareFolders } from "./model/folder-path";
import { listedTask, type FoundTask } from "./model/found-task";
import type { DISyncTaskState } from "./model/state";
import { parseTaskId } from "./model/task-id";
import { asLifecycleError } from "./report/diagnosis";
import { LifecycleError } from "./report/errors";
import { isDeployed } from "./run-state/live-state";
import { readLiveTask } from "./run-state/read-live-task";
import type { LifecycleContext } from "./session/context";
import { endpointOutputs } from "./session/endpoint";
import { openWorkspace, type Workspace } from "./session/workspace";

const CHECK_ID = "Check the id, region and account";

async function readFound(workspace: Workspace, row: FileRow): Promise<FoundTask> {
  const task: TaskRef = { projectId: workspace.projectId, fileId: row.fileId };
  const { code, alarmList } = await workspace.api.getDISyncTask(task);
  const live = await readLiveTask(workspace.api, task);
  return {
    ...listedTask(workspace.projectId, workspace.region, row),
    liveState: live.state ?? "",
    taskContent: contentFromServer(code),
    alarmRules: alarmList,
  };
}

function requireRealTime(row: FileRow | undefined, attempted: string): FileRow {
  if (row === undefined) {
    throw new LifecycleError({
      name: "not-found",
      attempted,
      cause: "it does not exist",
      next: CHECK_ID,
    });
  }
  if (isBatchTask(row)) {
    throw new LifecycleError({
      name: "wrong-type",
      attempted,
      cause: `it is a batch sync task (file type ${BATCH_FILE_TYPE}), and this provider knows real-time tasks only`,
      next: "Correct the id; a batch task is deleted with DeleteFile",
    });
  }
  return row;
}

/** How to find one task: by its id, or by its name and, where that is not unique, its folder. */
export type TaskQuery = { readonly projectId: string; readonly region?: string } & (
  | { readonly fileId: string }
  | { readonly taskName: string; readonly fileFolderPath?: string }
);

function attemptedLookUp({ region, projectId }: Workspace, query: TaskQuery): string {
  const what = "fileId" in query ? `file ${query.fileId}` : `task "${query.taskName}"`;
  return `Cannot look up ${what} (region ${region}, workspace ${projectId})`;
}

async function findRow(workspace: Workspace, query: TaskQuery): Promise<FileRow> {
  const { api, projectId } = workspace;
  const attempted = attemptedLookUp(workspace, query);
  if ("fileId" in query) {
    const row = await findFile(api, { projectId, fileId: query.fileId });
    return requireRealTime(row, attempted);
  }
  const { taskName, fileFolderPath } = query;
  const files = await listAllFiles(api, {
    projectId,
    exactFileName: taskName,
    fileTypes: String(REAL_TIME_FILE_TYPE),
  });
  let rows: readonly FileRow[] = files.filter(
    ({ fileName, folderPath }) =>
      fileName === taskName &&
      (fileFolderPath === undefined ||
        folderPath === undefined ||
        compareFolders(folderPath, fileFolderPath) !== "different"),
  );
  if (rows.length > 1) {
    rows = await withoutDeleted(api, projectId, rows);
  }
  if (rows.length > 1) {
    const places = rows.map(({ fileId, folderPath }) => `file ${fileId} in "${folderPath ?? ""}"`);
    throw new LifecycleError({
      name: "ambiguous-name",
      attempted,
      cause: `there are ${rows.length} tasks of this name: ${places.join(", ")}`,
      next: "Add fileFolderPath, or use fileId",
    });
  }
  return requireRealTime(rows[0], attempted);
}

/** Looks up one task. @throws LifecycleError where it does not exist, or where the name is not unique. */
export async function lookUpTask(context: LifecycleContext, query: TaskQuery): Promise<FoundTask> {
  const workspace = openWorkspace(context, query.projectId, query.region);
  try {
    return await readFound(workspace, await findRow(workspace, query));
  } catch (error) {
    throw asLifecycleError(error, {
      attempted: attemptedLookUp(workspace, query),
      ...(isInvalidTask(error) && { next: CHECK_ID }),
    });
  }
}

/** The state of a task that the program only looks up: everything is as the service returns it. */
export async function getTask(
  context: LifecycleContext,
  id: string,
  region: string | undefined,
): Promise<DISyncTaskState> {
  const found = await lookUpTask(context, {
    ...parseTaskId(id),
    ...(region !== undefined && { region }),
  });
  const { projectId, fileId, taskName, fileFolderPath, taskContent, liveState } = found;
  return {
    projectId,
    region: found.region,
    taskName,
    fileFolderPath,
    taskContent,
    fileId,
    liveName: taskName,
    liveState,
    deployed: isDeployed(liveState === "" ? undefined : liveState),
    ...endpointOutputs(context, found.region),
    lookedUp: true,
  };
}
