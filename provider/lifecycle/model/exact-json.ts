/**
 * JSON whose numbers keep their digits: an id above 2^53 in a task content must not change in transit.
 *
 * A parsed number is an `ExactNumber`; everything else is as `JSON.parse` returns it.
 */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** More levels than any task content has; deeper nesting could exhaust the stack. */
export const MAX_DEPTH = 200;

/** Valid JSON, but nested too deeply. */
export class NestingError extends Error {
  override readonly name = "NestingError";
}

/** Lazy, because a greedy group stores a backtracking point per iteration: millions of escapes would exhaust the stack. */
const STRING_OR_NUMBER = /"[^"\\]*?(?:\\.[^"\\]*?)*?"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function depthOf(value: unknown): number {
  let level: unknown[] = [value];
  let depth = 0;
  while (level.length > 0 && depth <= MAX_DEPTH) {
    depth += 1;
    level = level.flatMap((child) =>
      typeof child === "object" && child !== null && !(child instanceof ExactNumber)
        ? Object.values(child)
        : [],
    );
  }
  return depth;
}

/** Whether a value is nested deeper than {@link MAX_DEPTH} levels. */
export function isTooDeep(value: unknown): boolean {
  return depthOf(value) > MAX_DEPTH;
}

/** `JSON.parse` shows a part of the text in its error, and a task content may contain secrets. */
function parseRounded(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError("it is not JSON");
  }
}

/**
 * Parses JSON without rounding numbers.
 *
 * @throws SyntaxError that repeats nothing of the text; NestingError beyond {@link MAX_DEPTH} levels.
 */
export function parseExact(text: string): unknown {
  const rounded = parseRounded(text);
  if (isTooDeep(rounded)) {
    throw new NestingError(`nested deeper than ${MAX_DEPTH} levels`);
  }
  // A prefix letter distinguishes strings from numbers, so that the native parser can do the rest.
  const marked = text.replace(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') ? `"s${token.slice(1)}` : `"n${token}"`,
  );
  return unmark(JSON.parse(marked));
}

function unmark(value: unknown): unknown {
  if (typeof value === "string") {
    return value.startsWith("n") ? new ExactNumber(value.slice(1)) : value.slice(1);
  }
  if (Array.isArray(value)) {
    return value.map(unmark);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key.slice(1), unmark(child)]),
  );
}

/** Writes JSON with exact numbers; keys in the order of the value. */
export function stringifyExact(value: unknown): string {
  if (value instanceof ExactNumber) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return `[${value.map(stringifyExact).join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(
      ([key, child]) => `${JSON.stringify(key)}:${stringifyExact(child)}`,
    );
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value);
}

/** The same string for all ways of writing a number: `1.50`, `15e-1` and `1.5` are equal, 2^53 and 2^53 + 1 are not. */
export function canonicalNumber(value: number | ExactNumber): string {
  const text = typeof value === "number" ? String(value) : value.text;
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) {
    return text;
  }
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") {
    return "0";
  }
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign}${significant}e${power}`;
}

/** The same string for all ways of writing a JSON value: keys sorted, numbers canonical. */
export function canonicalText(value: unknown): string {
  if (typeof value === "number" || value instanceof ExactNumber) {
    return canonicalNumber(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonicalText).join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, child]) => child !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, child]) => `${JSON.stringify(key)}:${canonicalText(child)}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}
