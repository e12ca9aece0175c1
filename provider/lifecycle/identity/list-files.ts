import type { DataWorksApi } from "../../api/operations";
import type { FileRow, ListFilesRequest } from "../../api/operations/list-files";
import { TransportError } from "../../api/errors";

/** More pages than any workspace has: a service that never ends a list must not hang a program. */
export const MAX_PAGES = 1_000;

/**
 * Reads page after page until there are as many files as the service counts; a page may be shorter than it was asked to be.
 *
 * @throws TransportError where its pages end before that: what is missing may be the file that somebody looks for.
 */
export async function listAllFiles(
  api: DataWorksApi,
  request: Omit<ListFilesRequest, "page">,
): Promise<FileRow[]> {
  // By id, because a file may be on two pages where somebody creates or deletes another one meanwhile.
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
