import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from "./exact-json";

/** An unknown field, or one of the wrong type. */
export class FieldError extends Error {
  override readonly name = "FieldError";
}

const TYPE_TEXTS = {
  string: "a string",
  strings: "a list of strings",
  digits: "a string of digits",
  boolean: "true or false",
  true: "true",
  number: "a number",
  list: "a list",
  objects: "a list of objects",
  object: "an object",
  textOrObject: "a string or an object",
} as const;

export type FieldType = keyof typeof TYPE_TEXTS;

const TESTS: Readonly<Record<FieldType, (value: JsonValue) => boolean>> = {
  string: (value) => typeof value === "string",
  strings: (value) => isJsonList(value) && value.every((item) => typeof item === "string"),
  digits: (value) => typeof value === "string" && /^\d{1,18}$/.test(value),
  boolean: (value) => typeof value === "boolean",
  true: (value) => value === true,
  number: (value) => typeof value === "number",
  list: (value) => isJsonList(value),
  objects: (value) => isJsonList(value) && value.every((item) => isJsonObject(item)),
  object: (value) => isJsonObject(value),
  textOrObject: (value) => typeof value === "string" || isJsonObject(value),
};

interface FieldValues {
  readonly string: string;
  readonly strings: readonly string[];
  readonly digits: string;
  readonly boolean: boolean;
  readonly true: true;
  readonly number: number;
  readonly list: readonly JsonValue[];
  readonly objects: readonly JsonObject[];
  readonly object: JsonObject;
  readonly textOrObject: string | JsonObject;
}

type Checked<Fields extends Readonly<Record<string, FieldType>>, Required extends keyof Fields> = {
  readonly [Name in keyof Fields]?: FieldValues[Fields[Name]];
} & { readonly [Name in Required]: FieldValues[Fields[Name]] };

/** Returns its input. Throws a FieldError for the first field that is unknown or of the wrong type, or required and missing. */
export function checkFields<
  const Fields extends Readonly<Record<string, FieldType>>,
  const Required extends keyof Fields & string = never,
>(
  what: string,
  given: JsonObject,
  fields: Fields,
  required: readonly Required[] = [],
): Checked<Fields, Required> {
  const names = Object.keys(fields).join(", ");
  for (const [name, value] of Object.entries(given)) {
    const type = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (type === undefined) {
      throw new FieldError(`${what} has no ${JSON.stringify(name)}; it can have ${names}.`);
    }
    if (value === undefined || !TESTS[type](value)) {
      throw new FieldError(`${what} needs ${name} to be ${TYPE_TEXTS[type]}.`);
    }
  }
  const missing = required.find((name) => given[name] === undefined);
  if (missing !== undefined) {
    throw new FieldError(`${what} needs ${missing}, ${TYPE_TEXTS[fields[missing] as FieldType]}.`);
  }
  return given as unknown as Checked<Fields, Required>;
}
