import type { FileRow } from "../api/operations/list-files";
import type { RefNode } from "../api/operations/list-ref-di-sync-tasks";
import { PAGE_SIZE } from "../api/page-size";
import { listAllFiles, MAX_PAGES } from "./identity/list-files";
import { isRealTimeTask, REAL_TIME_FILE_TYPE } from "./model/file-types";
import { compareFolders } from "./model/folder-path";
import { listedTask, type ListedTask } from "./model/found-task";
import { asLifecycleError } from "./report/diagnosis";
import type { LifecycleContext } from "./session/context";
import { openWorkspace, type Workspace } from "./session/workspace";

/** Which tasks of a workspace to list; every filter must match. */
export interface ListQuery {
  readonly projectId: string;
  readonly region?: string;
  readonly fileFolderPath?: string;
  readonly nameContains?: string;
  readonly owner?: string;
  readonly dataSource?: { readonly name: string; readonly direction: "from" | "to" };
}

/** ListRefDISyncTasks returns no total, so a page that is not full is the last one (assumed). */
async function nodesOfDataSource(
  { api, projectId }: Workspace,
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

/** ListRefDISyncTasks returns node ids: ListFiles maps each to its file. */
async function rowsOfDataSource(
  workspace: Workspace,
  dataSource: NonNullable<ListQuery["dataSource"]>,
): Promise<FileRow[]> {
  const { api, projectId } = workspace;
  const nodes = await nodesOfDataSource(workspace, dataSource);
  const rows: FileRow[] = [];
  for (const { nodeId } of nodes) {
    const { files } = await api.listFiles({ projectId, nodeId });
    rows.push(...files);
  }
  return rows.filter(isRealTimeTask);
}

function matches(row: FileRow, { fileFolderPath, nameContains, owner }: ListQuery): boolean {
  return (
    (fileFolderPath === undefined ||
      (row.folderPath !== undefined &&
        compareFolders(row.folderPath, fileFolderPath) === "same")) &&
    (nameContains === undefined || row.fileName.includes(nameContains)) &&
    (owner === undefined || row.owner === owner)
  );
}

/** Lists real-time tasks, whoever created them; every page is read. If ListFiles includes the recycle bin, so does this: a GetFile for each row would cost too many calls. */
export async function listTasks(
  context: LifecycleContext,
  query: ListQuery,
): Promise<readonly ListedTask[]> {
  const workspace = openWorkspace(context, query.projectId, query.region);
  const { projectId, nameContains, owner, dataSource } = query;
  try {
    const rows =
      dataSource === undefined
        ? await listAllFiles(workspace.api, {
            projectId,
            fileTypes: String(REAL_TIME_FILE_TYPE),
            ...(nameContains !== undefined && { keyword: nameContains }),
            ...(owner !== undefined && { owner }),
          })
        : await rowsOfDataSource(workspace, dataSource);
    return rows
      .filter((row) => matches(row, query))
      .map((row) => listedTask(workspace.projectId, workspace.region, row));
  } catch (error) {
    throw asLifecycleError(error, {
      attempted: `Cannot list the tasks of workspace ${projectId} (region ${workspace.region})`,
    });
  }
}
