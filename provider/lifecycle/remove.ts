import { rememberDeleted } from "./identity/find-by-name";
import { releaseName } from "./identity/name-claim";
import { beginRemoval, declaredReplacement, type OwnedRemoval } from "./identity/ownership";
import { isRenameAccepted, readIdentity, requireRecordedName } from "./identity/recorded-name";
import type { DISyncTaskState } from "./model/state";
import { parseTaskId } from "./model/task-id";
import { confirmDeletion } from "./removal/confirm";
import { deleteFile } from "./removal/delete-file";
import { outcomeOf } from "./removal/explain";
import { attemptedDelete, requireTimeAndOwner, type Removal } from "./removal/removal";
import { requireKnownState, requirePolicy, stop } from "./removal/stop";
import { describeTask } from "./report/describe-task";
import { asLifecycleError } from "./report/diagnosis";
import { AdvisedError, LifecycleError, messageOf } from "./report/errors";
import { undeploy } from "./run-state/instance";
import { openTaskSession, record } from "./run-state/task-session";
import type { LifecycleContext } from "./session/context";
import { endpointOf, requireRecordedEndpoint } from "./session/endpoint";
import { openSession, type Session } from "./session/session";
import { timeoutMs } from "./session/timeouts";

/** A failed replacement would leave no task at all, so its folder is looked up before anything is deleted. */
async function requireNewFolder(removal: Removal): Promise<void> {
  const { context, id, state, deadlineMs } = removal;
  const wanted = declaredReplacement(removal, id, state);
  const isSameFolder =
    wanted === undefined ||
    (["region", "projectId", "fileFolderPath"] as const).every(
      (name) => wanted[name] === state[name],
    );
  if (isSameFolder) {
    return;
  }
  const { region, projectId, fileFolderPath: folderPath } = wanted;
  const api = context.connect(endpointOf(context, region), deadlineMs);
  try {
    await api.getFolder({ projectId, folderPath });
  } catch (error) {
    throw new AdvisedError(
      "folder-not-found",
      `it is to be replaced by a task in folder "${folderPath}" (region ${region}, workspace ${projectId}), which cannot be found: ${messageOf(error)}`,
      "Correct fileFolderPath, or create the folder in DataWorks; then run `pulumi up` again",
    );
  }
}

async function finish(removal: Removal): Promise<void> {
  removal.ownership.end();
  releaseName(removal);
  await rememberDeleted(removal, removal.task.fileId);
}

async function runSteps(removal: Removal): Promise<void> {
  const { context, id, state, api, task } = removal;
  record(removal, await readIdentity(api, task));
  if (!isRenameAccepted(context, id)) {
    requireRecordedName(attemptedDelete(state), state, task, removal.live);
  }
  requireKnownState(removal);
  requirePolicy(removal);
  await requireNewFolder(removal);
  await stop(removal);
  requireTimeAndOwner(removal, "undeploy");
  const refused = await undeploy(removal);
  if (refused === undefined) {
    removal.isUndeployed = true;
  } else {
    removal.undeployRefusal = refused;
  }
  await deleteFile(removal);
  await confirmDeletion(removal);
}

/** @returns `undefined` where another entry owns the task. @throws LifecycleError where that is unknown. */
async function ownershipOf(
  session: Session,
  id: string,
  state: DISyncTaskState,
): Promise<OwnedRemoval | undefined> {
  try {
    return await beginRemoval(session, id, state);
  } catch (error) {
    throw asLifecycleError(error, {
      name: "ownership-unclear",
      attempted: attemptedDelete(state),
      kept: "Nothing was changed. The task stays in the state",
      next: "Run the command again",
    });
  }
}

/**
 * Deletes a task: stop, wait, undeploy, delete, confirm. An earlier attempt may have done any of them.
 *
 * It returns only where the task is gone, or where another entry of the same state owns it. Success is what the service reports in
 * `Data.Status`, never HTTP 200 alone.
 *
 * @throws LifecycleError for everything else; the task then stays in the state.
 */
export async function removeTask(
  context: LifecycleContext,
  id: string,
  state: DISyncTaskState,
): Promise<void> {
  requireRecordedEndpoint(context, state);
  const task = parseTaskId(id);
  const budgetMs = context.settings.deleteTimeoutMs ?? timeoutMs("delete", state.customTimeouts);
  const session = openSession(context, "delete", state, budgetMs);
  const ownership = await ownershipOf(session, id, state);
  if (ownership === undefined) {
    context.log(
      `${describeTask(state, task.fileId)} was taken over by another resource of this stack: this entry is removed from the state, and the task stays`,
    );
    return;
  }
  const removal: Removal = {
    ...openTaskSession(session, task, state.liveState),
    id,
    state,
    ownership,
    budgetMs,
    isUndeployed: false,
    isFileDeleted: false,
    lostAnswer: false,
  };
  try {
    await runSteps(removal);
  } catch (error) {
    if (error instanceof LifecycleError) {
      throw error;
    }
    const end = await outcomeOf(removal, error);
    if (end !== "done") {
      throw end;
    }
  }
  await finish(removal);
}
