import { requireFile } from "../calls/find-file";
import type { FileOperation } from "../protocol/operation";
import { WORKSPACE_PARAMETERS, FILE_ID } from "../protocol/parameters";

export const deleteFile = {
  action: "DeleteFile",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-deletefile",
  writes: true,
  family: "file",
  parameters: [...WORKSPACE_PARAMETERS, FILE_ID],
  refusedFields: { DeploymentId: null },
  run(call) {
    const file = requireFile(call);
    const { workspace } = call;
    const isCommitted = file.committed.size > 0;
    workspace.deleteFile(file, "RECYCLE_BIN");
    // Only a committed file leaves a deployment to wait for. Assumed: the id is the file's.
    return { DeploymentId: isCommitted ? file.fileId : null };
  },
} as const satisfies FileOperation;
