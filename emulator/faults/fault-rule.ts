import type { JsonValue } from "../json/exact-json";

export type ThrottlePeriod = "second" | "day";

/** What a fault does to the call it hits. "Done": the workspace has executed the call. */
export type Fault =
  /** Not done: HTTP 200, Success true, Data.Status fail. */
  | { readonly kind: "refuse"; readonly message: string }
  /** Not done: the gateway's own error. */
  | {
      readonly kind: "gateway";
      readonly httpStatus: number;
      readonly code: string;
      readonly message: string;
    }
  /** Not done: the gateway's refusal of too many calls in a second (Throttling.User) or a day (Throttling.Api.Risk). */
  | { readonly kind: "throttle"; readonly per: ThrottlePeriod }
  /** Not done: HTTP 200, Success false. */
  | { readonly kind: "unsuccessful" }
  /** Not done: an HTML page, as from a proxy. */
  | { readonly kind: "html"; readonly httpStatus: number }
  /** Not done: HTTP 200 with a refusal in XML, whatever Format was requested. */
  | { readonly kind: "xml"; readonly message: string }
  /** Done: the answer in XML, whatever Format was requested. */
  | { readonly kind: "xmlAfter" }
  /** Not done: the connection ends without an answer. */
  | { readonly kind: "cutBefore" }
  /** Done: the connection ends without an answer. */
  | { readonly kind: "cutAfter" }
  /** Done: the connection ends in the middle of the body. */
  | { readonly kind: "cutInside" }
  /** Done: HTTP 200 without a body. */
  | { readonly kind: "empty" }
  /** Done: the answer with another Content-Type. */
  | { readonly kind: "contentType"; readonly contentType: string }
  /** Done and answered after delayMs milliseconds, or not at all if the client is gone by then. */
  | { readonly kind: "slowBefore"; readonly delayMs: number }
  /** Done immediately, answered after delayMs milliseconds. */
  | { readonly kind: "slow"; readonly delayMs: number }
  /** Done: GetDISyncInstanceInfo returns this Status. */
  | { readonly kind: "infoWord"; readonly word: string }
  /** Done: GetDISyncInstanceInfo returns this Name. */
  | { readonly kind: "infoName"; readonly name: string }
  /** Not done: this literal JSON. */
  | { readonly kind: "answer"; readonly httpStatus: number; readonly body: JsonValue };

/** Which calls a fault hits. */
export interface FaultTarget {
  /** An action, or "*" for all. */
  readonly action: string;
  /** The first matching call that it hits, counted from 1 since the rule was added. @default 1 */
  readonly nth?: number;
  /** How many matching calls it hits; 0: all until the rule is removed. @default 1 */
  readonly count?: number;
  /** From the nth on it hits every call (1), every second one (2) and so on. @default 1 */
  readonly every?: number;
  /** Only calls with this FileId. */
  readonly fileId?: string;
}

/** A rule as the caller gives it; the HTTP status defaults to 502 for html and to 200 for answer. */
export type FaultRule = FaultTarget &
  (
    | Exclude<Fault, { readonly kind: "html" | "answer" }>
    | { readonly kind: "html"; readonly httpStatus?: number }
    | { readonly kind: "answer"; readonly httpStatus?: number; readonly body: JsonValue }
  );

/** A rule that the emulator does not understand. */
export class UnknownFaultError extends Error {
  override readonly name = "UnknownFaultError";
}

const TYPE_TEXTS = {
  string: "a string",
  number: "a number from 0",
  anything: "any JSON value",
  period: '"second" or "day"',
} as const;

type FieldType = keyof typeof TYPE_TEXTS;

interface FieldRow {
  readonly type: FieldType;
  readonly default?: number;
}

/** The fields of each kind. */
const KINDS: Readonly<Record<Fault["kind"], Readonly<Record<string, FieldRow>>>> = {
  refuse: { message: { type: "string" } },
  gateway: {
    httpStatus: { type: "number" },
    code: { type: "string" },
    message: { type: "string" },
  },
  throttle: { per: { type: "period" } },
  unsuccessful: {},
  html: { httpStatus: { type: "number", default: 502 } },
  xml: { message: { type: "string" } },
  xmlAfter: {},
  cutBefore: {},
  cutAfter: {},
  cutInside: {},
  empty: {},
  contentType: { contentType: { type: "string" } },
  slowBefore: { delayMs: { type: "number" } },
  slow: { delayMs: { type: "number" } },
  infoWord: { word: { type: "string" } },
  infoName: { name: { type: "string" } },
  answer: { httpStatus: { type: "number", default: 200 }, body: { type: "anything" } },
};

function checkCount(value: unknown, name: string, min: number): void {
  if (value !== undefined && !(Number.isInteger(value) && (value as number) >= min)) {
    throw new UnknownFaultError(
      `The fault's ${name} is a whole number from ${min}, not ${JSON.stringify(value)}.`,
    );
  }
}

function checkTarget(given: Readonly<Record<string, unknown>>, actions: readonly string[]): void {
  const { action, nth, count, every, fileId } = given;
  if (action !== "*" && !actions.some((one) => one === action)) {
    throw new UnknownFaultError(
      `There is no action ${JSON.stringify(action)}; the actions are *, ${actions.join(", ")}.`,
    );
  }
  checkCount(nth, "nth", 1);
  checkCount(count, "count", 0);
  checkCount(every, "every", 1);
  if (fileId !== undefined && typeof fileId !== "string") {
    throw new UnknownFaultError(
      `The fault's fileId is a string of digits, not ${JSON.stringify(fileId)}.`,
    );
  }
}

function isOfType(value: unknown, type: FieldType): boolean {
  switch (type) {
    case "anything":
      return value !== undefined;
    case "number":
      return typeof value === "number" && Number.isFinite(value) && value >= 0;
    case "string":
      return typeof value === "string";
    case "period":
      return value === "second" || value === "day";
  }
}

function checkFields(kind: Fault["kind"], given: Readonly<Record<string, unknown>>): void {
  const fields = KINDS[kind];
  for (const [name, row] of Object.entries(fields)) {
    const value = given[name] === undefined ? row.default : given[name];
    if (!isOfType(value, row.type)) {
      throw new UnknownFaultError(
        `A fault of kind ${kind} needs ${name}, ${TYPE_TEXTS[row.type]}.`,
      );
    }
  }
  const known = ["action", "nth", "count", "every", "fileId", "kind", ...Object.keys(fields)];
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UnknownFaultError(
      `A fault of kind ${kind} has no ${JSON.stringify(unknown)}; it has ${known.join(", ")}.`,
    );
  }
}

function isStatus(value: unknown): boolean {
  return (
    value === undefined || (Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599)
  );
}

/** Returns the rule, or throws an error that lists the valid values. */
export function parseFaultRule(given: unknown, actions: readonly string[]): FaultRule {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new UnknownFaultError("A fault is an object with action and kind.");
  }
  const fields = given as Readonly<Record<string, unknown>>;
  checkTarget(fields, actions);
  const kind = fields["kind"];
  if (typeof kind !== "string" || !Object.hasOwn(KINDS, kind)) {
    throw new UnknownFaultError(
      `There is no fault kind ${JSON.stringify(kind)}; the kinds are ${Object.keys(KINDS).join(", ")}.`,
    );
  }
  checkFields(kind as Fault["kind"], fields);
  if (!isStatus(fields["httpStatus"])) {
    throw new UnknownFaultError(
      `The fault's httpStatus is a whole number from 200 to 599, not ${JSON.stringify(fields["httpStatus"])}.`,
    );
  }
  return fields as unknown as FaultRule;
}
