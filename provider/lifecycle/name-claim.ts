import { describeTask, type LifecycleContext } from "./context";
import { LifecycleError } from "./errors";
import { canonicalFolder } from "./folder-path";
import type { DISyncTaskInputs } from "./inputs";

/** One text for a region, workspace, name and folder, in whatever language the folder is written. */
export function claimKey(
  inputs: Pick<DISyncTaskInputs, "region" | "projectId" | "taskName" | "fileFolderPath">,
): string {
  const { region, projectId, taskName, fileFolderPath } = inputs;
  return JSON.stringify([region, projectId, taskName, canonicalFolder(fileFolderPath)]);
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
