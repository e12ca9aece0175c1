import * as pulumi from "@pulumi/pulumi";
import { PROVIDER_TEXT } from "./provider-text";

/** Arguments of a {@link DISyncTask}. */
export interface DISyncTaskArgs {
  /** DataWorks workspace id, a whole number from 1 to 10,000,000,000, as a number or a text. A change replaces the task. */
  projectId: pulumi.Input<number | string>;
  /**
   * Region of the workspace, for example `cn-shanghai`. A change replaces the task.
   *
   * @default the stack configuration `dataworks:region`, then `alicloud:region`
   */
  region?: pulumi.Input<string>;
  /** Name of the task in the workspace, not empty. A change replaces the task: the service knows no rename. */
  taskName: pulumi.Input<string>;
  /**
   * Folder of the task, for example `Business Flow/Sales/Data Integration`; it must exist. A change replaces the task.
   * The service shows it in another language and form, so what it shows is never compared with this.
   */
  fileFolderPath: pulumi.Input<string>;
  /**
   * Definition of the task as CreateDISyncTask takes it: a JSON object or the text of one. Integers above 2^53 need the text.
   * Compared by structure, so another order of keys is no change. A change updates the task in place.
   *
   * @see https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-createdisynctask
   */
  taskContent: pulumi.Input<string | Record<string, unknown>>;
  /** Identifier of the resource group for Data Integration that runs the task. A change updates the task in place. */
  resourceGroup?: pulumi.Input<string>;
  /** Compute units of a serverless resource group, above 0 and a multiple of 0.5. A change updates the task in place. */
  cu?: pulumi.Input<number>;
  /**
   * What destroy does with a task that runs, waits, or is being stopped: stop it first, or refuse. A change calls nothing.
   *
   * @default "stopFirst"
   */
  deletePolicy?: pulumi.Input<"stopFirst" | "refuseIfRunning">;
}

/**
 * A real-time Data Integration sync task of Alibaba Cloud DataWorks.
 *
 * Destroying it stops it, undeploys it, deletes it, and looks whether it is gone. Where the service refuses, the command fails,
 * says why, and the task stays in the state. The `id` is `<projectId>:<fileId>`.
 */
export class DISyncTask extends pulumi.CustomResource {
  declare readonly projectId: pulumi.Output<string>;
  declare readonly region: pulumi.Output<string>;
  declare readonly taskName: pulumi.Output<string>;
  declare readonly fileFolderPath: pulumi.Output<string>;
  declare readonly taskContent: pulumi.Output<string | Record<string, unknown>>;
  declare readonly resourceGroup: pulumi.Output<string | undefined>;
  declare readonly cu: pulumi.Output<number | undefined>;
  declare readonly deletePolicy: pulumi.Output<"stopFirst" | "refuseIfRunning" | undefined>;
  /** The resource option `customTimeouts`, as it reaches the provider. */
  declare readonly customTimeouts: pulumi.Output<pulumi.CustomTimeouts | undefined>;
  /** Id of the task's file, a text because it may pass 2^53. */
  declare readonly fileId: pulumi.Output<string>;
  /** Name that the service last showed for the task. */
  declare readonly liveName: pulumi.Output<string>;
  /** The service's own word for the run state (`NORUN`, `WAIT`, `RUN`, `KILLING`, `PAUSE`, or another); empty where it gave none. */
  declare readonly liveState: pulumi.Output<string>;
  /** Whether this provider deployed the task. */
  declare readonly deployed: pulumi.Output<boolean>;
  /** Whether the task was made through an endpoint on this machine, such as the emulator. */
  declare readonly emulated: pulumi.Output<boolean>;

  /**
   * @param name logical name in the program
   * @param args see {@link DISyncTaskArgs}
   * @param options Pulumi's resource options; `customTimeouts` bounds create and update, and every delete
   */
  constructor(name: string, args: DISyncTaskArgs, options: pulumi.CustomResourceOptions = {}) {
    const { customTimeouts } = options;
    super(
      "pulumi-nodejs:dynamic/dataworks:DISyncTask",
      name,
      {
        fileId: undefined,
        liveName: undefined,
        liveState: undefined,
        deployed: undefined,
        emulated: undefined,
        ...args,
        // The option itself never reaches a dynamic provider.
        ...(customTimeouts && { customTimeouts }),
        __provider: PROVIDER_TEXT,
      },
      // Two tasks of one name cannot live side by side.
      pulumi.mergeOptions({ deleteBeforeReplace: true }, options),
    );
  }
}
