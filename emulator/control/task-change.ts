import type { JsonObject } from "../json/exact-json";
import { checkFields, type FieldType } from "../json/fields";
import type { TaskChange } from "../workspace/console";

const FIELDS = {
  runState: "string",
  deployed: "boolean",
  name: "string",
  content: "string",
  folder: "string",
  owner: "string",
  alarmList: "list",
  fileGone: "true",
} as const satisfies Readonly<Record<keyof TaskChange, FieldType>>;

/** Throws a FieldError. */
export function parseTaskChange(given: JsonObject): TaskChange {
  return checkFields("A change of a task", given, FIELDS);
}
