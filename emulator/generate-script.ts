import {
  isJsonList,
  isJsonObject,
  writeCompactJson,
  type JsonObject,
  type JsonValue,
} from "./exact-json";
import { Refusal } from "./refusal";
import { parseJsonObject } from "./task-content";

/** Pairs of the GenerateDISyncTaskConfigForCreating page: the writer of each, and the mode of the content. */
const PAIRS: Readonly<Record<string, { readonly writer: string; readonly mode: string }>> = {
  oneclick_to_holo: { writer: "holo", mode: "migration_holo" }, // QueryDISyncTaskConfigProcessResult page, sample
  oneclick_to_odps: { writer: "odps", mode: "migration_odps" }, // assumed: named after the writer, as the sample is
  oneclick_to_kafka: { writer: "kafka", mode: "migration_kafka" },
};

function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonList(value) ? value : [];
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

/** Assumed: the text names what is wrong, as in the page's sample "XXX is invalid.". */
function refuse(what: string): never {
  throw new Refusal(`${what} is invalid.`);
}

interface Table {
  /** Empty where the data source has one database. */
  readonly database: string;
  readonly name: string;
}

/** Tables in either of the two forms: `table`, of one database, or `selectedTables`, of many. */
function tablesOf(connection: JsonObject): readonly Table[] {
  const ofOne = listOf(connection["table"]).map((name) => ({ database: "", name }));
  const ofMany = listOf(connection["selectedTables"]).flatMap((entry) =>
    listOf(objectOf(entry)["schema"]).flatMap((schema) =>
      listOf(objectOf(schema)["tableInfos"]).map((info) => ({
        database: textOf(objectOf(entry)["dbName"]),
        name: objectOf(info)["table"],
      })),
    ),
  );
  return [...ofOne, ...ofMany].map(({ database, name }) =>
    typeof name === "string" && name !== "" ? { database, name } : refuse("table"),
  );
}

function stepsOf(script: JsonObject): readonly JsonObject[] {
  return listOf(script["steps"]).map(objectOf);
}

function readerOf(script: JsonObject): JsonObject {
  return stepsOf(script).find((step) => step["category"] === "reader") ?? refuse("Reader");
}

function connectionOf(reader: JsonObject): JsonObject {
  const [connection] = listOf(objectOf(reader["parameter"])["connection"]);
  return isJsonObject(connection) ? connection : refuse("connection");
}

function readerStep(dataSource: JsonValue, tables: readonly Table[]): JsonObject {
  const databases = [...new Set(tables.map(({ database }) => database))];
  return {
    stepType: "mysql",
    category: "reader",
    name: "reader",
    parameter: {
      connection: [
        {
          datasourceType: "mysql",
          datasource: dataSource,
          selectedTables: databases.map((dbName) => ({
            dbName,
            schema: [
              {
                tableInfos: tables
                  .filter(({ database }) => database === dbName)
                  .map(({ name }) => ({ enable: true, table: name, tableName: name })),
              },
            ],
          })),
        },
      ],
    },
  };
}

function tableMapping(dataSource: JsonValue, tables: readonly Table[]): JsonObject {
  return {
    totalTableMapping: tables.length,
    datasource: [
      {
        srcDatasourceName: dataSource,
        tableRule: tables.map(({ database, name }) => ({
          srcDbName: database,
          srcTable: name,
          dstTable: `public.${name}`,
          mergeIntoCycleType: "DEFAULT",
          hourDeltaEnable: false,
          dayDeltaEnable: false,
        })),
      },
    ],
  };
}

function requireTables(connection: JsonObject): readonly Table[] {
  const tables = tablesOf(connection);
  return tables.length > 0 ? tables : refuse("table");
}

/**
 * Expands a short script to a task content: the shape of the QueryDISyncTaskConfigProcessResult page. Columns and keys, which the
 * service reads from the source, are left out: there is no source.
 */
export function expandScript(text: string): string {
  const script = parseJsonObject(text) ?? refuse("TaskParam");
  const setting = objectOf(script["setting"]);
  const pair = PAIRS[textOf(setting["taskType"])] ?? refuse("taskType");
  const connection = connectionOf(readerOf(script));
  const tables = requireTables(connection);
  const writer =
    stepsOf(script).find(
      (step) => step["category"] === "writer" && step["stepType"] === pair.writer,
    ) ?? refuse("Writer");
  const dataSource = connection["datasource"] ?? refuse("datasource");
  return writeCompactJson({
    type: "job",
    version: "2.0",
    extend: { mode: pair.mode, resourceGroup: setting["resourceGroup"] ?? null },
    steps: [
      readerStep(dataSource, tables),
      {
        stepType: pair.writer,
        category: "writer",
        name: "writer",
        parameter: {
          datasource: objectOf(writer["parameter"])["datasource"] ?? refuse("datasource"),
          writeMode: "replay",
          tableMappingRule: tableMapping(dataSource, tables),
        },
      },
    ],
    order: { hops: [{ from: "reader", to: "writer" }] },
  });
}

/** Assumed: a script for updating names tables of the data source that the task reads already, and nothing else. */
export function replaceTables(content: string, text: string): string {
  const script = parseJsonObject(text) ?? refuse("TaskParam");
  const stored = parseJsonObject(content) ?? refuse("TaskContent");
  const connection = connectionOf(readerOf(script));
  const { datasource } = connectionOf(readerOf(stored));
  if (connection["datasource"] !== undefined && connection["datasource"] !== datasource) {
    refuse("datasource");
  }
  if (stepsOf(script).some((step) => step["category"] !== "reader")) {
    refuse("Writer");
  }
  const tables = requireTables(connection);
  const dataSource = datasource ?? null;
  const steps = stepsOf(stored).map((step) =>
    step["category"] === "reader"
      ? { ...step, ...readerStep(dataSource, tables) }
      : {
          ...step,
          parameter: {
            ...objectOf(step["parameter"]),
            tableMappingRule: tableMapping(dataSource, tables),
          },
        },
  );
  return writeCompactJson({ ...stored, steps });
}
