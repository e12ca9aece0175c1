import type { Operation } from "../protocol/operation";
import { createDISyncTask } from "./create-di-sync-task";
import { createFile } from "./create-file";
import { createFolder } from "./create-folder";
import { deleteDISyncTask } from "./delete-di-sync-task";
import { deleteFile } from "./delete-file";
import { deployDISyncTask } from "./deploy-di-sync-task";
import { generateDISyncTaskConfigForCreating } from "./generate-di-sync-task-config-for-creating";
import { generateDISyncTaskConfigForUpdating } from "./generate-di-sync-task-config-for-updating";
import { getDISyncInstanceInfo } from "./get-di-sync-instance-info";
import { getDISyncTask } from "./get-di-sync-task";
import { getFile } from "./get-file";
import { getFileVersion } from "./get-file-version";
import { getFolder } from "./get-folder";
import { getProject } from "./get-project";
import { listFiles } from "./list-files";
import { listFolders } from "./list-folders";
import { listRefDISyncTasks } from "./list-ref-di-sync-tasks";
import { listResourceGroups } from "./list-resource-groups";
import { queryDISyncTaskConfigProcessResult } from "./query-di-sync-task-config-process-result";
import { startDISyncInstance } from "./start-di-sync-instance";
import { stopDISyncInstance } from "./stop-di-sync-instance";
import { terminateDISyncInstance } from "./terminate-di-sync-instance";
import { updateDISyncTask } from "./update-di-sync-task";
import { updateFile } from "./update-file";

const TABLE: readonly Operation[] = [
  createDISyncTask,
  updateDISyncTask,
  getDISyncTask,
  deleteDISyncTask,
  deployDISyncTask,
  startDISyncInstance,
  stopDISyncInstance,
  terminateDISyncInstance,
  getDISyncInstanceInfo,
  generateDISyncTaskConfigForCreating,
  generateDISyncTaskConfigForUpdating,
  queryDISyncTaskConfigProcessResult,
  listRefDISyncTasks,
  listFiles,
  getFile,
  createFile,
  updateFile,
  deleteFile,
  getFileVersion,
  createFolder,
  getFolder,
  listFolders,
  getProject,
  listResourceGroups,
];

/** Every operation of the emulator, by its Action. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  TABLE.map((operation) => [operation.action, operation]),
);
