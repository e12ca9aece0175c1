import { isInvalidTask } from "../api/errors";
import {
  PAGE_SIZE,
  type DataWorksApi,
  type FileRow,
  type RefNode,
  type TaskRef,
} from "../api/data-works";
import { adviceFor } from "./advice";
import { checkProjectId, checkRegion, type Problem } from "./check-values";
import { contentFromServer, type TaskContent } from "./content";
import { endpointOf, endpointOutputs, READ_TIMEOUT_MS, type LifecycleContext } from "./context";
import { asLifecycleError, LifecycleError } from "./errors";
import { BATCH_FILE_TYPE, REAL_TIME_FILE_TYPE } from "./file-types";
import { compareFolders } from "./folder-path";
import { isDeployed, readLiveTask } from "./live-state";
import { withoutDeleted } from "./name-lookup";
import { findFile } from "./presence";
import { listAllFiles, MAX_PAGES } from "./list-files";
import { parseTaskId, taskId, type DISyncTaskState } from "./state";

/** A task as the service has it, whoever made it. */
export interface FoundTask {
  /** `<projectId>:<fileId>` */
  readonly id: string;
  readonly projectId: string;
  readonly fileId: string;
  readonly region: string;
  readonly taskName: string;
  /** Folder in the form that the service gives, mostly Chinese. */
  readonly fileFolderPath: string;
  /** Account id of the owner; empty where the service gives none. */
  readonly owner: string;
  /** The service's own word; empty where it gives none. */
  readonly liveState: string;
  readonly taskContent: TaskContent;
  /** Alert rules as GetDISyncTask gives them. */
  readonly alarmRules: readonly unknown[];
}

/** A row of a list: what ListFiles gives of a task. */
export type ListedTask = Pick<
  FoundTask,
  "id" | "projectId" | "fileId" | "region" | "taskName" | "fileFolderPath" | "owner"
>;

const NO_REGION =
  "No region: give one, or run: pulumi config set dataworks:region <region>. Nothing was called.";

interface Place {
  readonly api: DataWorksApi;
  readonly projectId: string;
  readonly region: string;
}

/** A region becomes part of a host name: a wrong one must not lead elsewhere. */
function requireRight(name: string, problem: Problem): void {
  if (problem !== undefined) {
    throw new LifecycleError(`${name}: ${problem.text}. Nothing was called.`);
  }
}

function connect(context: LifecycleContext, projectId: string, region: string | undefined): Place {
  if (region === undefined) {
    throw new LifecycleError(NO_REGION);
  }
  requireRight("region", checkRegion(region));
  requireRight("projectId", checkProjectId(projectId));
  const deadlineMs = context.clock.nowMs() + READ_TIMEOUT_MS;
  return { api: context.connect(endpointOf(context, region), deadlineMs), projectId, region };
}

function listed({ projectId, region }: Place, row: FileRow): ListedTask {
  const { fileId, fileName, folderPath, owner } = row;
  return {
    id: taskId({ projectId, fileId }),
    projectId,
    fileId,
    region,
    taskName: fileName,
    fileFolderPath: folderPath ?? "",
    owner: owner ?? "",
  };
}

async function readFound(place: Place, row: FileRow): Promise<FoundTask> {
  const task: TaskRef = { projectId: place.projectId, fileId: row.fileId };
  const { code, alarmList } = await place.api.getDISyncTask(task);
  const live = await readLiveTask(place.api, task);
  return {
    ...listed(place, row),
    liveState: live.state ?? "",
    taskContent: contentFromServer(code),
    alarmRules: alarmList,
  };
}

function requireRealTime(row: FileRow | undefined, what: string): FileRow {
  if (row === undefined) {
    throw new LifecycleError(`${what} does not exist. Check the id, region and account.`);
  }
  if (row.fileType === BATCH_FILE_TYPE) {
    throw new LifecycleError(
      `${what} is a batch sync task (file type ${BATCH_FILE_TYPE}). This provider knows real-time tasks only; a batch task is deleted with DeleteFile.`,
    );
  }
  return row;
}

/** How to find one task: by its id, or by its name and, where that is not unique, its folder. */
export type TaskQuery = { readonly projectId: string; readonly region?: string } & (
  | { readonly fileId: string }
  | { readonly taskName: string; readonly fileFolderPath?: string }
);

async function findRow(place: Place, query: TaskQuery): Promise<FileRow> {
  const { api, projectId, region } = place;
  const where = `(region ${region}, workspace ${projectId})`;
  if ("fileId" in query) {
    const row = await findFile(api, { projectId, fileId: query.fileId });
    return requireRealTime(row, `File ${query.fileId} ${where}`);
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
    throw new LifecycleError(
      `There are ${rows.length} tasks "${taskName}" ${where}: ${places.join(", ")}. Name the folder, or the file id.`,
    );
  }
  return requireRealTime(rows[0], `Task "${taskName}" ${where}`);
}

/** Looks up one task. @throws LifecycleError where it does not exist, or where the name is not unique. */
export async function lookUpTask(context: LifecycleContext, query: TaskQuery): Promise<FoundTask> {
  const place = connect(context, query.projectId, query.region);
  try {
    return await readFound(place, await findRow(place, query));
  } catch (error) {
    const what = "fileId" in query ? `file ${query.fileId}` : `task "${query.taskName}"`;
    throw asLifecycleError(
      `Cannot look up ${what} (region ${place.region}, workspace ${query.projectId})`,
      error,
      isInvalidTask(error) ? "Check the id, region and account" : adviceFor(error),
    );
  }
}

/** Which tasks of a workspace to list; every part narrows the list. */
export interface ListQuery {
  readonly projectId: string;
  readonly region?: string;
  readonly fileFolderPath?: string;
  readonly nameContains?: string;
  readonly owner?: string;
  readonly dataSource?: { readonly name: string; readonly direction: "from" | "to" };
}

/** ListRefDISyncTasks counts nothing, so a page that is not full is its last one (assumed). */
async function nodesOfDataSource(
  { api, projectId }: Place,
  { name, direction }: NonNullable<ListQuery["dataSource"]>,
): Promise<RefNode[]> {
  const all: RefNode[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const request = { projectId, datasourceName: name, refType: direction, page };
    const nodes = await api.listRefDISyncTasks(request);
    all.push(...nodes);
    if (nodes.length < PAGE_SIZE) {
      break;
    }
  }
  return all;
}

/** It gives node ids: ListFiles maps each to its file. */
async function rowsOfDataSource(
  place: Place,
  dataSource: NonNullable<ListQuery["dataSource"]>,
): Promise<FileRow[]> {
  const { api, projectId } = place;
  const nodes = await nodesOfDataSource(place, dataSource);
  const rows: FileRow[] = [];
  for (const { nodeId } of nodes) {
    const { files } = await api.listFiles({ projectId, nodeId });
    rows.push(...files);
  }
  return rows.filter(({ fileType }) => fileType === REAL_TIME_FILE_TYPE);
}

function fits(row: FileRow, { fileFolderPath, nameContains, owner }: ListQuery): boolean {
  return (
    (fileFolderPath === undefined ||
      (row.folderPath !== undefined &&
        compareFolders(row.folderPath, fileFolderPath) === "same")) &&
    (nameContains === undefined || row.fileName.includes(nameContains)) &&
    (owner === undefined || row.owner === owner)
  );
}

/** Lists real-time tasks, whoever made them; every page is read. Should ListFiles show the recycle bin, so does this: a GetFile for each row would cost too many calls. */
export async function listTasks(
  context: LifecycleContext,
  query: ListQuery,
): Promise<readonly ListedTask[]> {
  const place = connect(context, query.projectId, query.region);
  const { projectId, nameContains, owner, dataSource } = query;
  try {
    const rows =
      dataSource === undefined
        ? await listAllFiles(place.api, {
            projectId,
            fileTypes: String(REAL_TIME_FILE_TYPE),
            ...(nameContains !== undefined && { keyword: nameContains }),
            ...(owner !== undefined && { owner }),
          })
        : await rowsOfDataSource(place, dataSource);
    return rows.filter((row) => fits(row, query)).map((row) => listed(place, row));
  } catch (error) {
    throw asLifecycleError(
      `Cannot list the tasks of workspace ${projectId} (region ${place.region})`,
      error,
      adviceFor(error),
    );
  }
}

/** The state of a task that the program only looks at: everything is as the service has it. */
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
