import type { DataWorksApi } from "../../api/operations";
import type { ProcessResult } from "../../api/operations/query-di-sync-task-config-process-result";
import type { TaskRef } from "../../api/task";
import { isOutcomeUnknown } from "../../api/errors";
import { contentText } from "../model/content";
import { WaitError } from "../report/errors";
import { tablesScript, type GenerateScript } from "../model/generate-script";
import type { Session } from "../session/session";
import { waitUntil } from "./wait";

/**
 * How long a result that the service reports as failed may still be pending (assumed: the documentation has no status for
 * "not yet").
 */
const PENDING_MS = 2 * 60_000;

/** Reads the result once; an outage proves as little as a refusal does. */
async function queryResult(
  api: DataWorksApi,
  process: { readonly projectId: string; readonly processId: string },
): Promise<ProcessResult> {
  try {
    return await api.queryDISyncTaskConfigProcessResult(process);
  } catch (error) {
    if (isOutcomeUnknown(error)) {
      return { message: error.message };
    }
    throw error;
  }
}

async function waitForContent(session: Session, processId: string): Promise<string> {
  const { context, api, inputs, deadlineMs } = session;
  const { projectId, taskName } = inputs;
  const { clock, log } = context;
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
    throw new WaitError("generate: the service returned no content", "Run `pulumi up` again");
  }
  return result.taskContent;
}

/** The whole content of a task: the program's own, or the script as the service expands it. */
export async function wholeContent(session: Session): Promise<string> {
  const { taskContent, generate } = session.inputs;
  return generate === undefined
    ? contentText(taskContent ?? {})
    : generateContent(session, generate);
}

/** Has the service expand a script. @returns the content that CreateDISyncTask and UpdateDISyncTask take. */
async function generateContent(session: Session, script: GenerateScript): Promise<string> {
  const { processId } = await session.api.generateDISyncTaskConfigForCreating({
    projectId: session.inputs.projectId,
    taskParam: JSON.stringify(script),
    clientToken: session.context.newClientToken(),
  });
  return waitForContent(session, processId);
}

/** Has the service change the tables of a task's content. */
export async function generateTables(
  session: Session,
  task: TaskRef,
  script: GenerateScript,
): Promise<string> {
  const { processId } = await session.api.generateDISyncTaskConfigForUpdating({
    ...task,
    taskParam: JSON.stringify(tablesScript(script)),
    clientToken: session.context.newClientToken(),
  });
  return waitForContent(session, processId);
}
