import { isDeepStrictEqual } from "node:util";
import { mysqlToHologres } from "../../provider/program/mysql-scripts";
import { canonicalFolderPath } from "../../emulator/workspace/folder-path";
import { PROVIDER_TEXT } from "../../provider/host/provider-text";
import type { Wish, Wishes } from "./wish";

/** What a program says of one task. Names are numbered, so that a smaller one is simpler. */
export interface TaskWish {
  /** Which of the two names that belong to the logical name. */
  readonly name: number;
  /** The logical name whose names it has, where a rename or a swap gave it those of another. */
  readonly nameOf?: string;
  /** Which of {@link FOLDERS}. */
  readonly folder: number;
  readonly batchSize: number;
  readonly isText?: boolean;
  /** A short script that the service expands, with a table more for each step of the batch size. */
  readonly isGenerated?: boolean;
  readonly desiredState?: "undeployed" | "stopped" | "running";
  readonly cu?: number;
  readonly resourceGroup?: string;
  readonly failoverCount?: number;
  readonly restartTrigger?: number;
  readonly deletePolicy?: "stopFirst" | "refuseIfRunning";
  readonly onExisting?: "fail" | "adopt";
  readonly timeout?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly import?: string;
  /** A logical name that it had before. */
  readonly alias?: string;
  /** An explicit provider. @default the default provider */
  readonly provider?: ProviderName;
}

export const PROVIDERS = ["default", "p", "q"] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** Tasks by logical name, in the order of the program. */
export type Program = Readonly<Record<string, TaskWish>>;

export const LOGICAL_NAMES = ["a", "b", "c"] as const;

export const PROJECT_ID = "10000";

export const FOLDERS = [
  "Business Flow/quickstart/Data Integration",
  "Business Flow/quickstart/Data Integration/second",
] as const;

/** Every logical name has names of its own; only a rename or a swap makes two resources want one. */
export function taskNameOf(
  logicalName: string,
  { name, nameOf = logicalName }: Pick<TaskWish, "name" | "nameOf">,
): string {
  return `task_${nameOf}${name}`;
}

export function folderOf({ folder }: Pick<TaskWish, "folder">): string {
  return FOLDERS[folder] ?? FOLDERS[0];
}

export function contentOf({ batchSize }: Pick<TaskWish, "batchSize">): Record<string, unknown> {
  return { type: "job", steps: [{ name: "reader", parameter: { batchSize } }] };
}

function tablesOf({ batchSize }: Pick<TaskWish, "batchSize">): readonly string[] {
  return Array.from({ length: batchSize + 1 }, (_, index) => `t${index}`);
}

/** Whether a task says what the program wishes; of a generated one the tables are compared. */
function hasContentOf(content: string, wish: TaskWish): boolean {
  if (wish.isGenerated !== true) {
    return isDeepStrictEqual(JSON.parse(content), contentOf(wish));
  }
  const found = new Set([...content.matchAll(/"(t\d)"/g)].map(([, table]) => table));
  return isDeepStrictEqual(found, new Set(tablesOf(wish)));
}

function definitionOf(wish: TaskWish): Record<string, unknown> {
  if (wish.isGenerated === true) {
    const generate = mysqlToHologres({
      resourceGroup: "S_res_group_1_1",
      source: { dataSource: "shop", tables: tablesOf(wish) },
      destination: { dataSource: "warehouse" },
    });
    return { generate };
  }
  const content = contentOf(wish);
  return { taskContent: wish.isText === true ? JSON.stringify(content) : content };
}

/** A value only where there is one: programs leave out what they do not say. */
function given<T>(name: string, value: T | undefined): Record<string, T> {
  return value === undefined ? {} : { [name]: value };
}

/** The arguments of the resource, as a program writes them. */
export function argsOf(logicalName: string, wish: TaskWish): Record<string, unknown> {
  return {
    projectId: PROJECT_ID,
    region: "cn-shanghai",
    taskName: taskNameOf(logicalName, wish),
    fileFolderPath: folderOf(wish),
    ...definitionOf(wish),
    ...given("desiredState", wish.desiredState),
    ...given("cu", wish.cu),
    ...given("resourceGroup", wish.resourceGroup),
    ...(wish.failoverCount !== undefined && {
      startParam: { failoverLimit: { count: wish.failoverCount, interval: 5 } },
    }),
    ...(wish.restartTrigger !== undefined && { restartTriggers: [wish.restartTrigger] }),
    ...given("deletePolicy", wish.deletePolicy),
    ...given("onExisting", wish.onExisting),
  };
}

function timeoutsOf({ timeout }: TaskWish): Record<string, unknown> {
  return timeout === undefined
    ? {}
    : { customTimeouts: { create: timeout, update: timeout, delete: timeout } };
}

/** The resource options, as a program writes them; those that hold other resources are left out. */
export function optionsOf(wish: TaskWish): Record<string, unknown> {
  return {
    ...timeoutsOf(wish),
    ...given("import", wish.import),
    ...(wish.alias !== undefined && { aliases: [{ name: wish.alias }] }),
    ...(wish.protect === true && { protect: true }),
    ...(wish.retainOnDelete === true && { retainOnDelete: true }),
  };
}

/** What the resource class registers: it turns two options into inputs. */
export function registeredInputs(logicalName: string, wish: TaskWish): Record<string, unknown> {
  return {
    ...argsOf(logicalName, wish),
    ...timeoutsOf(wish),
    ...given("import", wish.import),
    __provider: PROVIDER_TEXT,
  };
}

/** What the judge knows of one task of a program. */
export function wishOf(logicalName: string, wish: TaskWish): Wish {
  return {
    ...wish,
    taskName: taskNameOf(logicalName, wish),
    folder: canonicalFolderPath(folderOf(wish)),
    hasContent: (content) => hasContentOf(content, wish),
  };
}

export function wishesOf(program: Program): Wishes {
  return Object.fromEntries(
    Object.entries(program).map(([name, wish]) => [name, wishOf(name, wish)]),
  );
}
