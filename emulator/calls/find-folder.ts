import { FileCallError } from "../protocol/refusal";
import { canonicalFolderPath } from "../workspace/folder-path";
import type { Workspace } from "../workspace/workspace";

/** The folder of a path in the Chinese form. Throws a FileCallError where there is none; its text is that of a private cloud, its code is assumed. */
export function fileFolder(path: string, workspace: Workspace): string {
  const folder = canonicalFolderPath(path);
  if (folder === undefined || !workspace.hasFolder(folder)) {
    throw new FileCallError(400, "Invalid.Folder.Path", `不合法的目录路径：${path}`);
  }
  return folder;
}
