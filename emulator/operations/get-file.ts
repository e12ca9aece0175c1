import { FILE_ID } from "../parameters";
import { FileCallError } from "../refusal";
import { describeFile, type WorkspaceFile } from "../workspace-file";
import { contentOf } from "./file-content";
import type { Call, FileOperation } from "./operation";
import { WORKSPACE_PARAMETERS } from "./workspace-parameters";

/** By FileId, or by NodeId where there is none. */
function findFile({ parameters, store }: Call): WorkspaceFile {
  const fileId = parameters.long("FileId");
  const nodeId = parameters.long("NodeId");
  const file = store
    .files()
    .find((one) => (fileId === undefined ? one.nodeId === nodeId : one.fileId === fileId));
  const isVisible =
    file?.deletedStatus === "NORMAL" ||
    (file?.deletedStatus === "RECYCLE_BIN" && store.quirks.deletedFileVisible === "RECYCLE_BIN");
  if (file === undefined || !isVisible) {
    // Assumed: status, code and text; no page shows the answer to an unknown id.
    const id = fileId === undefined ? `nodeId:[${nodeId}]` : `fileId:[${fileId}]`;
    throw new FileCallError(400, "Invalid.File.NotExists", `${id} is invalid.`);
  }
  return file;
}

export const getFile = {
  action: "GetFile",
  family: "file",
  parameters: [
    ...WORKSPACE_PARAMETERS,
    { ...FILE_ID, required: "NodeId" },
    { name: "NodeId", type: "Long" },
  ],
  run(call) {
    const file = findFile(call);
    return {
      File: {
        ...describeFile(file),
        Content: contentOf(file, call.store),
        AdvancedSettings: null,
        DeletedStatus: file.deletedStatus,
      },
      NodeConfiguration: null, // assumed: a real-time task takes part in no schedule
      ResourceDownloadLink: null,
    };
  },
} as const satisfies FileOperation;
