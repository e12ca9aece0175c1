import type { Call } from "../protocol/operation";
import { FileCallError } from "../protocol/refusal";
import type { Workspace } from "../workspace/workspace";
import { FILE_TYPE, type WorkspaceFile } from "../workspace/workspace-file";

/** Assumed: status, code and text; the API reference does not show the answer to an unknown id. */
export function unknownFile(id: string): FileCallError {
  return new FileCallError(400, "Invalid.File.NotExists", `${id} is invalid.`);
}

/** Refuses a real-time task's file where the quirk excludes it from the file calls. */
export function checkFileCall({ fileId, fileType }: WorkspaceFile, { quirks }: Workspace): void {
  if (fileType === FILE_TYPE.realtime && quirks.realtimeFileCalls === "reject") {
    // Assumed: code and text.
    throw new FileCallError(400, "Invalid.File.Type", `fileId:[${fileId}] has an invalid type.`);
  }
}

/** The file of the call's FileId, unless it is deleted. */
export function requireFile({ parameters, workspace }: Call): WorkspaceFile {
  const fileId = parameters.requiredLong("FileId");
  const file = workspace.file(fileId);
  if (file?.deletedStatus !== "NORMAL") {
    throw unknownFile(`fileId:[${fileId}]`);
  }
  checkFileCall(file, workspace);
  return file;
}
