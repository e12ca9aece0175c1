import { type LifecycleContext } from "./session/context";
import { describeTask } from "./report/describe-task";
import { requireRecordedEndpoint, withCurrentEndpoint } from "./session/endpoint";
import { timeoutMs } from "./session/timeouts";
import { adviceFor } from "./report/advice";
import { changeBetween } from "./diff";
import { asLifecycleError, LifecycleError, sentences } from "./report/errors";
import { generateTables, wholeContent, type Generation } from "./run-state/generate-content";
import { changesMoreThanTables } from "./model/generate-script";
import { readIdentity, requireRecordedName } from "./identity/recorded-name";
import type { DISyncTaskInputs } from "./model/inputs";
import { note, openInstance, type Instance } from "./run-state/instance";
import { classOf, isDeployed } from "./run-state/live-state";
import { runSteps, type StepRun } from "./run-state/run-steps";
import { appliedDigest, type DISyncTaskState } from "./model/state";
import { parseTaskId } from "./model/task-id";
import { leavesDraft, stepFailure, writtenDigest } from "./run-state/step-outcome";
import { stepsFor, wishOf, type Change } from "./run-state/steps";
import { requireNothingUnset } from "./checks/unset-inputs";

const TIME_ADVICE =
  "Give it more time: raise customTimeouts.update, then run `pulumi up` again; it repeats the steps that are not done";

/** The stored outputs under new inputs. */
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

/** Whether a change concerns nobody but this provider: timeouts, policies, and settings of a start that is not wished. */
function needsNoCall(olds: DISyncTaskState, news: DISyncTaskInputs, change: Change): boolean {
  const isWishKept = olds.desiredState === news.desiredState;
  return (
    isWishKept &&
    (change === "nothing" || (change === "startSettings" && news.desiredState !== "running"))
  );
}

function requireChangeInPlace(olds: DISyncTaskState, news: DISyncTaskInputs): void {
  if (changesMoreThanTables(olds.generate, news.generate)) {
    throw new LifecycleError(
      `Cannot update ${describeTask(news, olds.fileId)}: generate changes in more than its tables, and the service changes only tables in place. ` +
        'Nothing was called. Take the change back, or give the resource the option replaceOnChanges: ["generate"], which deletes the task and creates it anew.',
    );
  }
}

/** The content to send. One that somebody changed, or of which nobody knows, is generated as a whole. */
function contentOf(
  { newClientToken }: LifecycleContext,
  instance: Instance,
  olds: DISyncTaskState,
  news: DISyncTaskInputs,
): () => Promise<string> {
  const { generate, projectId } = news;
  const generation: Generation = { ...instance, projectId };
  const isKnown = olds.serverDigest !== undefined && olds.applied !== undefined;
  return generate !== undefined && olds.generate !== undefined && isKnown
    ? () => generateTables(generation, instance.task, generate, newClientToken())
    : () => wholeContent(generation, news, newClientToken);
}

/**
 * Brings definition, start settings and run state to the service, by the table of steps. A change that concerns only this provider calls
 * nothing, and still gives back a whole state: delete sees nothing else.
 *
 * @throws PartialError once a step was begun: the state then says that the change is unfinished.
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
  const deadlineMs = context.clock.nowMs() + timeoutMs("update", news.customTimeouts);
  const instance = openInstance(context, news, task, deadlineMs);
  const attempted = `Cannot update ${describeTask(news, task.fileId)}`;
  try {
    note(instance, await readIdentity(instance.api, task));
  } catch (error) {
    throw asLifecycleError(attempted, error, sentences("Nothing was changed", adviceFor(error)));
  }
  requireRecordedName(olds, task, instance.live);

  const run: StepRun = {
    instance,
    inputs: news,
    content: contentOf(context, instance, olds, news),
    timeAdvice: TIME_ADVICE,
    deployed: olds.deployed || isDeployed(instance.live.state),
  };
  // A killed command may have deployed it, of which nothing is recorded and NORUN says nothing.
  const isToBeUndeployed = news.desiredState === "undeployed";
  const steps = stepsFor({
    wish: wishOf(news),
    live: classOf(instance.live.state, olds.deployed || isToBeUndeployed),
    change,
  });
  try {
    await runSteps(run, steps);
    // Without a write, a content that somebody changed stays to be seen.
    const written = steps.includes("update") ? await writtenDigest(instance, news) : {};
    const isDraft = leavesDraft(steps, run);
    if (isDraft) {
      context.log(
        `${describeTask(news, task.fileId)}: updated but not deployed; what runs is the version deployed last`,
      );
    }
    const { draft, ...kept } = withInputs(olds, news);
    return {
      ...kept,
      ...((isDraft || (draft === true && news.desiredState === undefined)) && { draft: true }),
      liveState: instance.live.state ?? "",
      deployed: news.desiredState === undefined ? olds.deployed : run.deployed,
      ...written,
      applied: appliedDigest(news),
    };
  } catch (error) {
    throw stepFailure(run, error, attempted, id, olds);
  }
}
