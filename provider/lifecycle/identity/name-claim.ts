import { type LifecycleContext } from "../session/context";
import { describeTask } from "../report/describe-task";
import { LifecycleError } from "../report/errors";
import { canonicalFolder } from "../model/folder-path";
import type { DISyncTaskInputs } from "../model/inputs";
import type { Scope } from "../session/session";
import { addIfPossible } from "../session/run-record";

/** A key for region, workspace, name and folder, in whichever language the folder is written. */
export function claimKey(
  inputs: Pick<DISyncTaskInputs, "region" | "projectId" | "taskName" | "fileFolderPath">,
): string {
  const { region, projectId, taskName, fileFolderPath } = inputs;
  return JSON.stringify([region, projectId, taskName, canonicalFolder(fileFolderPath)]);
}

/** Releases the name, so that a replacement in the same process can claim it. */
export function releaseName({ context, inputs }: Scope): void {
  const { memory, run } = context;
  const key = claimKey(inputs);
  if (memory.claims.delete(key)) {
    addIfPossible(run, key, { kind: "released", by: memory.process });
  }
}

/** Whether another process of the run creates, or has created, a task of this name. */
function isClaimedElsewhere({ memory, run }: LifecycleContext, key: string): boolean {
  const last = new Map<string, boolean>();
  for (const { mark, isDoubtful } of run.of(key)) {
    if (mark.by !== memory.process && !isDoubtful) {
      last.set(mark.by, mark.kind === "claimed");
    }
  }
  return [...last.values()].includes(true);
}

/**
 * Claims a name for one create. The process holds it until a delete, or until the create fails without a task. The mark is written before
 * the others are read: of two competing processes, at least one sees the other.
 *
 * @throws LifecycleError where another create of this run has it.
 */
export function claimName(scope: Scope): void {
  const { context, inputs } = scope;
  const { memory, run } = context;
  const key = claimKey(inputs);
  const refusal = () =>
    new LifecycleError({
      name: "declared-twice",
      attempted: `Cannot create ${describeTask(inputs, undefined)}`,
      cause: `the program declares it in folder "${inputs.fileFolderPath}" twice`,
      kept: "Nothing was called for this one",
      next: "Give one of the two another taskName or fileFolderPath",
    });
  if (memory.claims.has(key)) {
    throw refusal();
  }
  memory.claims.add(key);
  addIfPossible(run, key, { kind: "claimed", by: memory.process });
  if (isClaimedElsewhere(context, key)) {
    releaseName(scope);
    throw refusal();
  }
}
