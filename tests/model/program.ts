import { PROVIDER_TEXT } from "../../provider/provider-text";

/** What a program says of one task. Names are numbered, so that a smaller one is simpler. */
export interface TaskWish {
  /** Which of the two names that belong to the logical name. */
  readonly name: number;
  /** Which of {@link FOLDERS}. */
  readonly folder: number;
  readonly batchSize: number;
  readonly isText?: boolean;
  readonly desiredState?: "undeployed" | "stopped" | "running";
  readonly cu?: number;
  readonly resourceGroup?: string;
  readonly failoverCount?: number;
  readonly restartTrigger?: number;
  readonly deletePolicy?: "stopFirst" | "refuseIfRunning";
  readonly onExisting?: "fail" | "adopt";
  readonly timeout?: string;
  readonly protect?: boolean;
  readonly import?: string;
}

/** Tasks by logical name, in the order of the program. */
export type Program = Readonly<Record<string, TaskWish>>;

export const LOGICAL_NAMES = ["a", "b", "c"] as const;

export const PROJECT_ID = "10000";

export const FOLDERS = [
  "Business Flow/quickstart/Data Integration",
  "Business Flow/quickstart/Data Integration/second",
] as const;

/** Every logical name has names of its own: two resources never fight for one. */
export function taskNameOf(logicalName: string, { name }: Pick<TaskWish, "name">): string {
  return `task_${logicalName}${name}`;
}

export function folderOf({ folder }: Pick<TaskWish, "folder">): string {
  return FOLDERS[folder] ?? FOLDERS[0];
}

export function contentOf({ batchSize }: Pick<TaskWish, "batchSize">): Record<string, unknown> {
  return { type: "job", steps: [{ name: "reader", parameter: { batchSize } }] };
}

/** A value only where there is one: programs leave out what they do not say. */
function given<T>(name: string, value: T | undefined): Record<string, T> {
  return value === undefined ? {} : { [name]: value };
}

/** The arguments of the resource, as a program writes them. */
export function argsOf(logicalName: string, wish: TaskWish): Record<string, unknown> {
  const content = contentOf(wish);
  return {
    projectId: PROJECT_ID,
    region: "cn-shanghai",
    taskName: taskNameOf(logicalName, wish),
    fileFolderPath: folderOf(wish),
    taskContent: wish.isText === true ? JSON.stringify(content) : content,
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

/** The resource options, as a program writes them. */
export function optionsOf(wish: TaskWish): Record<string, unknown> {
  return {
    ...timeoutsOf(wish),
    ...given("import", wish.import),
    ...(wish.protect === true && { protect: true }),
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

/** The program's text, for the real engine. */
export function programText(program: Program): string {
  const resources = Object.entries(program).map(
    ([name, wish]) =>
      `new dataworks.DISyncTask(${JSON.stringify(name)}, ${JSON.stringify(argsOf(name, wish))}, ${JSON.stringify(optionsOf(wish))});\n`,
  );
  return `const dataworks = require("pulumi-dataworks");\n${resources.join("")}`;
}
