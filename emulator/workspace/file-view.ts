import type { Store } from "./workspace";
import { returnedContent } from "./task-content";
import { FILE_TYPE, type WorkspaceFile } from "./workspace-file";

/** Content as it is returned. Assumed: the file calls have of a real-time task the same text as GetDISyncTask. */
export function contentOf(file: WorkspaceFile, { quirks }: Store): string {
  return file.fileType === FILE_TYPE.realtime
    ? returnedContent(file.content, file.resourceGroup, quirks)
    : file.content;
}
