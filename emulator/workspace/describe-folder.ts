import type { JsonObject } from "../json/exact-json";
import { folderId, shownFolderPath } from "./folder-path";
import type { Quirks } from "../quirks";

/** A folder in the fields of the GetFolder page. */
export function describeFolder(folder: string, quirks: Quirks): JsonObject {
  return { FolderId: folderId(folder), FolderPath: shownFolderPath(folder, quirks) };
}
