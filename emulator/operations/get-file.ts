import { checkFileCall, unknownFile } from "../calls/find-file";
import type { Call, FileOperation } from "../protocol/operation";
import { WORKSPACE_PARAMETERS, FILE_ID } from "../protocol/parameters";
import type { Quirks } from "../quirks";
import { contentOf, describeFile } from "../workspace/file-view";
import { type WorkspaceFile } from "../workspace/workspace-file";

/** By FileId, or by NodeId where FileId is absent. */
function findFile({ parameters, workspace }: Call): WorkspaceFile {
  const fileId = parameters.long("FileId");
  const nodeId = parameters.long("NodeId");
  const file =
    fileId === undefined
      ? workspace.files().find((one) => one.nodeId === nodeId)
      : workspace.file(fileId);
  const isVisible =
    file?.deletedStatus === "NORMAL" ||
    (file?.deletedStatus === "RECYCLE_BIN" && workspace.quirks.deletedFileVisible !== "error");
  if (file === undefined || !isVisible) {
    throw unknownFile(fileId === undefined ? `nodeId:[${nodeId}]` : `fileId:[${fileId}]`);
  }
  checkFileCall(file, workspace);
  return file;
}

function deletedStatusOf({ deletedStatus }: WorkspaceFile, { deletedFileVisible }: Quirks): string {
  return deletedStatus === "RECYCLE_BIN" ? deletedFileVisible : deletedStatus;
}

export const getFile = {
  action: "GetFile",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-getfile",
  writes: false,
  family: "file",
  parameters: [
    ...WORKSPACE_PARAMETERS,
    { ...FILE_ID, required: "NodeId" },
    { name: "NodeId", type: "Long" },
  ],
  refusedFields: { Data: null },
  run(call) {
    const file = findFile(call);
    const { quirks } = call.workspace;
    return {
      Data: {
        File: {
          ...describeFile(file, quirks),
          Content: contentOf(file, call.workspace.quirks),
          AdvancedSettings: null,
          DeletedStatus: deletedStatusOf(file, quirks),
        },
        NodeConfiguration: null, // assumed: a real-time task has no schedule
        ResourceDownloadLink: null,
      },
    };
  },
} as const satisfies FileOperation;
