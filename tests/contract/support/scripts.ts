import { RESOURCE_GROUP } from "./settings";

/** One step of a script, its `parameter` apart. */
interface ScriptChanges {
  readonly setting?: object;
  readonly connection?: object;
  readonly writer?: object;
}

/** A script of the GenerateDISyncTaskConfigForCreating page, MySQL to Hologres. */
export function creatingScript({ setting, connection, writer }: ScriptChanges = {}): string {
  return JSON.stringify({
    type: "realtime",
    version: "1.0",
    setting: { resourceGroup: RESOURCE_GROUP, taskType: "oneclick_to_holo", ...setting },
    steps: [
      {
        stepType: "mysql",
        category: "reader",
        name: "Reader",
        parameter: {
          connection: [
            {
              datasourceType: "mysql",
              datasource: "shop",
              selectedTables: [{ dbName: "shop", schema: [{ tableInfos: [{ table: "orders" }] }] }],
              ...connection,
            },
          ],
        },
      },
      {
        stepType: "holo",
        category: "writer",
        name: "Writer",
        parameter: { datasource: "warehouse" },
        ...writer,
      },
    ],
  });
}

/** A script of the GenerateDISyncTaskConfigForUpdating page: the reader and its tables alone. */
export function updatingScript(...tables: readonly string[]): string {
  const parameter = { connection: [{ table: tables }] };
  return JSON.stringify({
    steps: [{ stepType: "mysql", category: "reader", name: "Reader", parameter }],
  });
}

/** The tables that a generated content reads. */
export function tablesIn(content: string): readonly string[] {
  const { steps } = JSON.parse(content) as {
    steps: { category: string; parameter: { connection: Connection[] } }[];
  };
  interface Connection {
    selectedTables: { schema: { tableInfos: { table: string }[] }[] }[];
  }
  return steps
    .filter(({ category }) => category === "reader")
    .flatMap(({ parameter }) => parameter.connection)
    .flatMap(({ selectedTables }) => selectedTables)
    .flatMap(({ schema }) => schema)
    .flatMap(({ tableInfos }) => tableInfos)
    .map(({ table }) => table);
}
