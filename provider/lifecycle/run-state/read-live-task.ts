import { isInvalidTask } from "../../api/errors";
import type { DataWorksApi } from "../../api/operations";
import type { TaskRef } from "../../api/task";

export interface LiveTask {
  /** The service's own word; absent where it returned none: never deployed, gone, or the look-up was refused. */
  readonly state?: string;
  readonly name?: string;
  /** What the service says about the state. */
  readonly message?: string;
}

/** Values of GetDISyncInstanceInfo that are an outcome and not a run state. */
const OUTCOMES: ReadonlySet<string> = new Set(["success", "fail"]);

/** Reads the run state. "There is none" is a result; every other failure is thrown. */
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
