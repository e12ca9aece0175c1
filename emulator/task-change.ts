import type { JsonObject } from "./exact-json";
import type { TaskChange } from "./task-view";

/** A change that the control does not know. */
export class UnknownChangeError extends Error {
  override readonly name = "UnknownChangeError";
}

type FieldType = "string" | "boolean" | "true" | "list";

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

function isFieldName(name: string): name is keyof TaskChange {
  return Object.hasOwn(FIELDS, name);
}

function isOfType(value: unknown, type: FieldType): boolean {
  if (type === "list") {
    return Array.isArray(value);
  }
  return type === "true" ? value === true : typeof value === type;
}

export function parseTaskChange(given: JsonObject): TaskChange {
  for (const [name, value] of Object.entries(given)) {
    if (!isFieldName(name)) {
      throw new UnknownChangeError(
        `A task has no ${JSON.stringify(name)} to change; it has ${Object.keys(FIELDS).join(", ")}.`,
      );
    }
    if (!isOfType(value, FIELDS[name])) {
      const wanted = FIELDS[name] === "true" ? "true" : `a ${FIELDS[name]}`;
      throw new UnknownChangeError(`The change of ${name} has to be ${wanted}.`);
    }
  }
  return given as TaskChange;
}
