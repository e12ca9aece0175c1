import { isInvalidTask, isOutcomeUnknown, type ApiError } from "../../api/errors";
import { messageOf, WaitError } from "../report/errors";
import { placement } from "../model/placement";
import { requestStop, undeploy, waitUntilRunning, waitUntilStopped } from "./instance";
import { classOf, meaningOf } from "./live-state";
import type { Step } from "./steps";
import { observe, type TaskSession } from "./task-session";
import { waitUntil } from "./wait";

/** How long a deployment may take once its call has returned (assumed: the API reference does not say when it is complete). */
const DEPLOYMENT_MS = 60_000;

/** One create or update that carries out its steps. */
export interface StepRun {
  readonly session: TaskSession;
  /** The content to send, computed only where it is needed. */
  readonly content: () => Promise<string>;
  /** What to do when the time runs out. */
  readonly timeAdvice: string;
  /** Whether this provider deployed the task; the steps keep it up to date. */
  deployed: boolean;
}

/** A step's place among all steps of the run. */
interface StepPlace {
  readonly place: string;
  readonly all: readonly Step[];
}

async function deploy(run: StepRun): Promise<void> {
  try {
    await run.session.api.deployDISyncTask(run.session.task);
  } catch (error) {
    // Without an answer it may be deployed, and `NORUN` would never show it.
    run.deployed ||= isOutcomeUnknown(error);
    throw error;
  }
  run.deployed = true;
  run.session.done.push("deployed");
}

async function callStart({ session: { api, task, inputs } }: StepRun): Promise<void> {
  await api.startDISyncInstance({
    ...task,
    ...(inputs.startParam !== undefined && { startParam: JSON.stringify(inputs.startParam) }),
  });
}

/**
 * Requests a start. Without an answer, or with a refusal, the live state decides.
 *
 * @returns the refusal, where it may mean that nothing is deployed, since `NORUN` does not show that.
 * @throws every other failure.
 */
async function tryStart(run: StepRun): Promise<ApiError | undefined> {
  const { session } = run;
  try {
    await callStart(run);
    session.done.push("start requested");
    return undefined;
  } catch (error) {
    const { state } = await observe(session);
    if (classOf(state, run.deployed) === "running") {
      session.done.push("start refused, but it runs");
      return undefined;
    }
    // Where the state proves a deployment, do not deploy again: an unrequested draft would go to production.
    if (isInvalidTask(error) && classOf(state, false) === "undeployed") {
      return error;
    }
    throw error;
  }
}

/** Requests the start repeatedly while the deployment may be in progress. @throws the last refusal. */
async function startOnceDeployed(run: StepRun, first: ApiError, step: string): Promise<void> {
  const { context, inputs, deadlineMs } = run.session;
  const { clock, log } = context;
  let last = first;
  try {
    await waitUntil(
      async () => {
        const refusal = await tryStart(run);
        last = refusal ?? last;
        return refusal;
      },
      {
        verdictOf: (refusal) => (refusal === undefined ? "success" : "retry"),
        wordOf: () => "refused",
        messageOf: (refusal) => refusal?.details.serviceMessage,
      },
      {
        what: `the deployment of task "${inputs.taskName}", so that it can be started`,
        step,
        deadlineMs: Math.min(deadlineMs, clock.nowMs() + DEPLOYMENT_MS),
        advice: "",
        clock,
        log,
      },
    );
  } catch (error) {
    throw error instanceof WaitError ? last : error;
  }
}

/** Starts; where a refusal may mean that nothing is deployed, and no step of this run deploys, deploys and starts again. */
async function start(run: StepRun, { all, place }: StepPlace): Promise<void> {
  let refusal = await tryStart(run);
  if (refusal !== undefined && !all.includes("deploy")) {
    run.session.done.push(`start refused ("${refusal.details.serviceMessage}")`);
    await deploy(run);
    refusal = await tryStart(run);
  }
  if (refusal !== undefined) {
    await startOnceDeployed(run, refusal, place);
  }
}

async function undeployFully(run: StepRun): Promise<void> {
  const { session } = run;
  const refusal = await undeploy(session);
  await observe(session);
  if (refusal !== undefined && classOf(session.live.state, false) !== "undeployed") {
    throw new Error(`TerminateDISyncInstance was refused: ${refusal}`);
  }
  run.deployed = false;
}

/** How each step is carried out. */
const EXECUTE: Readonly<Record<Step, (run: StepRun, place: StepPlace) => Promise<void>>> = {
  async update({ session, content }) {
    await session.api.updateDISyncTask({
      ...session.task,
      taskContent: await content(),
      taskParam: placement(session.inputs),
    });
    session.done.push("updated");
  },
  deploy,
  async stop({ session }) {
    await requestStop(session);
  },
  async waitUntilStopped({ session, timeAdvice }, { place, all }) {
    const isSettled = all.includes("stop") && meaningOf(session.live.state).isSettled;
    if (!isSettled) {
      await waitUntilStopped(session, place, timeAdvice);
    }
  },
  undeploy: undeployFully,
  start,
  async waitUntilRunning({ session, timeAdvice }, { place }) {
    await waitUntilRunning(session, place, timeAdvice);
  },
};

/** A place in a sequence of steps, for messages. */
export function stepText(number: number, count: number, name: string): string {
  return `step ${number} of ${count} (${name})`;
}

/** The names of the steps in messages. */
export const STEP_LABELS: Readonly<Record<Step, string>> = {
  update: "update",
  deploy: "deploy",
  stop: "stop",
  waitUntilStopped: "wait for the stop",
  undeploy: "undeploy",
  start: "start",
  waitUntilRunning: "wait for the start",
};

/** A step that failed: where, and why. */
export class StepError extends Error {
  override readonly name = "StepError";
  readonly place: string;

  constructor(place: string, cause: unknown) {
    super(`${place} failed`, { cause });
    this.place = place;
  }

  /** The failure with its place in front; a wait names its place itself. */
  withPlace(): Error {
    return this.cause instanceof WaitError
      ? this.cause
      : new Error(`${this.place}: ${messageOf(this.cause)}`);
  }
}

/**
 * Executes the steps in order and stops at the first that fails.
 *
 * @throws StepError with the failure as its cause.
 */
export async function runSteps(run: StepRun, steps: readonly Step[]): Promise<void> {
  for (const [index, step] of steps.entries()) {
    const place = stepText(index + 1, steps.length, STEP_LABELS[step]);
    try {
      await EXECUTE[step](run, { place, all: steps });
    } catch (error) {
      throw new StepError(place, error);
    }
  }
}
