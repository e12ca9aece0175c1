import { idText } from "../answer-fields";
import type { Operation } from "../operation";
import { problemWith, type FindMissing } from "../whole-answer";

export interface GetFolderRequest {
  readonly projectId: string;
  readonly folderPath: string;
}

const needsFolderId: FindMissing = ({ FolderId: value }) =>
  typeof value === "number" || (typeof value === "string" && value !== "")
    ? undefined
    : problemWith("Data.FolderId", value, "an id");

/** Gives the id of a folder, whatever the language of its path. */
export const getFolder: Operation<GetFolderRequest, { readonly folderId: string }> = {
  action: "GetFolder",
  repeat: "idempotent",
  status: "none",
  needs: needsFolderId,
  parameters: ({ projectId, folderPath }) => ({ ProjectId: projectId, FolderPath: folderPath }),
  result: ({ FolderId }) => ({ folderId: idText(FolderId) }),
};
