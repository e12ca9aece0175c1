import { isInvalidTask } from "../../api/errors";
import type { DataWorksApi } from "../../api/operations";
import type { TaskRef } from "../../api/task";

export interface LiveTask {
  /** The service's own word; absent where it gave no state: never deployed, gone, or the look-up failed. */
  readonly state?: string;
  readonly name?: string;
  /** What the service says about the state. */
  readonly message?: string;
}

/** Words of GetDISyncInstanceInfo that are an outcome and not a run state. */
const OUTCOMES: ReadonlySet<string> = new Set(["success", "fail"]);

/** Reads the run state. "There is none" is an answer; everything else that is no answer is thrown. */
export async function readLiveTask(api: DataWorksApi, task: TaskRef): Promise<LiveTask> {
  try {
    const { status, ...rest } = await api.getDISyncInstanceInfo(task);
    const hasState = status !== undefined && !OUTCOMES.has(status.toLowerCase());
    return { ...rest, ...(hasState && { state: status }) };
  } catch (error) {
    if (isInvalidTask(error)) {
      return {};
    }
    throw error;
  }
}
