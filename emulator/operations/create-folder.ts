import type { FileOperation } from "../protocol/operation";
import { WORKSPACE_PARAMETERS } from "../protocol/parameters";
import { FileCallError } from "../protocol/refusal";
import { canonicalFolderPath, folderId } from "../workspace/folder-path";

export const createFolder = {
  action: "CreateFolder",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-createfolder",
  writes: true,
  family: "file",
  parameters: [...WORKSPACE_PARAMETERS, { name: "FolderPath", type: "String", required: true }],
  refusedFields: { Data: null },
  run({ parameters, workspace }) {
    const path = parameters.requiredText("FolderPath");
    if (canonicalFolderPath(path) === undefined) {
      throw new FileCallError(400, "Invalid.Folder.Path", `不合法的目录路径：${path}`); // the text is that of a private cloud; assumed: the code
    }
    // Assumed: an existing folder is not an error.
    return { Data: folderId(workspace.addFolder(path)) };
  },
} as const satisfies FileOperation;
