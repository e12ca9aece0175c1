import type { LifecycleContext } from "./context";
import type { DISyncTaskInputs } from "./inputs";
import { claimKey } from "./name-claim";
import type { DISyncTaskState } from "./state";

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
