import type { JsonObject } from "./exact-json";
import type { TaskChange } from "./task-view";

/** A change that the control does not know. */
export class UnknownChangeError extends Error {
  override readonly name = "UnknownChangeError";
}

const FIELDS: Readonly<Record<keyof TaskChange, "string" | "boolean" | "true">> = {
  runState: "string",
  deployed: "boolean",
  name: "string",
  content: "string",
  folder: "string",
  fileGone: "true",
};

function isFieldName(name: string): name is keyof TaskChange {
  return Object.hasOwn(FIELDS, name);
}

function isOfType(value: unknown, type: "string" | "boolean" | "true"): boolean {
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
