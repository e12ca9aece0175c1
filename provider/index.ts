export {
  DISyncTask,
  type DdlKind,
  type DdlRule,
  type DISyncTaskArgs,
  type StartParam,
} from "./program/di-sync-task";
export {
  getDISyncTask,
  getDISyncTaskOutput,
  listDISyncTasks,
  type FoundTask,
  type GetDISyncTaskArgs,
  type ListDISyncTasksArgs,
  type ListedTask,
  type LookUpOptions,
} from "./program/look-ups";
export {
  mysqlToHologres,
  mysqlToKafka,
  mysqlToMaxCompute,
  type GenerateScript,
  type MySqlScriptArgs,
  type MySqlSource,
} from "./program/mysql-scripts";
export { Provider, type ProviderArgs } from "./program/explicit-provider";
