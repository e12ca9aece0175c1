import { isOutcomeUnknown } from "../../api/errors";
import type { DataWorksApi } from "../../api/operations";
import type { CreateDISyncTaskRequest } from "../../api/operations/create-di-sync-task";
import { differingPaths } from "./adopt";
import { describeTask } from "../report/describe-task";
import { AdvisedError, LifecycleError, messageOf } from "../report/errors";
import type { DISyncTaskInputs } from "../model/inputs";
import { findByNameNow } from "./find-by-name";
import { placement } from "../model/placement";
import type { Session } from "../session/session";

/** When to check again for a task whose create received no response: the request may still be executing. */
const CHECK_AGAIN_AFTER_MS = [5_000, 15_000, 30_000] as const;

/** Paths in which a task found by its name differs from what was sent; an unreadable one is reported too. */
async function pathsUnlikeSent(
  { api, inputs }: Session,
  fileId: string,
  content: string,
): Promise<readonly string[]> {
  try {
    return await differingPaths(api, { projectId: inputs.projectId, fileId }, content);
  } catch (error) {
    if (error instanceof LifecycleError) {
      throw error;
    }
    throw new AdvisedError(
      "create-outcome-unknown",
      `the request received no response, and file ${fileId} of that name now exists but cannot be read: ${messageOf(error)}`,
      "Run `pulumi up` again: if that file is the task that this create made, it then says how to take it over",
    );
  }
}

/** Looks for the task of a create that received no response; it is ours if its content equals what was sent. */
async function findOwnTask(session: Session, content: string): Promise<string | undefined> {
  const rows = await findByNameNow(session);
  for (const { fileId } of rows) {
    if ((await pathsUnlikeSent(session, fileId, content)).length > 0) {
      throw new LifecycleError({
        name: "create-outcome-unknown",
        attempted: `Cannot create ${describeTask(session.inputs, undefined)}`,
        cause: `the request received no response, and file ${fileId} of that name now exists with different content`,
        kept: "It was not taken over",
        next: "Find out in DataWorks who created it, then run `pulumi up` again",
      });
    }
  }
  return rows[0]?.fileId;
}

/** The id that the service returned, or why there was no answer. */
type Attempt = { readonly fileId: string } | { readonly lost: Error };

async function tryCreate(api: DataWorksApi, request: CreateDISyncTaskRequest): Promise<Attempt> {
  try {
    const { fileId } = await api.createDISyncTask(request);
    return fileId === "" ? { lost: new Error("CreateDISyncTask returned no FileId") } : { fileId };
  } catch (error) {
    if (isOutcomeUnknown(error)) {
      return { lost: error };
    }
    throw error;
  }
}

/** Looks several times for what a create without an answer may have created; at least once even after the deadline. */
async function checkAgain(session: Session, content: string): Promise<string | undefined> {
  const { clock } = session.context;
  for (const waitMs of [0, ...CHECK_AGAIN_AFTER_MS]) {
    if (waitMs > 0 && clock.nowMs() + waitMs >= session.deadlineMs) {
      return undefined;
    }
    await clock.sleep(waitMs);
    const found = await findOwnTask(session, content);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** The error where it is unknown what the first request did. */
function outcomeUnknown(inputs: DISyncTaskInputs, what: string, error: Error): LifecycleError {
  return new LifecycleError({
    name: "create-outcome-unknown",
    attempted: `Cannot create ${describeTask(inputs, undefined)}`,
    cause: `the request received no response${what}, and no task of this name exists: ${error.message}`,
    next: "The request may still be executed: run `pulumi up` again; it looks for the task before it creates one",
  });
}

/** Repeats the create; a service that forgets client tokens refuses it if the first call did create the task. */
async function createAgain(session: Session, request: CreateDISyncTaskRequest): Promise<string> {
  let failure: Error;
  let what = " twice";
  try {
    const attempt = await tryCreate(session.api, request);
    if ("fileId" in attempt) {
      return attempt.fileId;
    }
    failure = attempt.lost;
  } catch (error) {
    if (!(error instanceof Error)) {
      throw error;
    }
    failure = error;
    what = " and its repetition was refused";
  }
  const own = await findOwnTask(session, request.taskContent);
  if (own === undefined) {
    throw outcomeUnknown(session.inputs, what, failure);
  }
  return own;
}

/** A service that forgets client tokens and allows duplicate names may have executed both creates. Never fails: the id must not be lost. */
async function warnOfDuplicates(session: Session, fileId: string): Promise<void> {
  const { context, inputs } = session;
  const task = describeTask(inputs, fileId);
  try {
    const rows = await findByNameNow(session);
    if (!rows.some((row) => row.fileId === fileId)) {
      throw new Error("ListFiles does not show this one either");
    }
    for (const row of rows.filter((one) => one.fileId !== fileId)) {
      context.log(
        `warning: ${task} was created a second time, and file ${row.fileId} has the same name: ` +
          "the first create, which received no response, may have made it. Look at it in DataWorks, and delete it there if nobody needs it.",
      );
    }
  } catch (error) {
    context.log(
      `warning: ${task} was created a second time; whether the first create, which received no response, made one too cannot be read: ${messageOf(error)}`,
    );
  }
}

/** Creates the task once, even where the answer is lost. */
export async function createOnce(session: Session, content: string): Promise<string> {
  const { context, api, inputs, deadlineMs } = session;
  const request = {
    projectId: inputs.projectId,
    taskName: inputs.taskName,
    taskContent: content,
    taskParam: { FileFolderPath: inputs.fileFolderPath, ...placement(inputs) },
    // The same in the one retry below, and in no other create.
    clientToken: context.newClientToken(),
  };
  const first = await tryCreate(api, request);
  if ("fileId" in first) {
    return first.fileId;
  }
  context.log(`${messageOf(first.lost)}; checking whether the task was created anyway`);
  const found = await checkAgain(session, content);
  if (found !== undefined) {
    return found;
  }
  if (context.clock.nowMs() >= deadlineMs) {
    throw outcomeUnknown(inputs, " in the time for one create", first.lost);
  }
  const fileId = await createAgain(session, request);
  await warnOfDuplicates(session, fileId);
  return fileId;
}
