import type { Quirks } from "../quirks";
import { GatewayError, gatewayErrors } from "./gateway-error";

const LONG_MAX = 2n ** 63n - 1n;
const INTEGER_MAX = 2n ** 31n - 1n;

/** One parameter of an operation, as its API reference declares it. */
export interface ParameterRow {
  readonly name: string;
  readonly type: "Long" | "Integer" | "String" | "Boolean";
  /** true: mandatory; a name: mandatory unless that parameter is present. */
  readonly required?: boolean | string;
  readonly min?: bigint;
  readonly max?: bigint;
  /** Where SDKs put it. @default "query" for the task calls, "body" for the file calls */
  readonly place?: "query" | "body";
  readonly values?: readonly string[];
  /** An additional rule for the value. */
  readonly pattern?: RegExp;
}

/** 1 to 10 000 000 000: limits of the official SDK for asynchronous Java. */
export const PROJECT_ID = {
  name: "ProjectId",
  type: "Long",
  required: true,
  min: 1n,
  max: 10_000_000_000n,
} as const satisfies ParameterRow;

export const FILE_ID = {
  name: "FileId",
  type: "Long",
  required: true,
  min: 1n,
} as const satisfies ParameterRow;

/** How the file calls identify the workspace: by either of two parameters. */
export const WORKSPACE_PARAMETERS = [
  { ...PROJECT_ID, required: "ProjectIdentifier" },
  { name: "ProjectIdentifier", type: "String" },
] as const satisfies readonly ParameterRow[];

export function taskType(...values: readonly string[]): ParameterRow {
  return { name: "TaskType", type: "String", required: true, values };
}

/** Assumed: an empty value counts as absent, as elsewhere in the gateway. */
function valueOf(given: ReadonlyMap<string, string>, name: string): string | undefined {
  const value = given.get(name);
  return value === "" ? undefined : value;
}

function isNumberInRange(row: ParameterRow, value: string): boolean {
  if (!/^-?\d{1,19}$/.test(value)) {
    return false;
  }
  const number = BigInt(value);
  const typeMax = row.type === "Long" ? LONG_MAX : INTEGER_MAX;
  const max = row.max ?? typeMax;
  return number >= (row.min ?? -typeMax - 1n) && number <= (max < typeMax ? max : typeMax);
}

function isValid(row: ParameterRow, value: string): boolean {
  if (row.type === "Long" || row.type === "Integer") {
    return isNumberInRange(row, value);
  }
  if (row.type === "Boolean") {
    return value === "true" || value === "false";
  }
  return (row.values?.includes(value) ?? true) && (row.pattern?.test(value) ?? true);
}

function isMissing(row: ParameterRow, given: ReadonlyMap<string, string>): boolean {
  const isRequired =
    typeof row.required === "string"
      ? valueOf(given, row.required) === undefined
      : row.required === true;
  return isRequired && valueOf(given, row.name) === undefined;
}

function invalid(name: string, quirks: Quirks): GatewayError {
  return quirks.invalidParameterCode === "Param.Invalid"
    ? gatewayErrors.paramInvalid()
    : gatewayErrors.invalid(name);
}

/** Reports missing parameters first, in declared order, then invalid ones. Undeclared parameters are ignored. */
export function checkParameters(
  rows: readonly ParameterRow[],
  given: ReadonlyMap<string, string>,
  quirks: Quirks,
): void {
  const missing = rows.find((row) => isMissing(row, given));
  if (missing !== undefined) {
    throw gatewayErrors.missing(missing.name);
  }
  const wrong = rows.find((row) => {
    const value = valueOf(given, row.name);
    return value !== undefined && !isValid(row, value);
  });
  if (wrong !== undefined) {
    throw invalid(wrong.name, quirks);
  }
}

/** The checked parameters of one call, read by type. */
export class CallParameters {
  constructor(readonly given: ReadonlyMap<string, string>) {}

  text(name: string): string | undefined {
    return valueOf(this.given, name);
  }

  long(name: string): bigint | undefined {
    const value = valueOf(this.given, name);
    return value === undefined ? undefined : BigInt(value);
  }

  flag(name: string): boolean {
    return valueOf(this.given, name) === "true";
  }

  /** A parameter that is declared as mandatory. */
  requiredText(name: string): string {
    const value = valueOf(this.given, name);
    if (value === undefined) {
      throw gatewayErrors.missing(name);
    }
    return value;
  }

  requiredLong(name: string): bigint {
    return BigInt(this.requiredText(name));
  }
}
