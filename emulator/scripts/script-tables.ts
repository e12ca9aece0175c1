import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from "../json/exact-json";
import { Refusal } from "../protocol/refusal";

export function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonList(value) ? value : [];
}

export function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

/** Assumed: the text names what is invalid, as in the sample "XXX is invalid.". */
export function refuse(what: string): never {
  throw new Refusal(`${what} is invalid.`);
}

export interface Table {
  /** Empty where the data source has one database. */
  readonly database: string;
  readonly name: string;
}

export function isSame(one: Table, other: Table): boolean {
  return one.database === other.database && one.name === other.name;
}

/** Tables in either form: `table` for one database, or `selectedTables` for several. Assumed: only one form, each table once. */
export function tablesOf(connection: JsonObject): readonly Table[] {
  const ofOne = listOf(connection["table"]).map((name) => ({ database: "", name }));
  const ofMany = listOf(connection["selectedTables"]).flatMap((entry) =>
    listOf(objectOf(entry)["schema"]).flatMap((schema) =>
      listOf(objectOf(schema)["tableInfos"]).map((info) => ({
        database: textOf(objectOf(entry)["dbName"]),
        name: objectOf(info)["table"],
      })),
    ),
  );
  const tables = [...ofOne, ...ofMany].map(({ database, name }) =>
    typeof name === "string" && name !== "" ? { database, name } : refuse("table"),
  );
  const isDuplicate = tables.some(
    (table, at) => tables.findIndex((one) => isSame(one, table)) < at,
  );
  const isInBothForms = ofOne.length > 0 && ofMany.length > 0;
  return tables.length === 0 || isDuplicate || isInBothForms ? refuse("table") : tables;
}

export function stepsOf(script: JsonObject): readonly JsonObject[] {
  return listOf(script["steps"]).map(objectOf);
}

/** All documented task types read from MySQL. */
export function readerOf(script: JsonObject): JsonObject {
  const reader = stepsOf(script).find((step) => step["category"] === "reader");
  return reader?.["stepType"] === "mysql" ? reader : refuse("Reader");
}

export function connectionOf(reader: JsonObject): JsonObject {
  const [connection, second] = listOf(objectOf(reader["parameter"])["connection"]);
  return isJsonObject(connection) && second === undefined ? connection : refuse("connection");
}

export function tableInfo({ name }: Table): JsonObject {
  return { enable: true, table: name, tableName: name };
}

/** The one column of every table. Assumed: the service reads columns and keys from the source, which does not exist here. */
const COLUMN: JsonObject = {
  name: "id",
  type: "bigint",
  index: 0,
  comment: "",
  columnSize: 19,
  digit: 0,
  newDigit: 0,
  primaryKey: true,
};

export function tableRule({ database, name }: Table): JsonObject {
  const schemaName = database === "" ? "public" : database; // in the sample: the source's database
  return {
    srcDbName: database,
    srcTable: name,
    dstTable: `${schemaName}.${name}`,
    mergeIntoCycleType: "DEFAULT",
    hourDeltaEnable: false,
    dayDeltaEnable: false,
    primaryKeyInfo: { type: "pk", column: [textOf(COLUMN["name"])] },
    dstCreateTableInfo: { schemaName, tableName: name, indexType: name, dataColumn: [COLUMN] },
  };
}

export function selectedTables(
  tables: readonly Table[],
  infoOf: (table: Table) => JsonObject,
): JsonValue {
  const databases = [...new Set(tables.map(({ database }) => database))];
  return databases.map((dbName) => ({
    dbName,
    schema: [{ tableInfos: tables.filter(({ database }) => database === dbName).map(infoOf) }],
  }));
}

export function tableMapping(dataSource: JsonValue, rules: readonly JsonObject[]): JsonObject {
  return {
    totalTableMapping: rules.length,
    datasource: [{ srcDatasourceName: dataSource, tableRule: rules }],
  };
}
