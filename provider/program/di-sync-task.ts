import * as pulumi from "@pulumi/pulumi";
import { logImportPreview } from "./import-preview";
import type { GenerateScript } from "./mysql-scripts";
import { PROVIDER_TEXT } from "../host/provider-text";
import { STORED_INPUTS } from "../lifecycle/model/input-table";
import { SHOWN_OUTPUTS } from "../lifecycle/model/output-table";
import { serializableInputs } from "./serializable-inputs";

/** What StartDISyncInstance takes; used at the next start. */
export interface StartParam {
  /** After how many failovers (`count`) within how many minutes (`interval`) the task stops by itself. */
  failoverLimit?: pulumi.Input<{ count?: pulumi.Input<number>; interval?: pulumi.Input<number> }>;
  /** How many dirty records the task takes before it stops. */
  errorLimit?: pulumi.Input<{ record?: pulumi.Input<number> }>;
  /** What to do with a DDL statement of the source, by its kind. */
  ddlMarkMap?: pulumi.Input<Partial<Record<DdlKind, pulumi.Input<DdlRule>>>>;
}

export type DdlKind =
  | "RENAMECOLUMN"
  | "DROPTABLE"
  | "CREATETABLE"
  | "MODIFYCOLUMN"
  | "TRUNCATETABLE"
  | "DROPCOLUMN"
  | "ADDCOLUMN"
  | "RENAMETABLE";

/** Pass on, drop, drop with an alert, stop the task as failed. */
export type DdlRule = "NORMAL" | "IGNORE" | "WARNING" | "CRITICAL";

/** Arguments of a {@link DISyncTask}. Exactly one of `taskContent` and `generate` is given. */
export interface DISyncTaskArgs {
  /** DataWorks workspace id, an integer from 1 to 10,000,000,000, as a number or a string. A change replaces the task. */
  projectId: pulumi.Input<number | string>;
  /**
   * Region of the workspace, for example `cn-shanghai`. A change replaces the task.
   *
   * @default the stack configuration `dataworks:region`, then `alicloud:region`
   */
  region?: pulumi.Input<string>;
  /** Name of the task in the workspace, not empty. A change replaces the task, because the service knows no rename, unless a refresh accepted this name already (`DATAWORKS_ACCEPT_RENAME`). */
  taskName: pulumi.Input<string>;
  /**
   * Folder of the task, for example `Business Flow/Sales/Data Integration`; it must exist. The service shows it in another language
   * and form, so what it shows is never compared with this. A change replaces the task.
   */
  fileFolderPath: pulumi.Input<string>;
  /**
   * Definition of the task as CreateDISyncTask takes it: a JSON object or JSON string; integers above 2^53 need the string.
   * Exactly one of this and `generate` is given. A change updates the task in place; it is compared by structure, so another order of
   * keys is no change.
   *
   * @see https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-createdisynctask
   */
  taskContent?: pulumi.Input<string | Record<string, unknown>>;
  /**
   * Short script that the service expands to a content: `mysqlToHologres`, `mysqlToMaxCompute` and `mysqlToKafka` make one. A change
   * adds and removes tables in place; any other change is an error that names `replaceOnChanges`.
   *
   * @see https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-generatedisynctaskconfigforcreating
   */
  generate?: pulumi.Input<GenerateScript>;
  /** Identifier of the resource group for Data Integration that runs the task. A change updates the task in place; the service cannot unset it. */
  resourceGroup?: pulumi.Input<string>;
  /** Compute units of a serverless resource group, above 0 and a multiple of 0.5. A change updates the task in place; the service cannot unset it. */
  cu?: pulumi.Input<number>;
  /**
   * What the task shall be: defined only, deployed and stopped, or running. A change is carried out in place.
   *
   * @default unset, which leaves deployment and run state as found: only the definition is managed
   */
  desiredState?: pulumi.Input<"undeployed" | "stopped" | "running">;
  /** Settings of the next start. A change restarts a task that runs and is to run; else it calls nothing. */
  startParam?: pulumi.Input<StartParam>;
  /** Any values, such as the version of a table. A change restarts a task that is to run. */
  restartTriggers?: pulumi.Input<pulumi.Input<unknown>[]>;
  /**
   * What destroy does with a task that runs, waits, or is being stopped: stop it first, or refuse. A change calls nothing.
   *
   * @default "stopFirst"
   */
  deletePolicy?: pulumi.Input<"stopFirst" | "refuseIfRunning">;
  /**
   * What create does when the folder already contains a task of this name: fail, or take it over where it has the same content and
   * neither runs nor waits. A change calls nothing.
   *
   * @default "fail"
   */
  onExisting?: pulumi.Input<"fail" | "adopt">;
}

/** Every property by name, so that one that the program does not set becomes an output too. */
const NO_VALUES = Object.fromEntries(
  [...STORED_INPUTS, ...SHOWN_OUTPUTS].map((name) => [name, undefined]),
);

const TYPE = "pulumi-nodejs:dynamic/dataworks:DISyncTask";

/**
 * A real-time Data Integration sync task of Alibaba Cloud DataWorks.
 *
 * Destroying it stops it, undeploys it, deletes it, and checks that it is gone. Where the service refuses, the command fails,
 * says why, and the task stays in the state. The `id` is `<projectId>:<fileId>`.
 */
export class DISyncTask extends pulumi.CustomResource {
  declare readonly projectId: pulumi.Output<string>;
  declare readonly region: pulumi.Output<string>;
  declare readonly taskName: pulumi.Output<string>;
  declare readonly fileFolderPath: pulumi.Output<string>;
  declare readonly taskContent: pulumi.Output<string | Record<string, unknown> | undefined>;
  declare readonly generate: pulumi.Output<GenerateScript | undefined>;
  declare readonly resourceGroup: pulumi.Output<string | undefined>;
  declare readonly cu: pulumi.Output<number | undefined>;
  declare readonly desiredState: pulumi.Output<"undeployed" | "stopped" | "running" | undefined>;
  declare readonly startParam: pulumi.Output<pulumi.Unwrap<StartParam> | undefined>;
  declare readonly restartTriggers: pulumi.Output<unknown[] | undefined>;
  declare readonly onExisting: pulumi.Output<"fail" | "adopt" | undefined>;
  declare readonly deletePolicy: pulumi.Output<"stopFirst" | "refuseIfRunning" | undefined>;
  /** The resource option `customTimeouts`: it bounds every wait. */
  declare readonly customTimeouts: pulumi.Output<pulumi.CustomTimeouts | undefined>;
  /** Id of the task's file, a string because it may exceed 2^53. */
  declare readonly fileId: pulumi.Output<string>;
  /** Name that the service last showed for the task. */
  declare readonly liveName: pulumi.Output<string>;
  /** The service's own word for the run state (`NORUN`, `WAIT`, `RUN`, `KILLING`, `PAUSE`, or another); empty where it gave none. */
  declare readonly liveState: pulumi.Output<string>;
  /** Whether this provider deployed the task. */
  declare readonly deployed: pulumi.Output<boolean>;
  /** Set while the definition sent last may not be the one that is deployed. */
  declare readonly draft: pulumi.Output<true | undefined>;
  /** Whether the state was written through another endpoint than the service's, such as the emulator's. */
  declare readonly emulated: pulumi.Output<boolean>;
  /** Origin of that endpoint; unset for the service. */
  declare readonly endpoint: pulumi.Output<string | undefined>;

  /**
   * Looks up an existing task, whoever created it. The stack does not own it: destroy never deletes it. Its content is a secret.
   *
   * @param id `<projectId>:<fileId>`
   * @param region region of the workspace; default as for the argument `region`
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    region?: pulumi.Input<string>,
    options?: pulumi.CustomResourceOptions,
  ): DISyncTask {
    const args = (region === undefined ? {} : { region }) as DISyncTaskArgs;
    // Which parts of the content are secret is unknown; a refresh that finds another content must not show it either.
    const secretContent = { additionalSecretOutputs: ["taskContent"] };
    return new DISyncTask(name, args, {
      ...pulumi.mergeOptions(secretContent, options ?? {}),
      id,
    });
  }

  /**
   * @param name logical name in the program
   * @param args see {@link DISyncTaskArgs}
   * @param options Pulumi's resource options; `customTimeouts` bounds create and update, and every delete; `import` takes over the
   * task of that id, and may stay in the program
   */
  constructor(name: string, args: DISyncTaskArgs, options: pulumi.CustomResourceOptions = {}) {
    // Neither option reaches a dynamic provider, and the engine's own import cannot.
    const { customTimeouts, import: importId, ...rest } = options;
    super(
      TYPE,
      name,
      {
        ...NO_VALUES,
        ...serializableInputs(name, args, {
          ...(customTimeouts && { customTimeouts }),
          ...(importId !== undefined && { import: importId }),
        }),
        __provider: PROVIDER_TEXT,
      },
      pulumi.mergeOptions(
        // Two tasks cannot have the same name.
        { deleteBeforeReplace: true },
        { ...rest, ...(customTimeouts && { customTimeouts }) },
      ),
    );
    if (importId !== undefined && pulumi.runtime.isDryRun()) {
      logImportPreview(this, args, importId, options.provider);
    }
  }
}
