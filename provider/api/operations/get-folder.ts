import { idString } from "../answer-fields";
import type { Operation } from "../operation";
import { problemWith, type FindMissing } from "../whole-answer";

export interface GetFolderRequest {
  readonly projectId: string;
  readonly folderPath: string;
}

const requiresFolderId: FindMissing = ({ FolderId: value }) =>
  typeof value === "number" || (typeof value === "string" && value !== "")
    ? undefined
    : problemWith("Data.FolderId", value, "an id");

/** Returns the id of a folder, in whichever language its path is written. */
export const getFolder: Operation<GetFolderRequest, { readonly folderId: string }> = {
  action: "GetFolder",
  repeat: "idempotent",
  status: "none",
  needs: requiresFolderId,
  parameters: ({ projectId, folderPath }) => ({ ProjectId: projectId, FolderPath: folderPath }),
  result: ({ FolderId }) => ({ folderId: idString(FolderId) }),
};
