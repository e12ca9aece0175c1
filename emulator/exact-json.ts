/** A number whose digits a double would change, kept as it was written: a Long, or 1.0. */
export class ExactNumber {
  constructor(readonly text: string) {}
}

export type JsonScalar = null | boolean | number | bigint | string | ExactNumber;
export type JsonValue = JsonScalar | readonly JsonValue[] | JsonObject;
/** A member that is undefined is left out, as JSON.stringify does. */
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof ExactNumber)
  );
}

export function isJsonList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

const TOKEN =
  /[ \t\r\n]*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},:])/y;

/** Reads JSON without putting a number through a double. Throws SyntaxError as JSON.parse does. */
export function parseExactJson(text: string): JsonValue {
  JSON.parse(text); // The grammar is the platform's; what follows only keeps the digits.
  const tokens = new RegExp(TOKEN);
  const next = (): string => tokens.exec(text)?.[1] ?? "";
  const value = readValue(next(), next);
  return value;
}

function readValue(token: string, next: () => string): JsonValue {
  if (token === "{") {
    return readObject(next);
  }
  if (token === "[") {
    return readList(next);
  }
  if (/^[-\d]/.test(token)) {
    const asDouble = Number(token);
    return String(asDouble) === token ? asDouble : new ExactNumber(token);
  }
  return JSON.parse(token) as null | boolean | string;
}

function readObject(next: () => string): JsonObject {
  // Without a prototype, so that a member named __proto__ is a member like any other.
  const object = Object.create(null) as Record<string, JsonValue>;
  for (let token = next(); token !== "}"; token = next()) {
    if (token !== ",") {
      next(); // the colon
      object[JSON.parse(token) as string] = readValue(next(), next);
    }
  }
  return object;
}

function readList(next: () => string): JsonValue[] {
  const list: JsonValue[] = [];
  for (let token = next(); token !== "]"; token = next()) {
    if (token !== ",") {
      list.push(readValue(token, next));
    }
  }
  return list;
}

function scalarText(value: JsonScalar): string {
  if (typeof value === "bigint") {
    return value.toString();
  }
  return value instanceof ExactNumber ? value.text : JSON.stringify(value);
}

/** How a writer puts the parts of a text together. */
interface Layout {
  readonly colon: string;
  /** Joins what stands between two brackets; depth counts from 0. */
  enclose(open: string, parts: readonly string[], close: string, depth: number): string;
}

const COMPACT: Layout = {
  colon: ":",
  enclose: (open, parts, close) => open + parts.join(",") + close,
};

/** The layout of the samples on the documentation pages: two spaces, a space on each side of the colon. */
const AS_ON_THE_PAGE: Layout = {
  colon: " : ",
  enclose(open, parts, close, depth) {
    if (parts.length === 0) {
      return open + close;
    }
    const indent = "  ".repeat(depth);
    return `${open}\n${parts.map((part) => `${indent}  ${part}`).join(",\n")}\n${indent}${close}`;
  },
};

function write(value: JsonValue, layout: Layout, depth: number): string {
  if (isJsonList(value)) {
    const parts = value.map((item) => write(item, layout, depth + 1));
    return layout.enclose("[", parts, "]", depth);
  }
  if (isJsonObject(value)) {
    const parts = Object.entries(value).flatMap(([name, member]) =>
      member === undefined
        ? []
        : [JSON.stringify(name) + layout.colon + write(member, layout, depth + 1)],
    );
    return layout.enclose("{", parts, "}", depth);
  }
  return scalarText(value);
}

export function writeCompactJson(value: JsonValue): string {
  return write(value, COMPACT, 0);
}

export function writePageJson(value: JsonValue): string {
  return write(value, AS_ON_THE_PAGE, 0);
}

/** A text as it is, anything else as JSON. */
export function plainText(value: JsonValue): string {
  return typeof value === "string" ? value : writeCompactJson(value);
}
