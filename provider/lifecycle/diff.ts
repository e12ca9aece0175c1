import { requireNothingUnset } from "./checks/unset-inputs";
import { recordDeclared } from "./identity/ownership";
import { changesMoreThanTables } from "./model/generate-script";
import { REPLACE_INPUTS, STORED_INPUTS } from "./model/input-table";
import { isSameInput, type DISyncTaskInputs } from "./model/inputs";
import { classOf } from "./run-state/live-state";
import { isApplied, type DISyncTaskState } from "./model/state";
import { changeBetween, isDraftToBeDeployed } from "./run-state/change";
import { plan } from "./run-state/steps";
import { containsUnknown } from "./model/unknown";
import type { LifecycleContext } from "./session/context";

export interface DiffResult {
  /** Omitted where the engine is to find and show the changed paths itself. */
  readonly changes?: boolean;
  readonly replaces?: readonly string[];
  /** Always set with a change: two tasks cannot have the same name. */
  readonly deleteBeforeReplace?: true;
}

/** Whether the task already has the program's name, because it was renamed in the console and a refresh accepted that. */
function isAlreadyRenamed({ liveName }: Partial<DISyncTaskState>, news: DISyncTaskInputs): boolean {
  return news.taskName === liveName;
}

/**
 * What a change of the inputs means. Pure, and never throws on the inputs of a refresh.
 *
 * @param olds the stored state, whose input part is what was last sent.
 */
export function diffInputs(olds: Partial<DISyncTaskState>, news: DISyncTaskInputs): DiffResult {
  const changed = STORED_INPUTS.filter((name) => !isSameInput(name, olds[name], news[name]));
  if (changed.length > 0) {
    return {
      replaces: REPLACE_INPUTS.filter(
        (name) => changed.includes(name) && !(name === "taskName" && isAlreadyRenamed(olds, news)),
      ),
      deleteBeforeReplace: true,
    };
  }
  // An unfinished change, a draft, or a generated content changed elsewhere is visible in no input, so the engine would miss it.
  const isDone =
    isApplied(olds.applied, news) &&
    !isDraftToBeDeployed(olds, news) &&
    (news.generate === undefined || olds.serverDigest !== undefined);
  return isDone ? { changes: false } : { changes: true, deleteBeforeReplace: true };
}

/** Consequences that a preview has to state, because no changed path shows them. */
export function diffNotes(
  olds: Partial<DISyncTaskState>,
  news: DISyncTaskInputs,
  { changes, replaces = [] }: DiffResult,
): readonly string[] {
  if (changes === false || replaces.length > 0 || containsUnknown(news)) {
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
 * What a change of the inputs means; also records it for the run.
 *
 * @param isFromProgram whether the inputs are the program's: a refresh diffs what it has read, which is not the program's and must not fail
 * @throws LifecycleError where the service cannot carry the change out, or another entry owns the task.
 */
export async function diffTask(
  context: LifecycleContext,
  id: string,
  state: DISyncTaskState,
  news: DISyncTaskInputs,
  isFromProgram: boolean,
): Promise<DiffResult> {
  const result = diffInputs(state, news);
  if (isFromProgram) {
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
