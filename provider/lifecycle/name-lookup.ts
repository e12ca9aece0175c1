import { PAGE_SIZE, type DataWorksApi, type FileRow } from "../api/data-works";
import { endpointOf, type LifecycleContext } from "./context";
import { maySameFolder } from "./folder-path";
import type { DISyncTaskInputs } from "./inputs";
import type { Listing } from "./process-memory";

/** File type of a real-time sync task. */
const REAL_TIME_FILE_TYPE = "900";

/** An older listing is not trusted: somebody else may have created a task meanwhile. */
const LISTING_MAX_AGE_MS = 60_000;

function listingKey(context: LifecycleContext, inputs: DISyncTaskInputs): string {
  return `${endpointOf(context, inputs.region)} ${inputs.projectId}`;
}

async function fetchListing(
  context: LifecycleContext,
  api: DataWorksApi,
  projectId: string,
): Promise<Listing> {
  const atMs = context.clock.nowMs();
  const { files, totalCount } = await api.listFiles({ projectId, fileTypes: REAL_TIME_FILE_TYPE });
  return { atMs, isComplete: totalCount <= PAGE_SIZE, rows: [...files] };
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

function isOurName(row: FileRow, inputs: DISyncTaskInputs): boolean {
  return (
    row.fileName === inputs.taskName &&
    (row.folderPath === undefined || maySameFolder(row.folderPath, inputs.fileFolderPath))
  );
}

/** Asks the service for tasks of this name and folder, past every listing. */
export async function findByNameNow(
  api: DataWorksApi,
  inputs: DISyncTaskInputs,
): Promise<readonly FileRow[]> {
  const { files } = await api.listFiles({
    projectId: inputs.projectId,
    fileTypes: REAL_TIME_FILE_TYPE,
    exactFileName: inputs.taskName,
  });
  return files.filter((row) => isOurName(row, inputs));
}

/** Tasks of this name and folder. A hit is always read fresh; a miss may come from a listing of the last minute. */
export async function findByName(
  context: LifecycleContext,
  api: DataWorksApi,
  inputs: DISyncTaskInputs,
): Promise<readonly FileRow[]> {
  const listing = await sharedListing(context, api, inputs);
  if (listing.isComplete && !listing.rows.some((row) => isOurName(row, inputs))) {
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
