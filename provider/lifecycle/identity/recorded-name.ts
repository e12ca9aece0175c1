import type { DataWorksApi } from "../../api/operations";
import type { TaskRef } from "../../api/task";
import { SETTINGS } from "../../settings";
import { type LifecycleContext } from "../session/context";
import { LifecycleError } from "../report/errors";
import { readLiveTask, type LiveTask } from "../run-state/read-live-task";
import { findFile } from "./existence";
import { type DISyncTaskState } from "../model/state";
import { taskId } from "../model/task-id";

/**
 * Reads the live task and its name: the instance's, or the file's where there is no instance.
 */
export async function readIdentity(api: DataWorksApi, task: TaskRef): Promise<LiveTask> {
  const live = await readLiveTask(api, task);
  if (live.name !== undefined) {
    return live;
  }
  const row = await findFile(api, task);
  return row === undefined ? live : { ...live, name: row.fileName };
}

/**
 * The guard of every operation: an id whose live name is not the recorded one may be another task, so it is not touched.
 *
 * @param attempted `Cannot delete task "orders" (…)`
 * @throws LifecycleError with both names and the id.
 */
export function requireRecordedName(
  attempted: string,
  state: DISyncTaskState,
  task: TaskRef,
  live: LiveTask,
): void {
  const id = taskId(task);
  if (live.name === undefined || live.name === state.liveName) {
    return;
  }
  throw new LifecycleError({
    name: "renamed",
    attempted,
    cause: `DataWorks calls it "${live.name}", but the name on record is "${state.liveName}": it may be another task`,
    kept: "Nothing was changed. The task stays in the state",
    next:
      `If it was renamed in the console, set ${SETTINGS.acceptRename.variable}=${id} and run \`pulumi refresh\`; ` +
      "if not, check that region, endpoint and account are those of this stack",
  });
}

/** Only a refresh accepts a new name, and only for the one task that the user named. */
export function isRenameAccepted(context: LifecycleContext, id: string): boolean {
  return context.settings.acceptRename === id;
}
