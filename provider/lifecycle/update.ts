import { requireNothingUnset } from "./checks/unset-inputs";
import { readIdentity, requireRecordedName } from "./identity/recorded-name";
import { changesMoreThanTables } from "./model/generate-script";
import type { DISyncTaskInputs } from "./model/inputs";
import { appliedDigest, type DISyncTaskState } from "./model/state";
import { parseTaskId } from "./model/task-id";
import { describeTask } from "./report/describe-task";
import { asLifecycleError } from "./report/diagnosis";
import { LifecycleError } from "./report/errors";
import { changeBetween } from "./run-state/change";
import { generateTables, wholeContent } from "./run-state/generate-content";
import { reconcile } from "./run-state/reconcile";
import type { Change } from "./run-state/steps";
import { openTaskSession, record, type TaskSession } from "./run-state/task-session";
import type { LifecycleContext } from "./session/context";
import { requireRecordedEndpoint, withCurrentEndpoint } from "./session/endpoint";
import { openSession } from "./session/session";

const TIME_ADVICE =
  "Give it more time: raise customTimeouts.update, then run `pulumi up` again; it repeats the steps that were not completed";

/** The stored outputs with new inputs. */
function withInputs(olds: DISyncTaskState, news: DISyncTaskInputs): DISyncTaskState {
  const { fileId, liveName, liveState, deployed, emulated, endpoint } = olds;
  const { draft, takenOver, applied, serverDigest: written } = olds;
  return {
    ...news,
    fileId,
    liveName,
    liveState,
    deployed,
    emulated,
    ...(endpoint !== undefined && { endpoint }),
    ...(draft !== undefined && { draft }),
    ...(takenOver !== undefined && { takenOver }),
    ...(applied !== undefined && { applied }),
    ...(written !== undefined && { serverDigest: written }),
  };
}

/** Whether a change concerns only this provider: timeouts, policies, and start settings where no start is wanted. */
function needsNoCall(olds: DISyncTaskState, news: DISyncTaskInputs, change: Change): boolean {
  const isDesiredStateUnchanged = olds.desiredState === news.desiredState;
  return (
    isDesiredStateUnchanged &&
    (change === "nothing" || (change === "startSettings" && news.desiredState !== "running"))
  );
}

function attemptedUpdate(news: DISyncTaskInputs, { fileId }: DISyncTaskState): string {
  return `Cannot update ${describeTask(news, fileId)}`;
}

function requireChangeInPlace(olds: DISyncTaskState, news: DISyncTaskInputs): void {
  if (changesMoreThanTables(olds.generate, news.generate)) {
    throw new LifecycleError({
      name: "generate-needs-replacement",
      attempted: attemptedUpdate(news, olds),
      cause:
        "generate changes in more than its tables, and the service changes only tables in place",
      kept: "Nothing was called",
      next: 'Undo the change, or give the resource the option replaceOnChanges: ["generate"], which deletes the task and creates it anew',
    });
  }
}

/** The content to send. One that was changed elsewhere, or is unknown, is generated as a whole. */
function contentOf(session: TaskSession, olds: DISyncTaskState): () => Promise<string> {
  const { generate } = session.inputs;
  const isKnown = olds.serverDigest !== undefined && olds.applied !== undefined;
  return generate !== undefined && olds.generate !== undefined && isKnown
    ? () => generateTables(session, session.task, generate)
    : () => wholeContent(session);
}

/**
 * Applies definition, start settings and run state, by the table of steps. A change that concerns only this provider calls
 * nothing, and still returns a whole state: delete gets nothing else.
 *
 * @throws PartialError once a step has begun: its state marks the change as unfinished.
 */
export async function updateTask(
  context: LifecycleContext,
  id: string,
  stored: DISyncTaskState,
  news: DISyncTaskInputs,
): Promise<DISyncTaskState> {
  requireRecordedEndpoint(context, stored);
  const olds = withCurrentEndpoint(context, stored);
  requireNothingUnset(olds, news);
  const change = changeBetween(olds, news);
  if (needsNoCall(olds, news, change)) {
    return { ...withInputs(olds, news), applied: appliedDigest(news) };
  }
  requireChangeInPlace(olds, news);
  const task = parseTaskId(id);
  const session = openTaskSession(openSession(context, "update", news), task);
  const attempted = attemptedUpdate(news, olds);
  try {
    record(session, await readIdentity(session.api, task));
  } catch (error) {
    throw asLifecycleError(error, { attempted, kept: "Nothing was changed" });
  }
  requireRecordedName(attempted, olds, task, session.live);

  const { state, leavesDraft } = await reconcile(session, {
    attempted,
    before: olds,
    wanted: withInputs(olds, news),
    change,
    // A killed command may have deployed it, which neither the state nor NORUN shows.
    mayBeDeployed: olds.deployed || news.desiredState === "undeployed",
    content: contentOf(session, olds),
    timeAdvice: TIME_ADVICE,
  });
  if (leavesDraft) {
    context.log(
      `${describeTask(news, task.fileId)}: updated but not deployed; the version deployed last keeps running`,
    );
  }
  return state;
}
