import type { DISyncTaskInputs } from "../model/inputs";
import { appliedDigest, serverDigest, unfinished, type DISyncTaskState } from "../model/state";
import { taskId } from "../model/task-id";
import { diagnose } from "../report/diagnosis";
import { messageOf, PartialError } from "../report/errors";
import { classOf, isDeployed } from "./live-state";
import { runSteps, StepError, type StepRun } from "./run-steps";
import { plan, type Change, type Step } from "./steps";
import { liveText, observe, type TaskSession } from "./task-session";

/** What a create or an update wants of an existing task. */
export interface Goal {
  /** `Cannot update task "orders" (…)` */
  readonly attempted: string;
  /** The state to keep where a step fails. */
  readonly before: DISyncTaskState;
  /** The same with the inputs of the program. */
  readonly wanted: DISyncTaskState;
  readonly change: Change;
  /** Whether a task in the state `NORUN` may be deployed. */
  readonly mayBeDeployed: boolean;
  /** The content to send, computed only where it is needed. */
  readonly content: () => Promise<string>;
  /** What to do when the time runs out. */
  readonly timeAdvice: string;
}

export interface Reconciled {
  readonly state: DISyncTaskState;
  /** Whether the definition was sent while an older one stays deployed, because no deployment was required. */
  readonly leavesDraft: boolean;
}

/** With `generate`: the digest of the content that the service stores now. */
async function writtenDigest({
  api,
  task,
  inputs,
}: TaskSession): Promise<{ serverDigest?: string }> {
  return inputs.generate === undefined
    ? {}
    : { serverDigest: serverDigest((await api.getDISyncTask(task)).code) };
}

/** Whether a draft is still one where nothing was sent. */
function staysDraft({ draft }: DISyncTaskState, { desiredState }: DISyncTaskInputs): boolean {
  return draft === true && desiredState === undefined;
}

/** The error for the engine after a failed step, with the state to keep. */
function stepFailure(run: StepRun, error: unknown, { attempted, before }: Goal): PartialError {
  const { session } = run;
  const { name, next } = diagnose(error instanceof StepError ? error.cause : error);
  return new PartialError(
    taskId(session.task),
    unfinished({
      ...before,
      deployed: run.deployed,
      liveState: session.live.state ?? "",
    }),
    {
      name,
      attempted,
      cause: messageOf(error instanceof StepError ? error.withPlace() : error),
      liveState: liveText(session),
      done: session.done,
      kept: "The task stays in the state, marked as unfinished",
      next,
    },
  );
}

async function carryOut(run: StepRun, steps: readonly Step[], goal: Goal): Promise<Reconciled> {
  const { session } = run;
  const { inputs } = session;
  const { name } = session.live;
  await runSteps(run, steps);
  const isUpdated = steps.includes("update");
  // Without a write, a content that was changed elsewhere must stay visible.
  const isWritten = isUpdated || goal.wanted.serverDigest === undefined;
  const written = isWritten ? await writtenDigest(session) : {};
  const leavesDraft = run.deployed && isUpdated && !steps.includes("deploy");
  const { draft: _draft, ...kept } = goal.wanted;
  return {
    leavesDraft,
    state: {
      ...kept,
      ...((leavesDraft || staysDraft(goal.wanted, inputs)) && { draft: true }),
      liveName: name ?? goal.wanted.liveName,
      liveState: session.live.state ?? "",
      deployed: inputs.desiredState === undefined ? goal.before.deployed : run.deployed,
      ...written,
      applied: appliedDigest(inputs),
    },
  };
}

/**
 * Brings an existing task to its program's desired state, by the table of steps.
 *
 * @throws PartialError with the state to keep.
 */
export async function reconcile(session: TaskSession, goal: Goal): Promise<Reconciled> {
  const { content, timeAdvice } = goal;
  const run: StepRun = { session, content, timeAdvice, deployed: goal.before.deployed };
  try {
    if (session.isUnread) {
      await observe(session);
    }
    const { state } = session.live;
    run.deployed ||= isDeployed(state);
    const steps = plan(session.inputs, classOf(state, goal.mayBeDeployed), goal.change);
    return await carryOut(run, steps, goal);
  } catch (error) {
    throw stepFailure(run, error, goal);
  }
}
