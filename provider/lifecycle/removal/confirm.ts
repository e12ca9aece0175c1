import type { DataWorksApi } from "../../api/data-works";
import { type LifecycleContext } from "../session/context";
import { describeTask } from "../report/describe-task";
import { endpointOf } from "../session/endpoint";
import { AdvisedError, LifecycleError, messageOf } from "../report/errors";
import { note, type Instance } from "../run-state/instance";
import { isAlive, readLiveTask, type LiveTask } from "../run-state/live-state";
import { findFile, isFileDeleted } from "../identity/existence";
import type { DISyncTaskState } from "../model/state";
import { waitUntil } from "../run-state/wait";

/** How long a confirm looks for a file that is still there. */
const CONFIRM_MS = 60_000;
/** A confirm is tried even where the delete itself used up the time. */
const LEAST_CONFIRM_MS = 5_000;

/** A delete that the service called a success. */
export interface Deletion {
  readonly context: LifecycleContext;
  readonly state: DISyncTaskState;
  readonly instance: Instance;
  /** The service's words, where it refused to undeploy. */
  readonly undeployRefusal?: string;
}

/** What one look at the file came to. */
type Look =
  | { readonly kind: "gone" }
  | { readonly kind: "listed" }
  | { readonly kind: "unreadable"; readonly why: string };

/** Whether nothing more may be called: then no later look will tell either. */
function isEnd(error: unknown): boolean {
  return error instanceof LifecycleError;
}

async function lookForFile(api: DataWorksApi, { task }: Instance): Promise<Look> {
  try {
    if ((await findFile(api, task)) === undefined) {
      return { kind: "gone" };
    }
  } catch (error) {
    if (isEnd(error)) {
      throw error;
    }
    return { kind: "unreadable", why: messageOf(error) };
  }
  try {
    return (await isFileDeleted(api, task)) ? { kind: "gone" } : { kind: "listed" };
  } catch (error) {
    if (isEnd(error)) {
      throw error;
    }
    // The row was there: only a proof of the deletion counts from now on.
    return { kind: "listed" };
  }
}

/**
 * Looks for the file until it is gone, or the time is up.
 *
 * @returns why no look at all could be read, if that is so.
 * @throws WaitError where any look showed the file.
 */
async function confirmFile(
  { context, instance, state }: Deletion,
  api: DataWorksApi,
  deadlineMs: number,
  step: string,
): Promise<string | undefined> {
  let wasListed = false;
  let unreadable: string | undefined;
  const look = async (): Promise<Look> => {
    const seen = await lookForFile(api, instance);
    wasListed ||= seen.kind === "listed";
    unreadable = seen.kind === "unreadable" ? seen.why : unreadable;
    return seen;
  };
  if ((await look()).kind === "gone") {
    return undefined;
  }
  try {
    await waitUntil(
      look,
      {
        verdictOf: ({ kind }) => (kind === "gone" ? "success" : "retry"),
        wordOf: ({ kind }) => kind,
      },
      {
        what: `the file of task "${state.taskName}" to disappear`,
        step,
        deadlineMs,
        advice:
          "DeleteDISyncTask said success, but ListFiles shows the file: look at it in DataWorks. If it is still there, run the command again; " +
          "if it is in the recycle bin or gone, and this message stays, take the resource out of the state with `pulumi state delete`",
        clock: context.clock,
        log: context.log,
        endText: "the file is still listed",
      },
    );
  } catch (error) {
    if (isEnd(error) || wasListed || unreadable === undefined) {
      throw error;
    }
    return unreadable;
  }
  return undefined;
}

async function readInstance(api: DataWorksApi, { task }: Instance): Promise<LiveTask> {
  try {
    return await readLiveTask(api, task);
  } catch (error) {
    if (isEnd(error)) {
      throw error;
    }
    throw new AdvisedError(
      `its file is deleted, but whether its instance goes on cannot be read: ${messageOf(error)}`,
      "Run the command again with `--refresh`",
    );
  }
}

function requireNoLiveInstance(
  { context, state, instance, undeployRefusal }: Deletion,
  live: LiveTask,
): void {
  note(instance, live);
  if (isAlive(live.state)) {
    throw new AdvisedError(
      `its file is deleted, but its instance goes on: GetDISyncInstanceInfo says ${live.state}`,
      "Run the command again: it stops and undeploys the instance. If that does not help, end the instance in Operation Center",
    );
  }
  if (live.state === "PAUSE" && undeployRefusal !== undefined) {
    context.log(
      `warning: ${describeTask(state, instance.task.fileId)} was deleted, but undeploying it was refused ("${undeployRefusal}") and its instance still says PAUSE: ` +
        "a deployed instance may remain; look in Operation Center",
    );
  }
}

/**
 * Looks whether the file is really gone, and nothing of it goes on. Where not one look of all could be read, the service's success stands,
 * and a warning says so.
 *
 * @param step the place of the confirm among the steps, in words
 * @throws where a look shows the task, or its instance has to be read, and that or its file cannot.
 */
export async function confirmDeletion(deletion: Deletion, step: string): Promise<void> {
  const { context, state, instance, undeployRefusal } = deletion;
  const nowMs = context.clock.nowMs();
  const deadlineMs = Math.min(
    nowMs + CONFIRM_MS,
    Math.max(instance.deadlineMs, nowMs + LEAST_CONFIRM_MS),
  );
  const api = context.connect(endpointOf(context, state.region), deadlineMs);
  const unreadable = await confirmFile(deletion, api, deadlineMs, step);
  if (undeployRefusal !== undefined || instance.wasSeenAlive) {
    requireNoLiveInstance(deletion, await readInstance(api, instance));
    if (unreadable !== undefined) {
      throw new AdvisedError(
        `whether its file is gone cannot be read: ${unreadable}`,
        "Run the command again with `--refresh`, which proves that and takes it out of the state",
      );
    }
  } else if (unreadable !== undefined) {
    context.log(
      `warning: ${describeTask(state, instance.task.fileId)} was deleted (the service said success), but that could not be confirmed: ${unreadable}`,
    );
  }
}
