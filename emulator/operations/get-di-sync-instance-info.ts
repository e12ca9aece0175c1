import { isAlive } from "../instance";
import { FILE_ID, PROJECT_ID, taskType } from "../parameters";
import { MissingTask } from "../refusal";
import { requireTaskInstance } from "./find-task";
import type { SyncOperation } from "./operation";

export const getDISyncInstanceInfo = {
  action: "GetDISyncInstanceInfo",
  family: "sync",
  parameters: [PROJECT_ID, FILE_ID, taskType("DI_REALTIME", "DI_SOLUTION")],
  sampleMessage: "fileId[100] is invalid",
  // Assumed: Status is fail, as in the other calls; the page lists the five run states only.
  refusedFields: { Name: null, SolutionInfo: null },
  missingMessage: (fileId) => `fileId[${fileId}] is invalid`, // its page has no colon and no stop
  run(call) {
    const { fileId, instance, name } = requireTaskInstance(call);
    const { quirks } = call.store;
    if (!isAlive(instance) && quirks.undeployedInfo === "fail") {
      throw new MissingTask(fileId);
    }
    return {
      Status: instance.runState,
      Name: quirks.nameInInfo ? name : null,
      SolutionInfo: null,
    };
  },
} as const satisfies SyncOperation;
