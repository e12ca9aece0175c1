import assert from "node:assert/strict";
import type { Outcome } from "../clients/client";
import { isRemote } from "./settings";

/** Stands in an expected answer where the value is the service's to choose. */
export class Shape {
  constructor(
    readonly label: string,
    readonly accepts: (value: unknown) => boolean,
  ) {}
}

export const aText = new Shape(
  "<a text>",
  (value) => typeof value === "string" && value.length > 0,
);
export const aLong = new Shape(
  "<a positive integer>",
  (value) => Number.isInteger(value) && Number(value) > 0,
);
/** Milliseconds since 1970. */
export const aTime = new Shape(
  "<a time in milliseconds>",
  (value) => Number.isInteger(value) && Number(value) > 1_000_000_000_000,
);
export const anything = new Shape("<anything>", () => true);
export const nullOrAbsent = new Shape("<null, or nothing>", (value) => (value ?? null) === null);

/** What the documentation leaves open: the emulator's own value, held against the service by its shape alone. */
export function assumed(value: unknown, shape: Shape = anything): unknown {
  return isRemote ? shape : value;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return Object.prototype.toString.call(value) === "[object Object]";
}

/** The expected value with each shape that fits replaced by what is there, each other one by its label. */
function fill(expected: unknown, actual: unknown): unknown {
  if (expected instanceof Shape) {
    return expected.accepts(actual) ? actual : expected.label;
  }
  if (Array.isArray(expected)) {
    const items: readonly unknown[] = Array.isArray(actual) ? actual : [];
    return expected.map((item, at) => fill(item, items[at]));
  }
  if (!isPlainObject(expected)) {
    return expected;
  }
  const given = isPlainObject(actual) ? actual : {};
  return Object.fromEntries(
    Object.entries(expected)
      .map(([name, value]) => [name, fill(value, given[name])] as const)
      .filter(([name, value]) => value !== undefined || name in given),
  );
}

/** Compares the whole value: every field and its type. */
export function assertShape(actual: unknown, expected: unknown, message?: string): void {
  const filled = fill(expected, actual);
  try {
    assert.deepEqual(actual, filled);
  } catch (cause) {
    if (message !== undefined && cause instanceof Error) {
      cause.message = `${message}: ${cause.message}`;
    }
    throw cause;
  }
}

/** A whole answer as it has to be. */
export interface Expected {
  readonly httpStatus: unknown;
  readonly body: unknown;
}

export function assertOutcome({ httpStatus, body }: Outcome, expected: unknown, who = ""): void {
  assertShape({ httpStatus, body }, expected, who === "" ? undefined : `through ${who}`);
}
