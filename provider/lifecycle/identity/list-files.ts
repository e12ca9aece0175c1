import type { DataWorksApi } from "../../api/operations";
import type { FileRow, ListFilesRequest } from "../../api/operations/list-files";
import { TransportError } from "../../api/errors";

/** More pages than any workspace has: an endless list must not hang a program. */
export const MAX_PAGES = 1_000;

/**
 * Reads pages until there are as many files as the service counts; a page may be shorter than requested.
 *
 * @throws TransportError where the pages end earlier: a missing file may be the one that is looked for.
 */
export async function listAllFiles(
  api: DataWorksApi,
  request: Omit<ListFilesRequest, "page">,
): Promise<FileRow[]> {
  // By id, because a file may be on two pages if another one is created or deleted meanwhile.
  const found = new Map<string, FileRow>();
  for (let page = 1; ; page++) {
    const { files, totalCount } = await api.listFiles({ ...request, page });
    for (const row of files) {
      found.set(row.fileId, row);
    }
    if (found.size >= totalCount) {
      return [...found.values()];
    }
    if (files.length === 0 || page === MAX_PAGES) {
      throw new TransportError("ListFiles", {
        reason: `Data.TotalCount is ${totalCount}, and its ${page} pages contain ${found.size} files`,
        isHalf: true,
      });
    }
  }
}
