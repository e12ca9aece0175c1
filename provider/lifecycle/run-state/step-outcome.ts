import { adviceFor } from "../report/advice";
import { PartialError } from "../report/errors";
import type { DISyncTaskInputs } from "../model/inputs";
import { liveText, type Instance } from "./instance";
import { failureReport } from "../report/failure-report";
import { StepError, type StepRun } from "./run-steps";
import type { Step } from "./steps";
import { serverDigest, unfinished, type DISyncTaskState } from "../model/state";

/** With `generate`: the digest of what the service stores now. */
export async function writtenDigest(
  { api, task }: Instance,
  inputs: DISyncTaskInputs,
): Promise<{ serverDigest?: string }> {
  return inputs.generate === undefined
    ? {}
    : { serverDigest: serverDigest((await api.getDISyncTask(task)).code) };
}

/** Whether the definition was sent while an older one stays deployed, because no wish asked for a deployment. */
export function leavesDraft(steps: readonly Step[], { deployed }: StepRun): boolean {
  return deployed && steps.includes("update") && !steps.includes("deploy");
}

/** What a failed step leaves: the error for the engine, with the state it must keep. */
export function stepFailure(
  run: StepRun,
  error: unknown,
  attempted: string,
  id: string,
  state: DISyncTaskState,
): PartialError {
  const cause = error instanceof StepError ? error.cause : error;
  const { instance } = run;
  const message = failureReport({
    attempted,
    cause: error instanceof StepError ? error.withPlace() : error,
    liveState: liveText(instance),
    done: instance.done,
    kept: "The task stays in the state, marked as unfinished",
    advice: adviceFor(cause),
  });
  return new PartialError(
    id,
    unfinished({
      ...state,
      deployed: run.deployed,
      liveState: instance.live.state ?? "",
    }),
    message,
  );
}
