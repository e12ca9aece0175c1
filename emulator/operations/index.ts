import { createDISyncTask } from "./create-di-sync-task";
import { deleteDISyncTask } from "./delete-di-sync-task";
import { deployDISyncTask } from "./deploy-di-sync-task";
import { getDISyncInstanceInfo } from "./get-di-sync-instance-info";
import { getDISyncTask } from "./get-di-sync-task";
import { getFile } from "./get-file";
import { listFiles } from "./list-files";
import type { Operation } from "./operation";
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
  listFiles,
  getFile,
];

/** Every operation of the emulator, by its Action. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  TABLE.map((operation) => [operation.action, operation]),
);
