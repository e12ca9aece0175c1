import type { FileOperation } from "../protocol/operation";
import { WORKSPACE_PARAMETERS } from "../protocol/parameters";
import { FileCallError } from "../protocol/refusal";
import { describeFolder, canonicalFolderPath, folderId } from "../workspace/folder-path";

export const getFolder = {
  action: "GetFolder",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-getfolder",
  writes: false,
  family: "file",
  parameters: [
    ...WORKSPACE_PARAMETERS,
    { name: "FolderId", type: "String", required: "FolderPath" },
    { name: "FolderPath", type: "String" },
  ],
  refusedFields: { Data: null },
  run({ parameters, workspace }) {
    const id = parameters.text("FolderId");
    const path = canonicalFolderPath(parameters.text("FolderPath") ?? "");
    const folder = workspace
      .folders()
      .find((one) => (id === undefined ? one === path : folderId(one) === id));
    if (folder === undefined) {
      // Assumed: status, code and text; the API reference does not show the answer to an unknown folder.
      throw new FileCallError(400, "Invalid.Folder.NotExists", "The folder does not exist.");
    }
    return { Data: describeFolder(folder, workspace.quirks) };
  },
} as const satisfies FileOperation;
