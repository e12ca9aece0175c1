import type { JsonObject } from "./exact-json";
import { checkFields, type FieldType } from "./fields";
import type { TaskChange } from "./task-view";

const FIELDS: Readonly<Record<keyof TaskChange, FieldType>> = {
  runState: "string",
  deployed: "boolean",
  name: "string",
  content: "string",
  folder: "string",
  owner: "string",
  alarmList: "list",
  fileGone: "true",
};

/** Throws a FieldError. */
export function parseTaskChange(given: JsonObject): TaskChange {
  checkFields("A change of a task", given, FIELDS);
  return given as TaskChange;
}
