import type { DISyncTaskInputs } from "../model/inputs";
import { digest } from "../model/digests";

/** Inputs that `check` returned in this run: a diff of them follows the program, and not a refresh. */
export interface CheckedInputs {
  remember(inputs: object): void;
  has(inputs: DISyncTaskInputs): boolean;
}

/** The inputs of a task alone: the SDK and the host add keys of their own on the way. */
function ownInputs(inputs: object): object {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !name.startsWith("__")));
}

/** Keeps digests: a program may have thousands of tasks, and contents hold secrets. */
export function createCheckedInputs(): CheckedInputs {
  const digests = new Set<string>();
  return {
    remember: (inputs) => void digests.add(digest(ownInputs(inputs))),
    has: (inputs) => digests.has(digest(ownInputs(inputs))),
  };
}
