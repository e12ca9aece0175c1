import { ApiError } from "../../api/errors";
import type { DataWorksApi, FileRow } from "../../api/data-works";
import { type LifecycleContext } from "../session/context";
import { workspaceKey } from "../session/endpoint";
import { compareFolders } from "../model/folder-path";
import { REAL_TIME_FILE_TYPE } from "../model/file-types";
import type { DISyncTaskInputs } from "../model/inputs";
import { listAllFiles } from "./list-files";
import { isFileDeleted } from "./existence";
import type { Listing } from "../session/process-memory";

/** An older listing is not trusted: somebody else may have created a task meanwhile. */
const LISTING_MAX_AGE_MS = 60_000;

function listingKey(context: LifecycleContext, inputs: DISyncTaskInputs): string {
  return workspaceKey(context, inputs.region, inputs.projectId);
}

async function fetchListing(
  context: LifecycleContext,
  api: DataWorksApi,
  projectId: string,
): Promise<Listing> {
  const atMs = context.clock.nowMs();
  const { files, totalCount } = await api.listFiles({
    projectId,
    fileTypes: String(REAL_TIME_FILE_TYPE),
  });
  return { atMs, isComplete: files.length >= totalCount, rows: [...files] };
}

/** One listing for all tasks of a workspace, so that a thousand creates do not ask a thousand times. */
async function sharedListing(
  context: LifecycleContext,
  api: DataWorksApi,
  inputs: DISyncTaskInputs,
): Promise<Listing> {
  const { listings } = context.memory;
  const key = listingKey(context, inputs);
  const known = listings.get(key);
  if (known !== undefined) {
    const listing = await known;
    if (context.clock.nowMs() - listing.atMs <= LISTING_MAX_AGE_MS) {
      return listing;
    }
  }
  if (listings.get(key) !== known) {
    return sharedListing(context, api, inputs);
  }
  const fetched = fetchListing(context, api, inputs.projectId);
  listings.set(key, fetched);
  // A listing that failed must not be what the next task finds.
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
 * Whether a file is in the folder that the program names. Folders that translation cannot tell apart are compared by id; where that
 * fails too, it counts as being there: the name is taken.
 */
export async function isInFolder(
  api: DataWorksApi,
  row: FileRow,
  inputs: DISyncTaskInputs,
): Promise<boolean> {
  const { folderPath, folderId } = row;
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

/** Rows whose files are in use: no page says that ListFiles leaves the recycle bin out. Where GetFile refuses, a file counts as used. */
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

/** Asks the service for tasks of this name and folder, past every listing. */
export async function findByNameNow(
  api: DataWorksApi,
  inputs: DISyncTaskInputs,
): Promise<readonly FileRow[]> {
  const files = await listAllFiles(api, {
    projectId: inputs.projectId,
    fileTypes: String(REAL_TIME_FILE_TYPE),
    exactFileName: inputs.taskName,
  });
  const found: FileRow[] = [];
  for (const row of files.filter((file) => mayBeOurs(file, inputs))) {
    if (await isInFolder(api, row, inputs)) {
      found.push(row);
    }
  }
  return withoutDeleted(api, inputs.projectId, found);
}

/** Tasks of this name and folder. A hit is always read fresh; a miss may come from a listing of the last minute. */
export async function findByName(
  context: LifecycleContext,
  api: DataWorksApi,
  inputs: DISyncTaskInputs,
): Promise<readonly FileRow[]> {
  const listing = await sharedListing(context, api, inputs);
  if (listing.isComplete && !listing.rows.some((row) => mayBeOurs(row, inputs))) {
    return [];
  }
  return findByNameNow(api, inputs);
}

/** The listing as far as there is one; one that fails is reported to whoever asked for it. */
async function knownListing(
  context: LifecycleContext,
  inputs: DISyncTaskInputs,
): Promise<Listing | undefined> {
  return context.memory.listings.get(listingKey(context, inputs))?.catch(() => undefined);
}

/** Keeps the listing true after a create of our own. */
export async function rememberCreated(
  context: LifecycleContext,
  inputs: DISyncTaskInputs,
  fileId: string,
): Promise<void> {
  const listing = await knownListing(context, inputs);
  listing?.rows.push({
    fileId,
    fileName: inputs.taskName,
    folderPath: inputs.fileFolderPath,
  });
}

/** Keeps the listing true after a delete of our own. */
export async function rememberDeleted(
  context: LifecycleContext,
  inputs: DISyncTaskInputs,
  fileId: string,
): Promise<void> {
  const listing = await knownListing(context, inputs);
  const index = listing?.rows.findIndex((row) => row.fileId === fileId) ?? -1;
  if (index >= 0) {
    listing?.rows.splice(index, 1);
  }
}
