import { canonicalFolderPath } from "../folder-path";
import { FileCallError } from "../refusal";
import { folderId } from "../workspace-file";
import type { FileOperation } from "./operation";
import { WORKSPACE_PARAMETERS } from "./workspace-parameters";

export const getFolder = {
  action: "GetFolder",
  family: "file",
  parameters: [
    ...WORKSPACE_PARAMETERS,
    { name: "FolderId", type: "String", required: "FolderPath" },
    { name: "FolderPath", type: "String" },
  ],
  run({ parameters, store }) {
    const id = parameters.text("FolderId");
    const path = canonicalFolderPath(parameters.text("FolderPath") ?? "");
    const folder = store
      .folders()
      .find((one) => (id === undefined ? one === path : folderId(one) === id));
    if (folder === undefined) {
      // Assumed: status, code and text; no page shows the answer to an unknown folder.
      throw new FileCallError(400, "Invalid.Folder.NotExists", "The folder does not exist.");
    }
    return { FolderId: folderId(folder), FolderPath: folder };
  },
} as const satisfies FileOperation;
