import { ApiError } from "../../api/errors";
import type { DataWorksApi } from "../../api/operations";
import type { FileRow } from "../../api/operations/list-files";
import { workspaceKey } from "../session/endpoint";
import type { Scope, Session } from "../session/session";
import { compareFolders } from "../model/folder-path";
import { REAL_TIME_FILE_TYPE } from "../model/file-types";
import type { DISyncTaskInputs } from "../model/inputs";
import { listAllFiles } from "./list-files";
import { isFileDeleted } from "./existence";
import type { Listing } from "../session/process-memory";

/** An older listing is not used: somebody else may have created a task meanwhile. */
const LISTING_MAX_AGE_MS = 60_000;

function listingKey({ context, inputs }: Scope): string {
  return workspaceKey(context, inputs.region, inputs.projectId);
}

async function fetchListing({ context, api, inputs }: Session): Promise<Listing> {
  const atMs = context.clock.nowMs();
  const { files, totalCount } = await api.listFiles({
    projectId: inputs.projectId,
    fileTypes: String(REAL_TIME_FILE_TYPE),
  });
  return { atMs, isComplete: files.length >= totalCount, rows: [...files] };
}

/** One listing for all tasks of a workspace, so that a thousand creates do not make a thousand calls. */
async function sharedListing(session: Session): Promise<Listing> {
  const { clock, memory } = session.context;
  const { listings } = memory;
  const key = listingKey(session);
  const known = listings.get(key);
  if (known !== undefined) {
    const listing = await known;
    if (clock.nowMs() - listing.atMs <= LISTING_MAX_AGE_MS) {
      return listing;
    }
  }
  if (listings.get(key) !== known) {
    return sharedListing(session);
  }
  const fetched = fetchListing(session);
  listings.set(key, fetched);
  // The next task must not get a listing that failed.
  fetched.catch(() => listings.delete(key));
  return fetched;
}

function mayBeOurs(row: FileRow, inputs: DISyncTaskInputs): boolean {
  return (
    row.fileName === inputs.taskName &&
    (row.folderPath === undefined ||
      compareFolders(row.folderPath, inputs.fileFolderPath) !== "different")
  );
}

/**
 * Whether a file is in the program's folder. Folders that translation cannot tell apart are compared by id; where that
 * fails too, the file counts as being there: the name is taken.
 */
export async function isInFolder(
  { api, inputs }: Session,
  { folderPath, folderId }: FileRow,
): Promise<boolean> {
  const { projectId, fileFolderPath } = inputs;
  const compared =
    folderPath === undefined ? "undecided" : compareFolders(folderPath, fileFolderPath);
  if (compared !== "undecided") {
    return compared === "same";
  }
  if (folderId === undefined) {
    return true;
  }
  try {
    const ours = await api.getFolder({ projectId, folderPath: fileFolderPath });
    return ours.folderId === folderId;
  } catch (error) {
    if (error instanceof ApiError) {
      return true;
    }
    throw error;
  }
}

/** Rows whose files are in use: the API reference does not say that ListFiles omits the recycle bin. Where GetFile refuses, a file counts as used. */
export async function withoutDeleted(
  api: DataWorksApi,
  projectId: string,
  rows: readonly FileRow[],
): Promise<readonly FileRow[]> {
  const used: FileRow[] = [];
  for (const row of rows) {
    const { fileId } = row;
    const isDeleted = await isFileDeleted(api, { projectId, fileId }).catch((error: unknown) => {
      if (error instanceof ApiError) {
        return false;
      }
      throw error;
    });
    if (!isDeleted) {
      used.push(row);
    }
  }
  return used;
}

/** Asks the service for tasks of this name and folder, bypassing every listing. */
export async function findByNameNow(session: Session): Promise<readonly FileRow[]> {
  const { api, inputs } = session;
  const files = await listAllFiles(api, {
    projectId: inputs.projectId,
    fileTypes: String(REAL_TIME_FILE_TYPE),
    exactFileName: inputs.taskName,
  });
  const found: FileRow[] = [];
  for (const row of files.filter((file) => mayBeOurs(file, inputs))) {
    if (await isInFolder(session, row)) {
      found.push(row);
    }
  }
  return withoutDeleted(api, inputs.projectId, found);
}

/** Tasks of this name and folder. A hit is always confirmed by a new read; a miss may come from a listing up to a minute old. */
export async function findByName(session: Session): Promise<readonly FileRow[]> {
  const { isComplete, rows } = await sharedListing(session);
  if (isComplete && !rows.some((row) => mayBeOurs(row, session.inputs))) {
    return [];
  }
  return findByNameNow(session);
}

/** The listing, if there is one; a failure is reported to whoever requested it. */
async function knownListing(scope: Scope): Promise<Listing | undefined> {
  return scope.context.memory.listings.get(listingKey(scope))?.catch(() => undefined);
}

/** Updates the listing after a create of our own. */
export async function rememberCreated(scope: Scope, fileId: string): Promise<void> {
  const listing = await knownListing(scope);
  const { taskName, fileFolderPath } = scope.inputs;
  listing?.rows.push({ fileId, fileName: taskName, folderPath: fileFolderPath });
}

/** Updates the listing after a delete of our own. */
export async function rememberDeleted(scope: Scope, fileId: string): Promise<void> {
  const listing = await knownListing(scope);
  const index = listing?.rows.findIndex((row) => row.fileId === fileId) ?? -1;
  if (index >= 0) {
    listing?.rows.splice(index, 1);
  }
}
