import type { LifecycleContext } from "./context";
import type { DISyncTaskInputs } from "./inputs";
import { claimKey } from "./name-claim";
import type { DISyncTaskState } from "./state";

/** Two workspaces of one id can only be told apart by their region; explicit providers may serve both in one process. */
function ownerKey(id: string, { region }: Pick<DISyncTaskInputs, "region">): string {
  return JSON.stringify([region, id]);
}

/** Records that a task exists already: a create of the same id or name in this process replaces it. */
export function rememberKnown(
  { memory }: LifecycleContext,
  id: string,
  inputs: DISyncTaskInputs,
): void {
  memory.knownIds.add(ownerKey(id, inputs));
  memory.knownNames.add(claimKey(inputs));
}

/** Whether a create of this id or name replaces a task that this process knows. */
export function isKnown(
  { memory }: LifecycleContext,
  id: string,
  inputs: DISyncTaskInputs,
): boolean {
  return memory.knownIds.has(ownerKey(id, inputs)) || memory.knownNames.has(claimKey(inputs));
}

/** Records which entry of the state owns a task. */
export function rememberOwner(
  { memory }: LifecycleContext,
  id: string,
  state: Pick<DISyncTaskState, "region" | "takenOver">,
): void {
  memory.owners.set(ownerKey(id, state), state.takenOver ?? "");
}

/** Whether this process has seen another entry of the same state own the task. */
export function isOwnedByAnother(
  { memory }: LifecycleContext,
  id: string,
  state: DISyncTaskState,
): boolean {
  const owner = memory.owners.get(ownerKey(id, state));
  return owner !== undefined && owner !== (state.takenOver ?? "");
}
