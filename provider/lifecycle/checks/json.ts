import { isTooDeep, MAX_DEPTH } from "../model/exact-json";

export const TOO_DEEP = `is nested deeper than ${MAX_DEPTH} levels`;

/** The path of a part of a value, for messages. */
export function childPath(path: string, key: string | number): string {
  return typeof key === "number" ? `${path}[${key}]` : `${path}.${key.slice(0, 100)}`;
}

/** Why a number cannot be stored or sent. */
export function jsonNumberProblem(value: number): string | undefined {
  return Number.isFinite(value) ? undefined : `is ${value}, which JSON does not have`;
}

function findJsonNumberProblem(value: unknown, path: string): string | undefined {
  if (typeof value === "number") {
    const reason = jsonNumberProblem(value);
    return reason === undefined ? undefined : `${path}: ${reason}`;
  }
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  const children: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  for (const [key, child] of children) {
    const found = findJsonNumberProblem(child, childPath(path, key));
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/**
 * Checks whether a value can be stored and sent. The class checks the same, but a transform runs after it.
 *
 * @returns what is wrong, the path first.
 */
export function jsonProblem(name: string, value: unknown): string | undefined {
  return isTooDeep(value) ? `${name}: ${TOO_DEEP}` : findJsonNumberProblem(value, name);
}
