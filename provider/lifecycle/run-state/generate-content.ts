import type { DataWorksApi, ProcessResult, TaskRef } from "../../api/data-works";
import { isOutage } from "../../api/errors";
import type { Clock } from "../../clock";
import { contentText } from "../model/content";
import { WaitError } from "../report/errors";
import { tablesScript, type GenerateScript } from "../model/generate-script";
import type { DISyncTaskInputs } from "../model/inputs";
import { waitUntil } from "./wait";

/**
 * How long a result that the service calls failed may still be on its way: the documentation knows no word for "not yet", so
 * this is assumed.
 */
const PENDING_MS = 2 * 60_000;

/** What a generation needs of the operation around it. */
export interface Generation {
  readonly api: DataWorksApi;
  readonly projectId: string;
  readonly taskName: string;
  readonly deadlineMs: number;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** One look at the result; an outage says as little about it as a refusal does. */
async function queryResult(
  api: DataWorksApi,
  process: { readonly projectId: string; readonly processId: string },
): Promise<ProcessResult> {
  try {
    return await api.queryDISyncTaskConfigProcessResult(process);
  } catch (error) {
    if (isOutage(error)) {
      return { message: error.message };
    }
    throw error;
  }
}

async function waitForContent(generation: Generation, processId: string): Promise<string> {
  const { api, projectId, taskName, clock, log, deadlineMs } = generation;
  const result = await waitUntil(
    () => queryResult(api, { projectId, processId }),
    {
      verdictOf: ({ taskContent }) => (taskContent === undefined ? "retry" : "success"),
      wordOf: ({ message }) => (message === undefined ? "empty" : "not ready"),
      messageOf: ({ message }) => message,
    },
    {
      what: `the content of task "${taskName}" (process ${processId})`,
      step: "generate",
      deadlineMs: Math.min(deadlineMs, clock.nowMs() + PENDING_MS),
      advice:
        "Correct in the program's generate what the service's message names, then run `pulumi up` again",
      clock,
      log,
    },
  );
  if (result.taskContent === undefined) {
    throw new WaitError("generate: the service gave no content", "Run `pulumi up` again");
  }
  return result.taskContent;
}

/** The whole content of a task: as the program gives it, or as the service expands its script. */
export async function wholeContent(
  generation: Generation,
  { taskContent, generate }: DISyncTaskInputs,
  newClientToken: () => string,
): Promise<string> {
  return generate === undefined
    ? contentText(taskContent ?? {})
    : generateContent(generation, generate, newClientToken());
}

/** Has the service expand a script. @returns the content that CreateDISyncTask and UpdateDISyncTask take. */
async function generateContent(
  generation: Generation,
  script: GenerateScript,
  clientToken: string,
): Promise<string> {
  const { processId } = await generation.api.generateDISyncTaskConfigForCreating({
    projectId: generation.projectId,
    taskParam: JSON.stringify(script),
    clientToken,
  });
  return waitForContent(generation, processId);
}

/** Has the service change the tables of a task's content. */
export async function generateTables(
  generation: Generation,
  task: TaskRef,
  script: GenerateScript,
  clientToken: string,
): Promise<string> {
  const { processId } = await generation.api.generateDISyncTaskConfigForUpdating({
    ...task,
    taskParam: JSON.stringify(tablesScript(script)),
    clientToken,
  });
  return waitForContent(generation, processId);
}
