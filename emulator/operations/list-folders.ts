import type { FileOperation } from "../protocol/operation";
import { WORKSPACE_PARAMETERS } from "../protocol/parameters";
import { describeFolder, canonicalParent } from "../workspace/folder-path";

/** Direct subfolders, including those that contain only other folders. */
function childrenOf(parent: string, folders: readonly string[]): readonly string[] {
  const below = folders.filter((folder) => folder.startsWith(`${parent}/`));
  const depth = parent.split("/").length + 1;
  return [...new Set(below.map((folder) => folder.split("/").slice(0, depth).join("/")))];
}

export const listFolders = {
  action: "ListFolders",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-listfolders",
  writes: false,
  family: "file",
  parameters: [
    ...WORKSPACE_PARAMETERS,
    { name: "ParentFolderPath", type: "String", required: true },
    { name: "PageNumber", type: "Integer", required: true, min: 1n },
    { name: "PageSize", type: "Integer", required: true, min: 1n, max: 100n },
  ],
  refusedFields: { Data: null },
  run({ parameters, workspace }) {
    const parent = canonicalParent(parameters.requiredText("ParentFolderPath"));
    const found = childrenOf(parent, workspace.folders());
    const size = Number(parameters.requiredLong("PageSize"));
    const first = (Number(parameters.requiredLong("PageNumber")) - 1) * size;
    return {
      Data: {
        Folders: found
          .slice(first, first + size)
          .map((folder) => describeFolder(folder, workspace.quirks)),
      },
    };
  },
} as const satisfies FileOperation;
