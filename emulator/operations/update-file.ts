import { requireFile } from "../calls/find-file";
import { fileFolder } from "../calls/find-folder";
import type { Call, FileOperation } from "../protocol/operation";
import { WORKSPACE_PARAMETERS, FILE_ID } from "../protocol/parameters";
import { FileCallError } from "../protocol/refusal";
import { recordEdit } from "../workspace/workspace-file";

/** The name and folder that the call sets. */
function targetOf({ parameters, workspace }: Call): { name?: string; folder?: string } {
  const name = parameters.text("FileName");
  const path = parameters.text("FileFolderPath");
  return {
    ...(name !== undefined && { name }),
    ...(path !== undefined && { folder: fileFolder(path, workspace) }),
  };
}

function resourceGroupOf({ parameters, workspace }: Call): string | undefined {
  const identifier = parameters.text("ResourceGroupIdentifier");
  if (identifier !== undefined && !workspace.resourceGroups.has(identifier)) {
    // Assumed: code and text.
    throw new FileCallError(
      400,
      "Invalid.ResourceGroup.NotExists",
      `ResourceGroup:[${identifier}] is invalid.`,
    );
  }
  return identifier;
}

export const updateFile = {
  action: "UpdateFile",
  documentation:
    "https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-updatefile",
  writes: true,
  family: "file",
  parameters: [
    ...WORKSPACE_PARAMETERS,
    FILE_ID,
    { name: "FileName", type: "String" },
    { name: "FileFolderPath", type: "String" },
    { name: "Content", type: "String" },
    { name: "FileDescription", type: "String" },
    { name: "Owner", type: "String" },
    { name: "ResourceGroupIdentifier", type: "String" },
  ],
  refusedFields: {},
  run(call) {
    const file = requireFile(call);
    const { parameters, workspace } = call;
    const { name = file.name, folder = file.folder } = targetOf(call);
    const resourceGroup = resourceGroupOf(call) ?? file.resourceGroup;
    const { content: before } = file;
    workspace.moveFile(file, { name, folder });
    // Assumed, as in a private cloud: what is not sent is kept.
    Object.assign(file, {
      content: parameters.text("Content") ?? before,
      description: parameters.text("FileDescription") ?? file.description,
      owner: parameters.text("Owner") ?? file.owner,
      resourceGroup,
    });
    if (file.content !== before) {
      recordEdit(file, workspace.moment().nowMs);
    }
    return {};
  },
} as const satisfies FileOperation;
