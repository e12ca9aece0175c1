import { describeTask, type LifecycleContext } from "./context";
import { LifecycleError } from "./errors";
import type { DISyncTaskInputs } from "./inputs";
import type { DISyncTaskState } from "./state";

/** One text for a region, workspace, name and folder. */
export function claimKey(inputs: DISyncTaskInputs): string {
  const { region, projectId, taskName, fileFolderPath } = inputs;
  return JSON.stringify([region, projectId, taskName, fileFolderPath]);
}

/** Records that a task exists already: a create of the same id or name in this process replaces it. */
export function rememberKnown(
  { memory }: LifecycleContext,
  id: string,
  inputs: DISyncTaskInputs,
): void {
  memory.knownIds.add(id);
  memory.knownNames.add(claimKey(inputs));
}

/** Records which entry of the state owns a task. */
export function rememberOwner(
  { memory }: LifecycleContext,
  id: string,
  state: Pick<DISyncTaskState, "takenOver">,
): void {
  memory.owners.set(id, state.takenOver ?? "");
}

/** Whether this process has seen another entry of the same state own the task. */
export function isOwnedByAnother(
  { memory }: LifecycleContext,
  id: string,
  state: DISyncTaskState,
): boolean {
  const owner = memory.owners.get(id);
  return owner !== undefined && owner !== (state.takenOver ?? "");
}

/** Gives the name back, so that a replacement in the same process can take it. */
export function releaseName(context: LifecycleContext, inputs: DISyncTaskInputs): void {
  context.memory.claims.delete(claimKey(inputs));
}

/**
 * Takes a name for one create. The process holds it until a delete, or until the create fails without a task.
 *
 * @throws LifecycleError where another create of this process has it.
 */
export function claimName(context: LifecycleContext, inputs: DISyncTaskInputs): void {
  const key = claimKey(inputs);
  if (context.memory.claims.has(key)) {
    throw new LifecycleError(
      `The program declares ${describeTask(inputs, undefined)} in folder "${inputs.fileFolderPath}" twice. ` +
        "Nothing was called for this one. Give one of the two another taskName or fileFolderPath.",
    );
  }
  context.memory.claims.add(key);
}
