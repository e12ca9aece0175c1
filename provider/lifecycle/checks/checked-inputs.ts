import type { DISyncTaskInputs } from "../model/inputs";
import { digest } from "../model/digests";

/** Inputs that `check` returned in this run: a diff of them belongs to the program, not to a refresh. */
export interface CheckedInputs {
  remember(inputs: object): void;
  has(inputs: DISyncTaskInputs): boolean;
}

/** The inputs without the keys that the SDK and the host add. */
function ownInputs(inputs: object): object {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !name.startsWith("__")));
}

/** Keeps digests only: a program may have thousands of tasks, and contents contain secrets. */
export function createCheckedInputs(): CheckedInputs {
  const digests = new Set<string>();
  return {
    remember: (inputs) => void digests.add(digest(ownInputs(inputs))),
    has: (inputs) => digests.has(digest(ownInputs(inputs))),
  };
}
