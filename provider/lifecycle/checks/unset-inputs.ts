import { describeTask } from "../report/describe-task";
import { LifecycleError } from "../report/errors";
import { CANNOT_BE_UNSET } from "../model/input-table";
import type { DISyncTaskInputs } from "../model/inputs";
import type { DISyncTaskState } from "../model/state";

/**
 * Refuses to unset inputs that the service cannot unset.
 *
 * @param olds the stored state
 * @param news the program's inputs, for the same task
 * @throws LifecycleError with what to set instead.
 */
export function requireNothingUnset(olds: Partial<DISyncTaskState>, news: DISyncTaskInputs): void {
  const unset = CANNOT_BE_UNSET.filter(
    (name) => olds[name] !== undefined && news[name] === undefined,
  );
  if (unset.length === 0) {
    return;
  }
  const kept = unset.map((name) => `${name}: ${JSON.stringify(olds[name])}`).join(", ");
  throw new LifecycleError({
    name: "cannot-unset",
    attempted: `Cannot update ${describeTask(news, olds.fileId)}`,
    cause: `the program no longer sets ${unset.join(" and ")}, and the service cannot unset ${unset.length === 1 ? "it" : "them"}`,
    kept: "Nothing was called",
    next:
      `Set ${kept} as before, or to another value. Only a new task can be without: ` +
      "`pulumi up --replace <URN>` deletes this one and creates a new one",
  });
}
