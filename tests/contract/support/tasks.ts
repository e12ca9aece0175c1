import { dataOf, type Outcome, type Parameters } from "../clients/client";
import type { ClientName } from "../clients/index";
import { isRemote, CONTENT, FOLDER, PROJECT_ID, RESOURCE_GROUP } from "./settings";
import type { Target } from "./target";

/** An id that nothing has: the one of the DeleteDISyncTask page; in a live workspace something may have that. */
export const UNKNOWN_ID = isRemote ? "999999999999" : "100";

/** How the calls on one real-time task name it. */
export function taskKey(fileId: string): Parameters {
  return { ProjectId: PROJECT_ID, TaskType: "DI_REALTIME", FileId: fileId };
}

export function taskParam(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ FileFolderPath: FOLDER, ResourceGroup: RESOURCE_GROUP, ...changes });
}

/** What CreateDISyncTask takes. */
export function createRequest(changes: Parameters = {}): Parameters {
  return {
    ProjectId: PROJECT_ID,
    TaskType: "DI_REALTIME",
    TaskContent: CONTENT,
    TaskName: "contract",
    TaskParam: taskParam(),
    ...changes,
  };
}

/** CreateDISyncTask under a new name. */
export function tryCreate(
  target: Target,
  changes: Parameters = {},
  client?: ClientName,
): Promise<Outcome> {
  const request = createRequest({ TaskName: target.newName(), ...changes });
  return target.call("CreateDISyncTask", request, client);
}

/** A new task's id. */
export async function create(
  target: Target,
  changes: Parameters = {},
  client?: ClientName,
): Promise<string> {
  const outcome = await tryCreate(target, changes, client);
  const { FileId: fileId } = dataOf(outcome);
  if (typeof fileId !== "number") {
    throw new Error(`CreateDISyncTask refused: ${JSON.stringify(outcome.body)}`);
  }
  return fileId.toString();
}

export async function createDeployed(target: Target, changes: Parameters = {}): Promise<string> {
  const fileId = await create(target, changes);
  await target.call("DeployDISyncTask", taskKey(fileId));
  return fileId;
}

export async function createRunning(target: Target, changes: Parameters = {}): Promise<string> {
  const fileId = await createDeployed(target, changes);
  await target.call("StartDISyncInstance", taskKey(fileId));
  await target.untilState(fileId, "RUN");
  return fileId;
}

export async function createPaused(target: Target, changes: Parameters = {}): Promise<string> {
  const fileId = await createRunning(target, changes);
  await target.call("StopDISyncInstance", taskKey(fileId));
  await target.untilState(fileId, "PAUSE");
  return fileId;
}

/** A call on one real-time task. */
export function onTask(
  target: Target,
  action: string,
  fileId: string,
  more: Parameters = {},
  client?: ClientName,
): Promise<Outcome> {
  return target.call(action, { ...taskKey(fileId), ...more }, client);
}

/** A new folder below the one of the run; its path. */
export async function createFolder(target: Target): Promise<string> {
  const path = `${FOLDER}/${target.newName()}`;
  await target.call("CreateFolder", { ProjectId: PROJECT_ID, FolderPath: path });
  return path;
}

/** A file's row in ListFiles. */
export async function fileOf(
  target: Target,
  fileId: string,
  wanted: Parameters = {},
): Promise<Readonly<Record<string, unknown>>> {
  const filter = { ProjectId: PROJECT_ID, FileIdIn: fileId, ...wanted };
  const { Files } = dataOf(await target.call("ListFiles", filter));
  return (Files as [Readonly<Record<string, unknown>>])[0];
}
