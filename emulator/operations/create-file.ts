import { fileFolder } from "../calls/find-folder";
import type { FileOperation } from "../protocol/operation";
import { WORKSPACE_PARAMETERS } from "../protocol/parameters";
import { FileCallError } from "../protocol/refusal";
import { FILE_TYPE } from "../workspace/workspace-file";

/** Chinese API reference: this call does not create real-time tasks. */
const CREATABLE: readonly number[] = [FILE_TYPE.sql, FILE_TYPE.batch];

export const createFile = {
  action: "CreateFile",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-createfile",
  writes: true,
  family: "file",
  parameters: [
    ...WORKSPACE_PARAMETERS,
    { name: "FileName", type: "String", required: true },
    { name: "FileType", type: "Integer", required: true, min: 1n },
    { name: "FileFolderPath", type: "String", required: true },
    { name: "Content", type: "String" },
    { name: "FileDescription", type: "String" },
  ],
  refusedFields: { Data: null },
  run({ parameters, workspace }) {
    const fileType = Number(parameters.requiredLong("FileType"));
    if (!CREATABLE.includes(fileType)) {
      throw new FileCallError(400, "Invalid.File.Type", `fileType:[${fileType}] is invalid.`); // assumed: code and text
    }
    const file = workspace.createFile({
      fileType,
      name: parameters.requiredText("FileName"),
      folder: fileFolder(parameters.requiredText("FileFolderPath"), workspace),
      content: parameters.text("Content") ?? "",
      resourceGroup: workspace.resourceGroups.defaultIdentifier,
      cu: null,
    });
    file.description = parameters.text("FileDescription") ?? null;
    return { Data: file.fileId };
  },
} as const satisfies FileOperation;
