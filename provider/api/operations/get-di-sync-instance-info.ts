import { printableString } from "../answer-fields";
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
    const status = printableString(data.Status);
    const name = printableString(data.Name);
    const message = printableString(data.Message);
    return { ...(status && { status }), ...(name && { name }), ...(message && { message }) };
  },
};
