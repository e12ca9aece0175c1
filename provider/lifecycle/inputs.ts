import { parseDurationMs } from "../duration";
import type { GetConfig } from "../settings";
import { isSameContent, type TaskContent } from "./content";
import { messageOf } from "./errors";
import { canonicalText, isTooDeep, MAX_DEPTH, NestingError, parseExact } from "./exact-json";
import { nearestName } from "./nearest-name";

export type DeletePolicy = "stopFirst" | "refuseIfRunning";

export interface CustomTimeouts {
  readonly create?: string;
  readonly update?: string;
  readonly delete?: string;
}

/** The inputs of a sync task as they are stored, after `checkInputs`. */
export interface DISyncTaskInputs {
  readonly projectId: string;
  readonly region: string;
  readonly taskName: string;
  readonly fileFolderPath: string;
  readonly taskContent: TaskContent;
  readonly resourceGroup?: string;
  readonly cu?: number;
  readonly deletePolicy?: DeletePolicy;
  readonly customTimeouts?: CustomTimeouts;
}

export type InputName = keyof DISyncTaskInputs;

/** Inputs whose change needs another task: the service knows no rename, no move and no change of workspace. */
export const REPLACE_INPUTS = [
  "projectId",
  "region",
  "taskName",
  "fileFolderPath",
] as const satisfies readonly InputName[];

/** What the engine writes for a value that a preview does not know yet. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Fields = Readonly<Record<string, unknown>>;

/** `undefined` where the value can be used, else what is wrong with it; `path` stands before it in the message. */
type Problem = { readonly path?: string; readonly text: string } | undefined;

function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

function holdsUnknown(value: unknown): boolean {
  return typeof value === "object" && value !== null
    ? Object.values(value).some(holdsUnknown)
    : isUnknown(value);
}

const problem = (text: string, path?: string): Problem => ({ text, ...(path && { path }) });

function checkText(value: unknown): Problem {
  if (typeof value !== "string") {
    return problem("must be a text");
  }
  return value.trim() === "" ? problem("must not be empty") : undefined;
}

/** @see https://www.alibabacloud.com/help/en/dataworks: `ProjectId` goes from 1 to 10,000,000,000. */
const MAX_PROJECT_ID = 10_000_000_000;

function checkProjectId(value: unknown): Problem {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^[1-9]\d{0,10}$/.test(text) && Number(text) <= MAX_PROJECT_ID
    ? undefined
    : problem("must be the workspace's id, a whole number from 1 to 10000000000");
}

function checkRegion(value: unknown): Problem {
  // The region becomes part of a host name.
  return typeof value === "string" && /^[a-z]+(-[a-z0-9]+)+$/.test(value)
    ? undefined
    : problem('must be a region id such as "cn-shanghai"');
}

/** Whether a text may be the beginning of JSON: its parser finds fault only with its end. */
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

/** Where JSON parsing stops. The parser's own message names the place only for some kinds of fault. */
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

function checkTaskContent(value: unknown): Problem {
  const mustBeObject = problem("must be a JSON object, or the text of one");
  const tooDeep = problem(`is nested deeper than ${MAX_DEPTH} levels`);
  if (typeof value === "string") {
    try {
      const content = parseExact(value);
      return typeof content === "object" && content !== null && !Array.isArray(content)
        ? undefined
        : mustBeObject;
    } catch (error) {
      return error instanceof NestingError ? tooDeep : syntaxProblem(value);
    }
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return mustBeObject;
  }
  return isTooDeep(value) ? tooDeep : undefined;
}

function checkCu(value: unknown): Problem {
  return typeof value === "number" && value > 0 && Number.isInteger(value * 2)
    ? undefined
    : problem("must be a number above 0 and a multiple of 0.5");
}

function checkDeletePolicy(value: unknown): Problem {
  return value === "stopFirst" || value === "refuseIfRunning"
    ? undefined
    : problem('must be "stopFirst" or "refuseIfRunning"');
}

const TIMEOUT_NAMES: readonly string[] = ["create", "update", "delete"];

function checkCustomTimeouts(value: unknown): Problem {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return problem("must be an object with create, update or delete");
  }
  for (const [name, timeout] of Object.entries(value)) {
    if (!TIMEOUT_NAMES.includes(name)) {
      return problem(`is unknown; there are ${TIMEOUT_NAMES.join(", ")}`, name);
    }
    if (isUnknown(timeout)) {
      continue;
    }
    if (typeof timeout !== "string" || parseDurationMs(timeout) === undefined) {
      return problem('must be a duration such as "20m" or "1h30m"', name);
    }
  }
  return undefined;
}

/** Every input: whether it must be there, and what makes it wrong. */
const INPUTS: Readonly<
  Record<InputName, { required: boolean; check: (value: unknown) => Problem }>
> = {
  projectId: { required: true, check: checkProjectId },
  region: { required: false, check: checkRegion },
  taskName: { required: true, check: checkText },
  fileFolderPath: { required: true, check: checkText },
  taskContent: { required: true, check: checkTaskContent },
  resourceGroup: { required: false, check: checkText },
  cu: { required: false, check: checkCu },
  deletePolicy: { required: false, check: checkDeletePolicy },
  customTimeouts: { required: false, check: checkCustomTimeouts },
};

export const INPUT_NAMES = Object.keys(INPUTS) as readonly InputName[];

function isInputName(name: string): name is InputName {
  return Object.hasOwn(INPUTS, name);
}

function unknownInput(name: string): string {
  return name === "taskType"
    ? "taskType: cannot be set: every task of this provider is DI_REALTIME; a batch task (DI_OFFLINE) is a file that DeleteFile deletes"
    : `${name.slice(0, 100)}: is not an input of DISyncTask; the nearest one is ${nearestName(name, INPUT_NAMES)}`;
}

const NO_REGION =
  "region: is nowhere set; set it in the program, or run: pulumi config set dataworks:region <region>";

/** Keys that the SDK and the host add for themselves. */
function isInternal(name: string): boolean {
  return name.startsWith("__");
}

/** Takes out what is not set, so that "absent" has one form. */
function givenInputs(news: Fields): Fields {
  return Object.fromEntries(
    Object.entries(news).filter(
      ([name, value]) => !isInternal(name) && value !== undefined && value !== null,
    ),
  );
}

/** Canonical forms; a content keeps the form it had where it says the same. */
function canonicalInputs(olds: Fields, given: Fields): Fields {
  const { projectId, taskContent } = given;
  const oldContent = olds.taskContent as TaskContent | undefined;
  const keepsContent =
    oldContent !== undefined &&
    !holdsUnknown(taskContent) &&
    !holdsUnknown(oldContent) &&
    checkTaskContent(oldContent) === undefined &&
    isSameContent(oldContent, taskContent as TaskContent);
  return {
    ...given,
    ...(typeof projectId === "number" && { projectId: String(projectId) }),
    ...(keepsContent && { taskContent: oldContent }),
  };
}

export interface CheckResult {
  readonly inputs: Fields;
  /** One sentence each, the path of the input first; empty where everything can be used. */
  readonly problems: readonly string[];
}

/**
 * Validates the inputs of a program and brings them into the form that is stored. Pure and repeatable: the engine calls it twice
 * for a replacement. Unknown values of a preview pass untouched.
 *
 * @param olds the inputs of the last `up`, `{}` where there are none.
 */
export function checkInputs(olds: Fields, news: Fields, getConfig: GetConfig): CheckResult {
  const given = givenInputs(news);
  const region = given.region ?? getConfig("dataworks:region") ?? getConfig("alicloud:region");
  const filled: Fields = region === undefined ? given : { ...given, region };

  const problems = Object.keys(filled)
    .filter((name) => !isInputName(name))
    .map(unknownInput);
  for (const name of INPUT_NAMES) {
    const value = filled[name];
    if (value === undefined) {
      if (INPUTS[name].required) {
        problems.push(`${name}: is missing`);
      }
      continue;
    }
    const found = isUnknown(value) ? undefined : INPUTS[name].check(value);
    if (found !== undefined) {
      const path = found.path === undefined ? name : `${name}.${found.path}`;
      problems.push(`${path}: ${found.text}`);
    }
  }
  if (region === undefined) {
    problems.push(NO_REGION);
  }
  return { inputs: problems.length > 0 ? filled : canonicalInputs(olds, filled), problems };
}

/** Whether one input says the same on both sides. */
export function isSameInput(name: InputName, a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) {
    return a === b;
  }
  if (holdsUnknown(a) || holdsUnknown(b)) {
    return false;
  }
  if (name === "taskContent") {
    return isSameContent(a as TaskContent, b as TaskContent);
  }
  return canonicalText(a) === canonicalText(b);
}
