import {
  isJsonList,
  isJsonObject,
  writeCompactJson,
  type JsonObject,
  type JsonValue,
} from "../exact-json";
import { PROJECT_ID, taskType } from "../parameters";
import { parseJsonObject } from "../task-content";
import { FILE_TYPE, type WorkspaceFile } from "../workspace-file";
import type { SyncOperation } from "./operation";

const DEFAULT_PAGE_SIZE = 10n; // nodes
const MAX_PAGE_SIZE = 100_000n;

function dataSourcesIn(value: JsonValue | undefined): string[] {
  if (isJsonList(value)) {
    return value.flatMap(dataSourcesIn);
  }
  if (!isJsonObject(value)) {
    return [];
  }
  const { datasource } = value;
  return typeof datasource === "string" ? [datasource] : dataSourcesIn(value["connection"]);
}

/** Data sources that a task reads or writes. Assumed: the step's category tells which. */
function dataSourcesOf(file: WorkspaceFile, category: "reader" | "writer"): readonly string[] {
  const steps = parseJsonObject(file.content)?.["steps"];
  return (isJsonList(steps) ? steps : []).flatMap((step) =>
    isJsonObject(step) && step["category"] === category ? dataSourcesIn(step["parameter"]) : [],
  );
}

function rowOf(file: WorkspaceFile, type: string): JsonObject {
  return {
    NodeId: file.nodeId,
    NodeName: file.name,
    TaskType: type,
    DiSourceDatasource: writeCompactJson([...dataSourcesOf(file, "reader")]),
    DiDestinationDatasource: writeCompactJson([...dataSourcesOf(file, "writer")]),
  };
}

export const listRefDISyncTasks = {
  action: "ListRefDISyncTasks",
  page: "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-listrefdisynctasks",
  writes: false,
  family: "sync",
  parameters: [
    PROJECT_ID,
    { name: "DatasourceName", type: "String", required: true },
    taskType("DI_OFFLINE", "DI_REALTIME"),
    { name: "RefType", type: "String", required: true, values: ["from", "to"] },
    { name: "PageNumber", type: "Integer", min: 1n, max: 100n },
    { name: "PageSize", type: "Integer", min: 1n, max: MAX_PAGE_SIZE },
  ],
  sampleMessage: "",
  refusedFields: {},
  run({ parameters, store }) {
    const name = parameters.requiredText("DatasourceName");
    const type = parameters.requiredText("TaskType");
    const category = parameters.requiredText("RefType") === "from" ? "reader" : "writer";
    const fileType = type === "DI_REALTIME" ? FILE_TYPE.realtime : FILE_TYPE.batch;
    // Assumed: a task that was never deployed has no node, so it is in no list of nodes.
    const found = store
      .files()
      .filter(
        (file) =>
          file.fileType === fileType &&
          file.deletedStatus === "NORMAL" &&
          file.nodeId !== null &&
          dataSourcesOf(file, category).includes(name),
      );
    const size = Number(parameters.long("PageSize") ?? DEFAULT_PAGE_SIZE);
    const first = (Number(parameters.long("PageNumber") ?? 1n) - 1) * size;
    // The page has neither Status nor Message.
    return {
      Status: undefined,
      Message: undefined,
      DISyncTasks: found.slice(first, first + size).map((file) => rowOf(file, type)),
    };
  },
} as const satisfies SyncOperation;
