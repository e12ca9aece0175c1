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

/** A script of the GenerateDISyncTaskConfigForUpdating page: the reader and its connection alone. */
export function updatingScriptOf(connection: object): string {
  const parameter = { connection: [connection] };
  return JSON.stringify({
    steps: [{ stepType: "mysql", category: "reader", name: "Reader", parameter }],
  });
}

/** The same with tables of the one database. */
export function updatingScript(...table: readonly string[]): string {
  return updatingScriptOf({ table });
}

/** The steps of a generated content. */
interface Step {
  readonly category: string;
  readonly parameter: {
    readonly connection?: readonly {
      readonly selectedTables: readonly {
        readonly schema: readonly { readonly tableInfos: readonly { readonly table: string }[] }[];
      }[];
    }[];
    readonly tableMappingRule?: {
      readonly datasource: readonly {
        readonly tableRule: readonly { readonly dstTable: string }[];
      }[];
    };
  };
}

function parametersIn(content: string): readonly Step["parameter"][] {
  const { steps } = JSON.parse(content) as { readonly steps: readonly Step[] };
  return steps.map(({ parameter }) => parameter);
}

/** The tables that a generated content reads. */
export function tablesIn(content: string): readonly string[] {
  return parametersIn(content)
    .flatMap(({ connection = [] }) => connection)
    .flatMap(({ selectedTables }) => selectedTables)
    .flatMap(({ schema }) => schema)
    .flatMap(({ tableInfos }) => tableInfos)
    .map(({ table }) => table);
}

/** The tables that it writes. */
export function destinationsIn(content: string): readonly string[] {
  return parametersIn(content)
    .flatMap(({ tableMappingRule }) => tableMappingRule?.datasource ?? [])
    .flatMap(({ tableRule }) => tableRule)
    .map(({ dstTable }) => dstTable);
}
