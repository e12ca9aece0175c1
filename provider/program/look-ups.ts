import * as pulumi from "@pulumi/pulumi";
import { lookUpTask, type TaskQuery } from "../lifecycle/get";
import { listTasks, type ListQuery } from "../lifecycle/list";
import type { FoundTask, ListedTask } from "../lifecycle/model/found-task";
import { programContext } from "./program-context";
import type { Provider } from "./explicit-provider";
import { regionOf } from "../settings";

export type { FoundTask, ListedTask };

interface Workspace {
  /** DataWorks workspace id, 1 to 10,000,000,000. */
  readonly projectId: number | string;
  /** @default the provider's region, then the stack configuration `dataworks:region`, then `alicloud:region` */
  readonly region?: string;
}

/** Names one task: by its file id, or by its name and, where that is not unique in the workspace, its folder. */
export type GetDISyncTaskArgs = Workspace &
  ({ readonly fileId: string } | { readonly taskName: string; readonly fileFolderPath?: string });

/** Filters a list; every given filter must match. */
export interface ListDISyncTasksArgs extends Workspace {
  readonly fileFolderPath?: string;
  /** A part of the name, case-sensitive. */
  readonly nameContains?: string;
  /** Account id. */
  readonly owner?: string;
  /** Tasks that read `from` or write `to` this data source. A task that was never deployed has no node and is not found. */
  readonly dataSource?: { readonly name: string; readonly direction: "from" | "to" };
}

export interface LookUpOptions {
  /** The settings to use; default: those of the stack and the environment. */
  readonly provider?: Provider;
}

/** Settings of an explicit provider, once they are known. */
function settingsOf(options: LookUpOptions): Promise<Readonly<Record<string, string>> | undefined> {
  const { provider } = options;
  return provider === undefined
    ? Promise.resolve(undefined)
    : new Promise((resolve) => provider.settings.apply(resolve));
}

async function run<Query extends Workspace, Result>(
  query: Query,
  options: LookUpOptions,
  lookUp: (
    context: ReturnType<typeof programContext>["context"],
    query: Omit<Query, "projectId" | "region"> & { projectId: string; region?: string },
  ) => Promise<Result>,
): Promise<Result> {
  const { context, getConfig } = programContext(await settingsOf(options));
  const region = query.region ?? regionOf(getConfig);
  return lookUp(context, {
    ...query,
    projectId: String(query.projectId),
    ...(region !== undefined && { region }),
  });
}

/**
 * Looks up one real-time sync task with its content, owner, alert rules and live state, whoever created it.
 *
 * @throws where it does not exist, where the name is not unique, or where the service does not respond.
 */
export function getDISyncTask(
  args: GetDISyncTaskArgs,
  options: LookUpOptions = {},
): Promise<FoundTask> {
  return run(args, options, (context, query) => lookUpTask(context, query as TaskQuery));
}

/** {@link getDISyncTask} for arguments that are outputs of other resources. */
export function getDISyncTaskOutput(
  args: pulumi.Input<pulumi.Unwrap<GetDISyncTaskArgs>> | pulumi.Inputs,
  options: LookUpOptions = {},
): pulumi.Output<FoundTask> {
  return pulumi
    .output(args)
    .apply((known) =>
      getDISyncTask(known as GetDISyncTaskArgs, options),
    ) as pulumi.Output<FoundTask>;
}

/** Lists the real-time sync tasks of a workspace, whoever created them. */
export function listDISyncTasks(
  args: ListDISyncTasksArgs,
  options: LookUpOptions = {},
): Promise<readonly ListedTask[]> {
  return run(args, options, (context, query) => listTasks(context, query as ListQuery));
}
