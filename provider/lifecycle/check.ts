import { regionOf, type GetConfig } from "../settings";
import { jsonProblem } from "./checks/json";
import {
  checkCu,
  checkCustomTimeouts,
  checkDeletePolicy,
  checkDesiredState,
  checkImport,
  checkOnExisting,
  checkProjectId,
  checkRegion,
  checkRestartTriggers,
  checkStartParam,
  checkTaskContent,
  checkText,
  type Problem,
} from "./checks/values";
import { isSameContent, type TaskContent } from "./model/content";
import { checkGenerate } from "./checks/generate";
import { INPUT_NAMES, INPUTS, type InputName } from "./model/input-table";
import type { DISyncTaskInputs } from "./model/inputs";
import { taskRefOf } from "./model/task-id";
import { nearestName } from "./checks/nearest-name";
import { containsUnknown, isUnknown } from "./model/unknown";

type Fields = Readonly<Record<string, unknown>>;

/** The check of each input. */
const CHECKS: Readonly<Record<InputName, (value: unknown) => Problem>> = {
  projectId: checkProjectId,
  region: checkRegion,
  taskName: checkText,
  fileFolderPath: checkText,
  taskContent: checkTaskContent,
  generate: checkGenerate,
  resourceGroup: checkText,
  cu: checkCu,
  desiredState: checkDesiredState,
  startParam: checkStartParam,
  restartTriggers: checkRestartTriggers,
  deletePolicy: checkDeletePolicy,
  onExisting: checkOnExisting,
  customTimeouts: checkCustomTimeouts,
  import: checkImport,
};

function isInputName(name: string): name is InputName {
  return Object.hasOwn(CHECKS, name);
}

function unknownInput(name: string): string {
  return name === "taskType"
    ? "taskType: cannot be set: every task of this provider is DI_REALTIME; a batch task (DI_OFFLINE) is a file that DeleteFile deletes"
    : `${name.slice(0, 100)}: is not an input of DISyncTask; the nearest one is ${nearestName(name, INPUT_NAMES)}`;
}

function problemsOf(name: InputName, value: unknown): readonly string[] {
  const problem = jsonProblem(name, value);
  if (problem !== undefined) {
    return [problem];
  }
  const found = isUnknown(value) ? undefined : CHECKS[name](value);
  if (found === undefined) {
    return [];
  }
  const path = found.path === undefined ? name : `${name}.${found.path}`;
  return [`${path}: ${found.text}`];
}

function definitionProblem({ taskContent, generate }: Fields): string | undefined {
  if (taskContent === undefined && generate === undefined) {
    return "taskContent: is missing; set it, or set generate";
  }
  return taskContent !== undefined && generate !== undefined
    ? "generate: cannot be combined with taskContent; set only one of the two"
    : undefined;
}

function importProblem({ import: id, projectId }: Fields): string | undefined {
  const workspace = typeof id === "string" ? taskRefOf(id)?.projectId : undefined;
  return workspace === undefined || isUnknown(projectId) || workspace === String(projectId)
    ? undefined
    : `import: names workspace ${workspace}, but projectId is ${String(projectId)}`;
}

const NO_REGION =
  "region: is not set; set it in the program, or run: pulumi config set dataworks:region <region>";

/** Keys that the SDK and the host add for their own use. */
function isInternal(name: string): boolean {
  return name.startsWith("__");
}

/** Removes unset inputs, so that "absent" has one form. */
function givenInputs(news: Fields): Fields {
  return Object.fromEntries(
    Object.entries(news).filter(
      ([name, value]) => !isInternal(name) && value !== undefined && value !== null,
    ),
  );
}

/** Canonical forms; an equivalent content keeps its stored form. */
function canonicalInputs(olds: Fields, given: Fields): Fields {
  const { projectId, taskContent } = given;
  const oldContent = olds.taskContent as TaskContent | undefined;
  const keepsContent =
    oldContent !== undefined &&
    taskContent !== undefined &&
    !containsUnknown(taskContent) &&
    !containsUnknown(oldContent) &&
    checkTaskContent(oldContent) === undefined &&
    isSameContent(oldContent, taskContent as TaskContent);
  return {
    ...given,
    ...(typeof projectId === "number" && { projectId: String(projectId) }),
    ...(keepsContent && { taskContent: oldContent }),
  };
}

export type CheckResult =
  | { readonly inputs: DISyncTaskInputs }
  /** One sentence each, the path of the input first; never empty. */
  | { readonly problems: readonly string[] };

/**
 * Validates the inputs of a program and converts them to the form that is stored. Pure and repeatable: the engine calls it twice
 * for a replacement. Unknown values of a preview are passed through unchanged.
 *
 * @param olds the inputs of the last `up`, `{}` where there are none.
 */
export function checkInputs(olds: Fields, news: Fields, getConfig: GetConfig): CheckResult {
  const given = givenInputs(news);
  const region = given.region ?? regionOf(getConfig);
  const filled: Fields = region === undefined ? given : { ...given, region };
  const hasState = Object.keys(olds).length > 0;

  const problems = Object.keys(filled)
    .filter((name) => !isInputName(name))
    .map(unknownInput);
  for (const name of INPUT_NAMES) {
    const value = filled[name];
    if (value === undefined) {
      if (INPUTS[name].presence === "required") {
        problems.push(`${name}: is missing`);
      }
      continue;
    }
    problems.push(...problemsOf(name, value));
  }
  problems.push(
    ...[
      definitionProblem(filled),
      importProblem(filled),
      region === undefined ? NO_REGION : undefined,
    ].filter((text) => text !== undefined),
  );
  if (problems.length > 0) {
    return { problems };
  }
  // A task that is in the state needs no import: the option may stay in the program.
  const { import: _import, ...withoutImport } = filled;
  const inputs = canonicalInputs(olds, hasState ? withoutImport : filled);
  // In a preview the type is not exact: an unknown value, which is a string, may replace any input or part of one.
  return { inputs: inputs as unknown as DISyncTaskInputs };
}
