import { deploy } from "../instance";
import { FILE_ID, PROJECT_ID, taskType } from "../parameters";
import { requireTaskFile } from "./find-task";
import type { SyncOperation } from "./operation";

/** Assumed: node ids are the file ids of another series. */
const FIRST_NODE_ID = 700_000_000_000n;

export const deployDISyncTask = {
  action: "DeployDISyncTask",
  family: "sync",
  parameters: [PROJECT_ID, FILE_ID, taskType("DI_REALTIME", "DI_SOLUTION")],
  sampleMessage: "submit and deploy fail.",
  refusedFields: {},
  run(call) {
    const file = requireTaskFile(call);
    file.commitStatus = 1;
    file.nodeId ??= FIRST_NODE_ID + file.fileId;
    deploy(file.instance, file.currentVersion, call.store.moment());
    return {};
  },
} as const satisfies SyncOperation;
