import { parseJsonObject, writeCompactJson, type JsonObject } from "../json/exact-json";
import {
  connectionOf,
  isSame,
  listOf,
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
  type Table,
} from "./script-tables";

/** Keys of a script for updating. Assumed: everything unrelated to tables is refused, so that nothing is silently ignored. */
const UPDATE_KEYS: readonly string[] = ["type", "version", "steps"];
const CONNECTION_KEYS: readonly string[] = [
  "datasourceType",
  "datasource",
  "table",
  "selectedTables",
];

function refuseUnknownKeys(given: JsonObject, known: readonly string[]): void {
  const other = Object.keys(given).find((key) => !known.includes(key));
  if (other !== undefined) {
    refuse(other);
  }
}

/** The new tables of a script for updating, from the data source that the task already reads. */
function newTablesOf(script: JsonObject, stored: JsonObject): readonly Table[] {
  refuseUnknownKeys(script, UPDATE_KEYS);
  if (stepsOf(script).some((step) => step["category"] !== "reader")) {
    refuse("Writer");
  }
  const reader = readerOf(script);
  const connection = connectionOf(reader);
  refuseUnknownKeys(objectOf(reader["parameter"]), ["connection"]);
  refuseUnknownKeys(connection, CONNECTION_KEYS);
  const { datasource } = connectionOf(readerOf(stored));
  if (connection["datasource"] !== undefined && connection["datasource"] !== datasource) {
    refuse("datasource");
  }
  return tablesOf(connection);
}

/** The rules that the task already has. */
function storedRules(writer: JsonObject | undefined): readonly JsonObject[] {
  const mapping = objectOf(objectOf(writer?.["parameter"])["tableMappingRule"]);
  return listOf(mapping["datasource"]).flatMap((entry) =>
    listOf(objectOf(entry)["tableRule"]).map(objectOf),
  );
}

function storedInfos(connection: JsonObject): readonly (readonly [Table, JsonObject])[] {
  return listOf(connection["selectedTables"]).flatMap((entry) =>
    listOf(objectOf(entry)["schema"]).flatMap((schema) =>
      listOf(objectOf(schema)["tableInfos"]).map((info) => {
        const name = textOf(objectOf(info)["table"]);
        return [{ database: textOf(objectOf(entry)["dbName"]), name }, objectOf(info)] as const;
      }),
    ),
  );
}

/** The task's content with other tables; the entries of remaining tables are unchanged. */
export function replaceTables(content: string, text: string): string {
  const stored = parseJsonObject(content) ?? refuse("TaskContent");
  const tables = newTablesOf(parseJsonObject(text) ?? refuse("TaskParam"), stored);
  const connection = connectionOf(readerOf(stored));
  const infos = storedInfos(connection);
  const infoOf = (table: Table) =>
    infos.find(([one]) => isSame(one, table))?.[1] ?? tableInfo(table);
  const writer = stepsOf(stored).find((step) => step["category"] === "writer");
  const rules = storedRules(writer);
  const ruleOf = (table: Table) =>
    rules.find((rule) => rule["srcDbName"] === table.database && rule["srcTable"] === table.name) ??
    tableRule(table);
  const changes: Readonly<Record<string, JsonObject>> = {
    reader: {
      connection: [
        { ...connection, table: undefined, selectedTables: selectedTables(tables, infoOf) },
      ],
    },
    writer: {
      tableMappingRule: tableMapping(connection["datasource"] ?? null, tables.map(ruleOf)),
    },
  };
  const steps = stepsOf(stored).map((step) => ({
    ...step,
    parameter: { ...objectOf(step["parameter"]), ...changes[textOf(step["category"])] },
  }));
  return writeCompactJson({ ...stored, steps });
}
