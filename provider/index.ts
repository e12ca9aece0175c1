export { DISyncTask, type DISyncTaskArgs } from "./di-sync-task";
