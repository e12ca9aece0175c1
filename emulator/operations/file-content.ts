import type { Store } from "../store";
import { normaliseContent } from "../task-content";
import { FILE_TYPE, type WorkspaceFile } from "../workspace-file";

/** Content as the file calls return it. Assumed: of a real-time task the same text as GetDISyncTask has. */
export function contentOf(file: WorkspaceFile, store: Store): string {
  return file.fileType === FILE_TYPE.realtime && store.quirks.normalise
    ? normaliseContent(file.content, file.resourceGroup)
    : file.content;
}
