import { INPUT_NAMES, isSameInput, REPLACE_INPUTS, type DISyncTaskInputs } from "./inputs";
import { appliedDigest, type DISyncTaskState } from "./state";

export interface DiffResult {
  /** Left out where the engine is to find the changed paths itself, which it then shows. */
  readonly changes?: boolean;
  readonly replaces?: readonly string[];
  /** Always set with a change: two tasks of one name cannot live side by side. */
  readonly deleteBeforeReplace?: true;
}

/**
 * What a change of the inputs means. Pure, and never throws on what a refresh hands it.
 *
 * @param olds the stored state, whose input part is what was last sent.
 */
export function diffInputs(olds: Partial<DISyncTaskState>, news: DISyncTaskInputs): DiffResult {
  const changed = INPUT_NAMES.filter((name) => !isSameInput(name, olds[name], news[name]));
  if (changed.length > 0) {
    return {
      replaces: REPLACE_INPUTS.filter((name) => changed.includes(name)),
      deleteBeforeReplace: true,
    };
  }
  // An unfinished change shows in no input, so the engine would not see it.
  return olds.applied === appliedDigest(news)
    ? { changes: false }
    : { changes: true, deleteBeforeReplace: true };
}
