import type { Operation } from "../operation";
import { createDISyncTask } from "./create-di-sync-task";
import { deleteDISyncTask } from "./delete-di-sync-task";
import { deployDISyncTask } from "./deploy-di-sync-task";
import { generateDISyncTaskConfigForCreating } from "./generate-di-sync-task-config-for-creating";
import { generateDISyncTaskConfigForUpdating } from "./generate-di-sync-task-config-for-updating";
import { getDISyncInstanceInfo } from "./get-di-sync-instance-info";
import { getDISyncTask } from "./get-di-sync-task";
import { getFile } from "./get-file";
import { getFolder } from "./get-folder";
import { listFiles } from "./list-files";
import { listRefDISyncTasks } from "./list-ref-di-sync-tasks";
import { queryDISyncTaskConfigProcessResult } from "./query-di-sync-task-config-process-result";
import { startDISyncInstance } from "./start-di-sync-instance";
import { stopDISyncInstance } from "./stop-di-sync-instance";
import { terminateDISyncInstance } from "./terminate-di-sync-instance";
import { updateDISyncTask } from "./update-di-sync-task";

/** The operations of the service that the lifecycle uses, under their own names. */
export const OPERATIONS = {
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
  getFolder,
  getFile,
};

type Method<Entry> =
  Entry extends Operation<infer Request, infer Result>
    ? (request: Request) => Promise<Result>
    : never;

/** One typed method for each operation of the table. */
export type DataWorksApi = {
  readonly [Name in keyof typeof OPERATIONS]: Method<(typeof OPERATIONS)[Name]>;
};
