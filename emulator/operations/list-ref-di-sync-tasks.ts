import {
  parseJsonObject,
  isJsonList,
  isJsonObject,
  writeCompactJson,
  type JsonObject,
  type JsonValue,
} from "../json/exact-json";
import type { SyncOperation } from "../protocol/operation";
import { PROJECT_ID, taskType } from "../protocol/parameters";
import { FILE_TYPE, type WorkspaceFile } from "../workspace/workspace-file";

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

type End = "from" | "to";

const CATEGORIES: Readonly<Record<End, string>> = { from: "reader", to: "writer" };

/** Names of the steps at one end of the hops; the sample of GetDISyncTask shows that a step's category may be wrong. */
function endsOf(content: JsonObject, end: End): readonly (JsonValue | undefined)[] {
  const { order } = content;
  const hops = isJsonObject(order) ? order["hops"] : undefined;
  return isJsonList(hops) ? hops.filter(isJsonObject).map((hop) => hop[end]) : [];
}

/** Data sources that a task reads from or writes to. Assumed: without hops the step's category decides. */
function dataSourcesOf(file: WorkspaceFile, end: End): readonly string[] {
  const content = parseJsonObject(file.content) ?? {};
  const { steps } = content;
  const ends = endsOf(content, end);
  const isAtEnd = (step: JsonObject) =>
    ends.length > 0 ? ends.includes(step["name"]) : step["category"] === CATEGORIES[end];
  return (isJsonList(steps) ? steps : [])
    .filter(isJsonObject)
    .filter(isAtEnd)
    .flatMap((step) => dataSourcesIn(step["parameter"]));
}

function rowOf(file: WorkspaceFile, type: string): JsonObject {
  return {
    NodeId: file.nodeId,
    NodeName: file.name,
    TaskType: type,
    DiSourceDatasource: writeCompactJson([...dataSourcesOf(file, "from")]),
    DiDestinationDatasource: writeCompactJson([...dataSourcesOf(file, "to")]),
  };
}

export const listRefDISyncTasks = {
  action: "ListRefDISyncTasks",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-listrefdisynctasks",
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
  run({ parameters, workspace }) {
    const name = parameters.requiredText("DatasourceName");
    const type = parameters.requiredText("TaskType");
    const end = parameters.requiredText("RefType") === "from" ? "from" : "to";
    const fileType = type === "DI_REALTIME" ? FILE_TYPE.realtime : FILE_TYPE.batch;
    // Assumed: a task that was never deployed has no node, so it is not listed.
    const found = workspace
      .files()
      .filter(
        (file) =>
          file.fileType === fileType &&
          file.deletedStatus === "NORMAL" &&
          file.nodeId !== null &&
          dataSourcesOf(file, end).includes(name),
      );
    const size = Number(parameters.long("PageSize") ?? DEFAULT_PAGE_SIZE);
    const first = (Number(parameters.long("PageNumber") ?? 1n) - 1) * size;
    // The API reference has neither Status nor Message.
    return {
      Status: undefined,
      Message: undefined,
      DISyncTasks: found.slice(first, first + size).map((file) => rowOf(file, type)),
    };
  },
} as const satisfies SyncOperation;
