import { isRegion } from "../../api/endpoints";
import { parseDurationMs } from "../../duration";
import { TOO_DEEP } from "./json";
import { messageOf } from "../report/errors";
import { ExactNumber, NestingError, parseExact } from "../model/exact-json";
import { INPUTS } from "../model/input-table";
import { isTaskId } from "../model/task-id";
import { isUnknown } from "../model/unknown";

/** `undefined` where the value can be used, else what is wrong with it; `path` precedes it in the message. */
export type Problem = { readonly path?: string; readonly text: string } | undefined;

const problem = (text: string, path?: string): Problem => ({ text, ...(path && { path }) });

export function checkText(value: unknown): Problem {
  if (typeof value !== "string") {
    return problem("must be a string");
  }
  if (value.trim() === "") {
    return problem("must not be empty");
  }
  return /\p{Cc}/u.test(value) ? problem("must not contain control characters") : undefined;
}

export function checkProjectId(value: unknown): Problem {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" &&
    /^[1-9]\d{0,10}$/.test(text) &&
    Number(text) <= INPUTS.projectId.type.maximum
    ? undefined
    : problem("must be the workspace's id, an integer from 1 to 10000000000");
}

export function checkRegion(value: unknown): Problem {
  return typeof value === "string" && isRegion(value)
    ? undefined
    : problem('must be a region id such as "cn-shanghai"');
}

/** Whether a string may be the beginning of JSON: the parser rejects nothing but its end. */
function isBeginningOfJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = messageOf(error);
    const position = /position (\d+)/.exec(message)?.[1];
    return position === undefined
      ? message.startsWith("Unexpected end")
      : Number(position) >= text.length;
  }
}

/** Where JSON parsing stops. The parser's own message has the position only for some kinds of error. */
function syntaxErrorPosition(text: string): number {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isBeginningOfJson(text.slice(0, middle))) {
      good = middle;
    } else {
      bad = middle;
    }
  }
  return good;
}

function syntaxProblem(text: string): Problem {
  const at = syntaxErrorPosition(text);
  const before = text.slice(0, at).split("\n");
  const column = (before.at(-1) ?? "").length + 1;
  return problem(
    `is not JSON: parsing stops at position ${at} (line ${before.length}, column ${column})`,
  );
}

export function checkTaskContent(value: unknown): Problem {
  const mustBeObject = problem("must be a JSON object or JSON string");
  if (typeof value === "string") {
    try {
      const content = parseExact(value);
      return isObject(content) && !(content instanceof ExactNumber) ? undefined : mustBeObject;
    } catch (error) {
      return error instanceof NestingError ? problem(TOO_DEEP) : syntaxProblem(value);
    }
  }
  return isObject(value) ? undefined : mustBeObject;
}

export function checkCu(value: unknown): Problem {
  return typeof value === "number" && value > 0 && Number.isSafeInteger(value * 2)
    ? undefined
    : problem("must be a number above 0 and a multiple of 0.5");
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Checks the values of an object by name; returns the first problem. */
function checkFields(
  value: unknown,
  checks: Readonly<Record<string, (child: unknown) => Problem>>,
): Problem {
  const known = Object.keys(checks).join(", ");
  if (!isObject(value)) {
    return problem(`must be an object with ${known}`);
  }
  for (const [name, child] of Object.entries(value)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) {
      return problem(`is unknown; there are ${known}`, name.slice(0, 100));
    }
    const found = isUnknown(child) ? undefined : check(child);
    if (found !== undefined) {
      return problem(found.text, found.path === undefined ? name : `${name}.${found.path}`);
    }
  }
  return undefined;
}

function oneOf(words: readonly string[]): (value: unknown) => Problem {
  const quoted = words.map((word) => `"${word}"`);
  const text = `must be ${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
  return (value) => (words.some((word) => word === value) ? undefined : problem(text));
}

function checkCount(value: unknown): Problem {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0
    ? undefined
    : problem("must be a non-negative integer");
}

const checkTimeout = (value: unknown): Problem =>
  typeof value === "string" && parseDurationMs(value) !== undefined
    ? undefined
    : problem('must be a duration such as "20m" or "1h30m"');

export const checkCustomTimeouts = (value: unknown): Problem =>
  checkFields(value, { create: checkTimeout, update: checkTimeout, delete: checkTimeout });

export const checkDeletePolicy = oneOf(INPUTS.deletePolicy.type.values);
export const checkDesiredState = oneOf(INPUTS.desiredState.type.values);
export const checkOnExisting = oneOf(INPUTS.onExisting.type.values);

const DDL_CHECKS = Object.fromEntries(
  Object.entries(INPUTS.startParam.type.properties.ddlMarkMap.properties).map(([key, rule]) => [
    key,
    oneOf(rule.values),
  ]),
);

/** @see https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-startdisyncinstance */
export const checkStartParam = (value: unknown): Problem =>
  checkFields(value, {
    failoverLimit: (limit) => checkFields(limit, { count: checkCount, interval: checkCount }),
    errorLimit: (limit) => checkFields(limit, { record: checkCount }),
    ddlMarkMap: (map) => checkFields(map, DDL_CHECKS),
  });

export const checkRestartTriggers = (value: unknown): Problem =>
  Array.isArray(value) ? undefined : problem("must be a list");

export const checkImport = (value: unknown): Problem =>
  typeof value === "string" && isTaskId(value)
    ? undefined
    : problem("must be the id of a task, <projectId>:<fileId>");
