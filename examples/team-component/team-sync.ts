import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "pulumi-dataworks";

export interface TeamSyncArgs {
  projectId: number;
  /** Folder of the team's tasks; it must exist. */
  fileFolderPath: string;
  resourceGroup: string;
  /** MySQL data source of the team. */
  source: string;
  /** Hologres data source of the warehouse. */
  warehouse: string;
  /** Tables by the name of the task that copies them. */
  tasks: Record<string, string[]>;
}

/** The real-time sync tasks of one team. */
export class TeamSync extends pulumi.ComponentResource {
  readonly fileIds: Record<string, pulumi.Output<string>>;

  constructor(team: string, args: TeamSyncArgs, options?: pulumi.ComponentResourceOptions) {
    super("example:dataworks:TeamSync", team, {}, options);
    const tasks = Object.entries(args.tasks).map(([name, tables]) => {
      const task = new dataworks.DISyncTask(
        `${team}-${name}`,
        {
          projectId: args.projectId,
          taskName: `${team}_${name}`,
          fileFolderPath: args.fileFolderPath,
          generate: dataworks.mysqlToHologres({
            resourceGroup: args.resourceGroup,
            source: { dataSource: args.source, tables },
            destination: { dataSource: args.warehouse },
          }),
          desiredState: "running",
        },
        { parent: this },
      );
      return [name, task.fileId] as const;
    });
    this.fileIds = Object.fromEntries(tasks);
    this.registerOutputs({ fileIds: this.fileIds });
  }
}
