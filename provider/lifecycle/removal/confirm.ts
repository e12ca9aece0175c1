import type { DataWorksApi } from "../../api/operations";
import { describeTask } from "../report/describe-task";
import { endpointOf } from "../session/endpoint";
import { AdvisedError, LifecycleError, messageOf } from "../report/errors";
import { record } from "../run-state/task-session";
import { isAlive, isDeployedAtRest } from "../run-state/live-state";
import { readLiveTask, type LiveTask } from "../run-state/read-live-task";
import { findFile, isFileDeleted } from "../identity/existence";
import { waitUntil } from "../run-state/wait";
import { placeOf, type Removal } from "./removal";

const STEP = placeOf("confirm");

/** How long a confirm waits for a listed file to disappear. */
const CONFIRM_MS = 60_000;
/** A confirm gets this much time even where the delete itself used it up. */
const LEAST_CONFIRM_MS = 5_000;

/** The result of one check of the file. */
type FileCheck =
  | { readonly kind: "gone" }
  | { readonly kind: "listed" }
  | { readonly kind: "unreadable"; readonly why: string };

/** Whether no more calls may be made: then checking again is pointless. */
function isFinal(error: unknown): boolean {
  return error instanceof LifecycleError;
}

async function checkFile(api: DataWorksApi, { task }: Removal): Promise<FileCheck> {
  try {
    if ((await findFile(api, task)) === undefined) {
      return { kind: "gone" };
    }
  } catch (error) {
    if (isFinal(error)) {
      throw error;
    }
    return { kind: "unreadable", why: messageOf(error) };
  }
  try {
    return (await isFileDeleted(api, task)) ? { kind: "gone" } : { kind: "listed" };
  } catch (error) {
    if (isFinal(error)) {
      throw error;
    }
    // The row was there: only a proof of the deletion counts from now on.
    return { kind: "listed" };
  }
}

/**
 * Checks the file until it is gone, or the time is up.
 *
 * @returns why every check failed, if all did.
 * @throws WaitError where any check found the file.
 */
async function confirmFile(
  removal: Removal,
  api: DataWorksApi,
  deadlineMs: number,
): Promise<string | undefined> {
  const { context, state } = removal;
  let wasListed = false;
  let unreadable: string | undefined;
  const check = async (): Promise<FileCheck> => {
    const seen = await checkFile(api, removal);
    wasListed ||= seen.kind === "listed";
    unreadable = seen.kind === "unreadable" ? seen.why : unreadable;
    return seen;
  };
  if ((await check()).kind === "gone") {
    return undefined;
  }
  try {
    await waitUntil(
      check,
      {
        verdictOf: ({ kind }) => (kind === "gone" ? "success" : "retry"),
        wordOf: ({ kind }) => kind,
      },
      {
        what: `the file of task "${state.taskName}" to disappear`,
        step: STEP,
        deadlineMs,
        advice:
          "DeleteDISyncTask said success, but ListFiles shows the file: look at it in DataWorks. If it is still there, run the command again; " +
          "if it is in the recycle bin or gone, and this message stays, remove the resource from the state with `pulumi state delete`",
        clock: context.clock,
        log: context.log,
        endText: "the file is still listed",
        failureName: "still-listed",
      },
    );
  } catch (error) {
    if (isFinal(error) || wasListed || unreadable === undefined) {
      throw error;
    }
    return unreadable;
  }
  return undefined;
}

async function readInstance(api: DataWorksApi, { task }: Removal): Promise<LiveTask> {
  try {
    return await readLiveTask(api, task);
  } catch (error) {
    if (isFinal(error)) {
      throw error;
    }
    throw new AdvisedError(
      "confirm-unreadable",
      `its file was deleted, but whether its instance still runs cannot be read: ${messageOf(error)}`,
      "Run the command again with `--refresh`",
    );
  }
}

function requireNoLiveInstance(removal: Removal, live: LiveTask): void {
  const { context, state, task, undeployRefusal } = removal;
  record(removal, live);
  if (isAlive(live.state)) {
    throw new AdvisedError(
      "instance-left",
      `its file was deleted, but its instance still runs: GetDISyncInstanceInfo says ${live.state}`,
      "Run the command again: it stops and undeploys the instance. If that does not help, end the instance in Operation Center",
    );
  }
  if (isDeployedAtRest(live.state) && undeployRefusal !== undefined) {
    context.log(
      `warning: ${describeTask(state, task.fileId)} was deleted, but undeploying it was refused ("${undeployRefusal}") and its instance still says PAUSE: ` +
        "a deployed instance may remain; look in Operation Center",
    );
  }
}

/**
 * Checks whether the file is really gone, and nothing of the task still runs. Where every check failed, the service's success is accepted
 * with a warning.
 *
 * @throws where a check finds the task, or where its instance has to be read, and that or the file cannot be.
 */
export async function confirmDeletion(removal: Removal): Promise<void> {
  const { context, state, task, undeployRefusal } = removal;
  const nowMs = context.clock.nowMs();
  const deadlineMs = Math.min(
    nowMs + CONFIRM_MS,
    Math.max(removal.deadlineMs, nowMs + LEAST_CONFIRM_MS),
  );
  const api = context.connect(endpointOf(context, state.region), deadlineMs);
  const unreadable = await confirmFile(removal, api, deadlineMs);
  if (undeployRefusal !== undefined || removal.wasSeenAlive) {
    requireNoLiveInstance(removal, await readInstance(api, removal));
    if (unreadable !== undefined) {
      throw new AdvisedError(
        "confirm-unreadable",
        `whether its file is gone cannot be read: ${unreadable}`,
        "Run the command again with `--refresh`, which proves that and removes it from the state",
      );
    }
  } else if (unreadable !== undefined) {
    context.log(
      `warning: ${describeTask(state, task.fileId)} was deleted (the service said success), but that could not be confirmed: ${unreadable}`,
    );
  }
}
