import { shownText } from "../answer-fields";
import type { Operation } from "../operation";
import { taskParameters, type TaskRef } from "../task";

export interface InstanceInfo {
  /** The service's own word; absent where it returned none. */
  readonly status?: string;
  readonly name?: string;
  readonly message?: string;
}

export const getDISyncInstanceInfo: Operation<TaskRef, InstanceInfo> = {
  action: "GetDISyncInstanceInfo",
  repeat: "idempotent",
  status: "runState",
  parameters: taskParameters,
  result: (data) => {
    const status = shownText(data.Status);
    const name = shownText(data.Name);
    const message = shownText(data.Message);
    return { ...(status && { status }), ...(name && { name }), ...(message && { message }) };
  },
};
