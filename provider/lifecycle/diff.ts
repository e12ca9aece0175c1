import { requireNothingUnset } from "./checks/unset-inputs";
import { recordDeclared } from "./identity/ownership";
import { changesMoreThanTables } from "./model/generate-script";
import { REPLACE_INPUTS, STORED_INPUTS } from "./model/input-table";
import { isSameInput, type DISyncTaskInputs } from "./model/inputs";
import { classOf } from "./run-state/live-state";
import { isApplied, type DISyncTaskState } from "./model/state";
import { changeBetween, isDraftAskedFor } from "./run-state/change";
import { plan } from "./run-state/steps";
import { holdsUnknown } from "./model/unknown";
import type { LifecycleContext } from "./session/context";

export interface DiffResult {
  /** Left out where the engine is to find the changed paths itself, which it then shows. */
  readonly changes?: boolean;
  readonly replaces?: readonly string[];
  /** Always set with a change: two tasks of one name cannot live side by side. */
  readonly deleteBeforeReplace?: true;
}

/** A task that was renamed in the console, which a refresh accepted, has the name already that the program now gives it. */
function isNameTakenOver({ liveName }: Partial<DISyncTaskState>, news: DISyncTaskInputs): boolean {
  return news.taskName === liveName;
}

/**
 * What a change of the inputs means. Pure, and never throws on what a refresh hands it.
 *
 * @param olds the stored state, whose input part is what was last sent.
 */
export function diffInputs(olds: Partial<DISyncTaskState>, news: DISyncTaskInputs): DiffResult {
  const changed = STORED_INPUTS.filter((name) => !isSameInput(name, olds[name], news[name]));
  if (changed.length > 0) {
    return {
      replaces: REPLACE_INPUTS.filter(
        (name) => changed.includes(name) && !(name === "taskName" && isNameTakenOver(olds, news)),
      ),
      deleteBeforeReplace: true,
    };
  }
  // An unfinished change, a draft, or a generated content that somebody changed shows in no input, so the engine would not see it.
  const isDone =
    isApplied(olds.applied, news) &&
    !isDraftAskedFor(olds, news) &&
    (news.generate === undefined || olds.serverDigest !== undefined);
  return isDone ? { changes: false } : { changes: true, deleteBeforeReplace: true };
}

/** Lines that a preview shows because no path of the difference does. */
export function diffNotes(
  olds: Partial<DISyncTaskState>,
  news: DISyncTaskInputs,
  { changes, replaces = [] }: DiffResult,
): readonly string[] {
  if (changes === false || replaces.length > 0 || holdsUnknown(news)) {
    return [];
  }
  const notes: string[] = [];
  const task = `task "${olds.taskName ?? news.taskName}"`;
  if (changesMoreThanTables(olds.generate, news.generate)) {
    notes.push(
      `${task}: generate changes in more than its tables, which the service cannot take in place; it needs the option replaceOnChanges: ["generate"]`,
    );
  }
  const live = classOf(olds.liveState === "" ? undefined : olds.liveState, olds.deployed ?? false);
  const steps = plan(news, live, changeBetween(olds, news));
  if (steps.includes("stop") && steps.includes("start")) {
    const stands = live === "unknown" ? `is ${olds.liveState}` : "runs";
    notes.push(`${task} ${stands}: this change stops it and starts it again (${steps.join(", ")})`);
  }
  return notes;
}

/**
 * What a change of the inputs means, and what the run has to know of it.
 *
 * @param isOfProgram whether the inputs are the program's: a refresh diffs what it has read, which says nothing of the program and must not fail
 * @throws LifecycleError where the service cannot carry the change out, or another entry owns the task.
 */
export async function diffTask(
  context: LifecycleContext,
  id: string,
  state: DISyncTaskState,
  news: DISyncTaskInputs,
  isOfProgram: boolean,
): Promise<DiffResult> {
  const result = diffInputs(state, news);
  if (isOfProgram) {
    const isReplacement = (result.replaces ?? []).length > 0;
    if (!isReplacement) {
      requireNothingUnset(state, news);
    }
    await recordDeclared(context, id, state, news, isReplacement);
  }
  for (const line of diffNotes(state, news, result)) {
    context.log(line);
  }
  return result;
}
