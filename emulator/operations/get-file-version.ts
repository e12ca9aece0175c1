import { requireFile, unknownFile } from "../calls/find-file";
import type { FileOperation } from "../protocol/operation";
import { WORKSPACE_PARAMETERS, FILE_ID } from "../protocol/parameters";
import { useTypeOf } from "../workspace/file-view";

export const getFileVersion = {
  action: "GetFileVersion",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-getfileversion",
  writes: false,
  family: "file",
  parameters: [
    ...WORKSPACE_PARAMETERS,
    FILE_ID,
    { name: "FileVersion", type: "Integer", required: true, min: 1n },
  ],
  refusedFields: { Data: null },
  run(call) {
    const file = requireFile(call);
    const number = Number(call.parameters.requiredLong("FileVersion"));
    const version = file.committed.get(number);
    if (version === undefined) {
      throw unknownFile(`fileVersion:[${number}]`); // assumed: only a committed version has one
    }
    const isCurrentProd = file.instance.deployedVersion === number;
    return {
      Data: {
        ChangeType: number === 1 ? "CREATE" : "UPDATE",
        Status: isCurrentProd ? "DEPLOYED" : "COMMITTED",
        IsCurrentProd: isCurrentProd,
        FileContent: version.content,
        FilePropertyContent: null, // assumed: a real-time task has no schedule
        NodeContent: null,
        CommitTime: version.commitTimeMs,
        CommitUser: file.owner,
        NodeId: file.nodeId,
        UseType: useTypeOf(file, call.workspace.quirks),
      },
    };
  },
} as const satisfies FileOperation;
