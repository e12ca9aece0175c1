import { parseJsonObject, writeCompactJson, type JsonObject } from "../json/exact-json";
import { Refusal } from "../protocol/refusal";
import type { ResourceGroups } from "../workspace/resource-groups";
import {
  connectionOf,
  objectOf,
  readerOf,
  refuse,
  selectedTables,
  stepsOf,
  tableInfo,
  tableMapping,
  tableRule,
  tablesOf,
  textOf,
} from "./script-tables";

/** Task types of GenerateDISyncTaskConfigForCreating: the writer of each, and the mode of the content. */
const PAIRS: Readonly<Record<string, { readonly writer: string; readonly mode: string }>> = {
  oneclick_to_holo: { writer: "holo", mode: "migration_holo" }, // API reference of QueryDISyncTaskConfigProcessResult, sample
  oneclick_to_odps: { writer: "odps", mode: "migration_odps" }, // assumed: named after the writer, as in the sample
  oneclick_to_kafka: { writer: "kafka", mode: "migration_kafka" },
};

function resourceGroupOf(setting: JsonObject, groups: ResourceGroups): string {
  const { resourceGroup } = setting;
  if (typeof resourceGroup !== "string" || !groups.has(resourceGroup)) {
    throw new Refusal(`ResourceGroup:[${textOf(resourceGroup)}] is invalid.`);
  }
  return resourceGroup;
}

/** Expands a short script to a task content as in the API reference of QueryDISyncTaskConfigProcessResult. */
export function expandScript(text: string, groups: ResourceGroups): string {
  const script = parseJsonObject(text) ?? refuse("TaskParam");
  const setting = objectOf(script["setting"]);
  const pair = PAIRS[textOf(setting["taskType"])] ?? refuse("taskType");
  const resourceGroup = resourceGroupOf(setting, groups);
  const connection = connectionOf(readerOf(script));
  const tables = tablesOf(connection);
  const writer =
    stepsOf(script).find(
      (step) => step["category"] === "writer" && step["stepType"] === pair.writer,
    ) ?? refuse("Writer");
  const datasource = connection["datasource"] ?? refuse("datasource");
  return writeCompactJson({
    type: "job",
    version: "2.0",
    extend: { mode: pair.mode, resourceGroup, name: setting["name"] },
    steps: [
      {
        stepType: "mysql",
        category: "reader",
        name: "reader",
        parameter: {
          connection: [
            {
              datasourceType: "mysql",
              datasource,
              selectedTables: selectedTables(tables, tableInfo),
            },
          ],
        },
      },
      {
        stepType: pair.writer,
        category: "writer",
        name: "writer",
        parameter: {
          datasource: objectOf(writer["parameter"])["datasource"] ?? refuse("datasource"),
          writeMode: "replay",
          tableMappingRule: tableMapping(datasource, tables.map(tableRule)),
        },
      },
    ],
    order: { hops: [{ from: "reader", to: "writer" }] },
  });
}
