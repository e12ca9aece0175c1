import { isSameContent, type TaskContent } from "./content";
import { canonicalText } from "./exact-json";
import type { GenerateScript } from "./generate-script";
import { holdsUnknown } from "./unknown";

export type DeletePolicy = "stopFirst" | "refuseIfRunning";
export type DesiredState = "undeployed" | "stopped" | "running";
export type OnExisting = "fail" | "adopt";

export interface CustomTimeouts {
  readonly create?: string;
  readonly update?: string;
  readonly delete?: string;
}

/** Kinds of DDL statement that a start can have a rule for. */
export const START_PARAM_DDL_KEYS = [
  "RENAMECOLUMN",
  "DROPTABLE",
  "CREATETABLE",
  "MODIFYCOLUMN",
  "TRUNCATETABLE",
  "DROPCOLUMN",
  "ADDCOLUMN",
  "RENAMETABLE",
] as const;

/** Pass on, drop, drop with an alert, stop as failed. */
export const START_PARAM_DDL_RULES = ["NORMAL", "IGNORE", "WARNING", "CRITICAL"] as const;

/** What StartDISyncInstance takes. */
export interface StartParam {
  readonly failoverLimit?: { readonly count?: number; readonly interval?: number };
  readonly errorLimit?: { readonly record?: number };
  readonly ddlMarkMap?: {
    readonly [
      Key in (typeof START_PARAM_DDL_KEYS)[number]
    ]?: (typeof START_PARAM_DDL_RULES)[number];
  };
}

/** The inputs of a sync task as they are stored, after `checkInputs`. */
export interface DISyncTaskInputs {
  readonly projectId: string;
  readonly region: string;
  readonly taskName: string;
  readonly fileFolderPath: string;
  /** Exactly one of this and `generate`. */
  readonly taskContent?: TaskContent;
  readonly generate?: GenerateScript;
  readonly resourceGroup?: string;
  readonly cu?: number;
  readonly desiredState?: DesiredState;
  readonly startParam?: StartParam;
  readonly restartTriggers?: readonly unknown[];
  readonly deletePolicy?: DeletePolicy;
  readonly onExisting?: OnExisting;
  readonly customTimeouts?: CustomTimeouts;
  /** `<projectId>:<fileId>` of a task to take over; dropped by check as soon as there is state. */
  readonly import?: string;
}

/** Every input, in the order in which they are documented and checked. */
export const INPUT_NAMES = [
  "projectId",
  "region",
  "taskName",
  "fileFolderPath",
  "taskContent",
  "generate",
  "resourceGroup",
  "cu",
  "desiredState",
  "startParam",
  "restartTriggers",
  "deletePolicy",
  "onExisting",
  "customTimeouts",
  "import",
] as const satisfies readonly (keyof DISyncTaskInputs)[];

export type InputName = (typeof INPUT_NAMES)[number];

/** Inputs whose change needs another task: the service knows no rename, no move and no change of workspace. */
export const REPLACE_INPUTS = [
  "projectId",
  "region",
  "taskName",
  "fileFolderPath",
] as const satisfies readonly InputName[];

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
