import type { Input } from "@pulumi/pulumi";

/** A short script as GenerateDISyncTaskConfigForCreating takes it. */
export interface GenerateScript {
  readonly type: "realtime";
  readonly version: "1.0";
  readonly setting: {
    readonly resourceGroup: Input<string>;
    readonly taskType: "oneclick_to_holo" | "oneclick_to_odps" | "oneclick_to_kafka";
    readonly name?: Input<string>;
  };
  readonly steps: readonly object[];
}

/** The MySQL side: all tables of one database, or tables by database. */
export interface MySqlSource {
  /** Name of the MySQL data source in the workspace. */
  readonly dataSource: Input<string>;
  /** Tables of the data source's database, or the tables of each database by the database's name. Not empty. */
  readonly tables: readonly Input<string>[] | Readonly<Record<string, readonly Input<string>[]>>;
}

/** Where a generated task writes, and where it runs. */
export interface MySqlScriptArgs {
  /** Identifier of the resource group for Data Integration. */
  readonly resourceGroup: Input<string>;
  readonly source: MySqlSource;
  /** Name of the destination's data source in the workspace. */
  readonly destination: { readonly dataSource: Input<string> };
}

function tablesOf({ tables }: MySqlSource): object {
  if (Array.isArray(tables)) {
    return { table: tables };
  }
  return {
    selectedTables: Object.entries(tables).map(([dbName, names]) => ({
      dbName,
      schema: [{ tableInfos: (names as readonly Input<string>[]).map((table) => ({ table })) }],
    })),
  };
}

function script(
  { resourceGroup, source, destination }: MySqlScriptArgs,
  taskType: GenerateScript["setting"]["taskType"],
  writer: string,
): GenerateScript {
  return {
    type: "realtime",
    version: "1.0",
    setting: { resourceGroup, taskType },
    steps: [
      {
        stepType: "mysql",
        category: "reader",
        name: "Reader",
        parameter: {
          connection: [
            { datasourceType: "mysql", datasource: source.dataSource, ...tablesOf(source) },
          ],
        },
      },
      {
        stepType: writer,
        category: "writer",
        name: "Writer",
        parameter: { datasource: destination.dataSource },
      },
    ],
  };
}

/** A script for `generate`: MySQL tables to Hologres. */
export function mysqlToHologres(args: MySqlScriptArgs): GenerateScript {
  return script(args, "oneclick_to_holo", "holo");
}

/** A script for `generate`: MySQL tables to MaxCompute. */
export function mysqlToMaxCompute(args: MySqlScriptArgs): GenerateScript {
  return script(args, "oneclick_to_odps", "odps");
}

/** A script for `generate`: MySQL tables to Kafka. */
export function mysqlToKafka(args: MySqlScriptArgs): GenerateScript {
  return script(args, "oneclick_to_kafka", "kafka");
}
