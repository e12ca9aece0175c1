import { FILE_ID } from "../protocol/parameters";
import type { Quirks } from "../quirks";
import { describeFile, type WorkspaceFile } from "../workspace/workspace-file";
import { contentOf } from "../workspace/file-view";
import { checkFileCall, unknownFile } from "../calls/find-file";
import type { Call, FileOperation } from "../protocol/operation";
import { WORKSPACE_PARAMETERS } from "../protocol/workspace-parameters";

/** By FileId, or by NodeId where there is none. */
function findFile({ parameters, store }: Call): WorkspaceFile {
  const fileId = parameters.long("FileId");
  const nodeId = parameters.long("NodeId");
  const file =
    fileId === undefined ? store.files().find((one) => one.nodeId === nodeId) : store.file(fileId);
  const isVisible =
    file?.deletedStatus === "NORMAL" ||
    (file?.deletedStatus === "RECYCLE_BIN" && store.quirks.deletedFileVisible !== "error");
  if (file === undefined || !isVisible) {
    throw unknownFile(fileId === undefined ? `nodeId:[${nodeId}]` : `fileId:[${fileId}]`);
  }
  checkFileCall(file, store);
  return file;
}

function deletedStatusOf({ deletedStatus }: WorkspaceFile, { deletedFileVisible }: Quirks): string {
  return deletedStatus === "RECYCLE_BIN" ? deletedFileVisible : deletedStatus;
}

export const getFile = {
  action: "GetFile",
  page: "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-getfile",
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
    const { quirks } = call.store;
    return {
      Data: {
        File: {
          ...describeFile(file, quirks),
          Content: contentOf(file, call.store),
          AdvancedSettings: null,
          DeletedStatus: deletedStatusOf(file, quirks),
        },
        NodeConfiguration: null, // assumed: a real-time task takes part in no schedule
        ResourceDownloadLink: null,
      },
    };
  },
} as const satisfies FileOperation;
