import { isJsonObject, type JsonObject, type JsonValue } from "../json/exact-json";
import { checkFields, FieldError, type FieldType } from "../json/fields";
import type { QuirkChanges } from "../quirks";

/** A task that is added without an API call. */
export interface TaskSeed {
  readonly name: string;
  /** As CreateDISyncTask takes it: a JSON string, or the object itself. */
  readonly content: string | JsonObject;
  /** @default "Business Flow/quickstart/Data Integration" */
  readonly folder?: string;
  /** @default "DI_REALTIME" */
  readonly type?: "DI_REALTIME" | "DI_OFFLINE";
  /** Digits. @default the next free one */
  readonly fileId?: string;
  /** @default the workspace's default group */
  readonly resourceGroup?: string;
  /** Compute units. */
  readonly cu?: number;
  /** @default false */
  readonly deployed?: boolean;
  /** NORUN, WAIT, RUN, KILLING, PAUSE or any other value. @default "NORUN" */
  readonly runState?: string;
}

/** The initial content of a workspace, besides one SQL file, one folder and one resource group. */
export interface Seed {
  /** Paths such as "Business Flow/Sales/Data Integration". */
  readonly folders?: readonly string[];
  /** Identifiers such as "S_res_group_2_1". */
  readonly resourceGroups?: readonly string[];
  readonly tasks?: readonly TaskSeed[];
  readonly quirks?: QuirkChanges;
}

const TASK_FIELDS = {
  name: "string",
  content: "textOrObject",
  folder: "string",
  type: "string",
  fileId: "digits",
  resourceGroup: "string",
  cu: "number",
  deployed: "boolean",
  runState: "string",
} as const satisfies Readonly<Record<keyof TaskSeed, FieldType>>;

const SEED_FIELDS = {
  folders: "strings",
  resourceGroups: "strings",
  tasks: "objects",
  quirks: "object",
} as const satisfies Readonly<Record<keyof Seed, FieldType>>;

/** Throws a FieldError. */
export function parseTaskSeed(given: JsonObject): TaskSeed {
  const task = checkFields("A task", given, TASK_FIELDS, ["name", "content"]);
  const { type = "DI_REALTIME" } = task;
  if (type !== "DI_REALTIME" && type !== "DI_OFFLINE") {
    throw new FieldError("A task needs type to be DI_REALTIME or DI_OFFLINE.");
  }
  return { ...task, type };
}

/** Throws a FieldError. */
export function parseSeed(given: JsonValue): Seed {
  if (!isJsonObject(given)) {
    throw new FieldError("A seed is a JSON object.");
  }
  const { tasks = [], ...seed } = checkFields("A seed", given, SEED_FIELDS);
  return { ...seed, tasks: tasks.map(parseTaskSeed) };
}
