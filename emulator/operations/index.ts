import { createDISyncTask } from "./create-di-sync-task";
import { deleteDISyncTask } from "./delete-di-sync-task";
import { deployDISyncTask } from "./deploy-di-sync-task";
import { getDISyncInstanceInfo } from "./get-di-sync-instance-info";
import { getDISyncTask } from "./get-di-sync-task";
import { generateDISyncTaskConfigForCreating } from "./generate-di-sync-task-config-for-creating";
import { generateDISyncTaskConfigForUpdating } from "./generate-di-sync-task-config-for-updating";
import { getFile } from "./get-file";
import { getFolder } from "./get-folder";
import { listFiles } from "./list-files";
import { listRefDISyncTasks } from "./list-ref-di-sync-tasks";
import type { Operation } from "./operation";
import { queryDISyncTaskConfigProcessResult } from "./query-di-sync-task-config-process-result";
import { startDISyncInstance } from "./start-di-sync-instance";
import { stopDISyncInstance } from "./stop-di-sync-instance";
import { terminateDISyncInstance } from "./terminate-di-sync-instance";
import { updateDISyncTask } from "./update-di-sync-task";

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
  getFolder,
];

/** Every operation of the emulator, by its Action. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  TABLE.map((operation) => [operation.action, operation]),
);
