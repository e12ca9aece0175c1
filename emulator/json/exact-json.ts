/** A number that a double would write differently, kept as it was written: a Long, or 1.0. */
export class ExactNumber {
  constructor(readonly text: string) {}
}

export type JsonScalar = null | boolean | number | bigint | string | ExactNumber;
export type JsonValue = JsonScalar | readonly JsonValue[] | JsonObject;
/** An undefined member is omitted, as by JSON.stringify. */
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

// Matches only the beginning of a string: an expression for all of it would need a stack as deep as the string is long.
const TOKEN = /[ \t\r\n]*("|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},:])/y;
const STRING_PART = /[^"\\]*("|\\.)/y;

/** The emulator's own limit; far above any task content, far below what would overflow the stack. */
const MAX_DEPTH = 1000;

/** The tokens of a string that is known to be JSON, one per call. */
function tokensOf(text: string): () => string {
  const token = new RegExp(TOKEN);
  const part = new RegExp(STRING_PART);
  return () => {
    const found = token.exec(text)?.[1] ?? "";
    if (found !== '"') {
      return found;
    }
    const start = token.lastIndex - 1;
    part.lastIndex = token.lastIndex;
    while (part.exec(text)?.[1] !== '"') {
      // An escaped character; the string continues after it.
    }
    token.lastIndex = part.lastIndex;
    return text.slice(start, part.lastIndex);
  };
}

/** Parses JSON without converting numbers to doubles. Throws SyntaxError as JSON.parse does, and where it is nested too deeply. */
export function parseExactJson(text: string): JsonValue {
  JSON.parse(text); // The built-in parser checks the grammar; what follows only keeps the digits.
  const next = tokensOf(text);
  return readValue(next(), next, 0);
}

function readValue(token: string, next: () => string, depth: number): JsonValue {
  if (depth === MAX_DEPTH && (token === "{" || token === "[")) {
    throw new SyntaxError(`JSON is nested more than ${MAX_DEPTH} deep`);
  }
  if (token === "{") {
    return readObject(next, depth + 1);
  }
  if (token === "[") {
    return readList(next, depth + 1);
  }
  if (/^[-\d]/.test(token)) {
    const asDouble = Number(token);
    return String(asDouble) === token ? asDouble : new ExactNumber(token);
  }
  return JSON.parse(token) as null | boolean | string;
}

function readObject(next: () => string, depth: number): JsonObject {
  // Without a prototype, so that __proto__ is an ordinary member.
  const object = Object.create(null) as Record<string, JsonValue>;
  for (let token = next(); token !== "}"; token = next()) {
    if (token !== ",") {
      next(); // the colon
      object[JSON.parse(token) as string] = readValue(next(), next, depth);
    }
  }
  return object;
}

function readList(next: () => string, depth: number): JsonValue[] {
  const list: JsonValue[] = [];
  for (let token = next(); token !== "]"; token = next()) {
    if (token !== ",") {
      list.push(readValue(token, next, depth));
    }
  }
  return list;
}

/** The string as an object; `undefined` if it is not a JSON object. */
export function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const value = parseExactJson(text);
    return isJsonObject(value) ? value : undefined;
  } catch (cause) {
    if (cause instanceof SyntaxError) {
      return undefined;
    }
    throw cause;
  }
}

function scalarText(value: JsonScalar): string {
  if (typeof value === "bigint") {
    return value.toString();
  }
  return value instanceof ExactNumber ? value.text : JSON.stringify(value);
}

/** How a writer joins the parts of its output. */
interface Layout {
  readonly colon: string;
  /** Joins the parts between two brackets; depth counts from 0. */
  enclose(open: string, parts: readonly string[], close: string, depth: number): string;
}

const COMPACT: Layout = {
  colon: ":",
  enclose: (open, parts, close) => open + parts.join(",") + close,
};

/** The layout of the samples in the API reference: two spaces, a space on each side of the colon. */
const LIKE_SAMPLES: Layout = {
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

/** In the layout of the service. */
export function writePrettyJson(value: JsonValue): string {
  return write(value, LIKE_SAMPLES, 0);
}

/** A string unchanged, anything else as JSON. */
export function plainText(value: JsonValue): string {
  return typeof value === "string" ? value : writeCompactJson(value);
}
