import { contentText } from "./content";
import {
  describeTask,
  endpointOf,
  requireSameKindOfEndpoint,
  timeoutMs,
  type LifecycleContext,
} from "./context";
import { placement } from "./create";
import { adviceFor } from "./advice";
import { asLifecycleError, messageOf, PartialError, sentences } from "./errors";
import { readIdentity, requireRecordedName } from "./identity";
import type { DISyncTaskInputs } from "./inputs";
import { isDeployed } from "./live-state";
import { appliedDigest, parseTaskId, unfinished, type DISyncTaskState } from "./state";

/** The stored outputs under new inputs. */
function withInputs(olds: DISyncTaskState, news: DISyncTaskInputs): DISyncTaskState {
  const { fileId, liveName, liveState, deployed, emulated, applied } = olds;
  return {
    ...news,
    fileId,
    liveName,
    liveState,
    deployed,
    emulated,
    ...(applied !== undefined && { applied }),
  };
}

/**
 * Brings content, resource group and size to the service. A change that concerns only this provider (timeouts, delete policy) calls
 * nothing, and still gives back a whole state: delete sees nothing else.
 *
 * @throws PartialError once a write was sent: the state then says that the change is unfinished.
 */
export async function updateTask(
  context: LifecycleContext,
  id: string,
  olds: DISyncTaskState,
  news: DISyncTaskInputs,
): Promise<DISyncTaskState> {
  const wanted = appliedDigest(news);
  const isDriftFree = appliedDigest(olds) === wanted;
  if (olds.applied === wanted && isDriftFree) {
    return withInputs(olds, news);
  }
  requireSameKindOfEndpoint(context, olds);
  const task = parseTaskId(id);
  const deadlineMs = context.clock.nowMs() + timeoutMs("update", news.customTimeouts);
  const api = context.connect(endpointOf(context, news.region), deadlineMs);
  const attempted = `Cannot update ${describeTask(news, task.fileId)}`;
  const live = await readIdentity(api, task).catch((error: unknown) => {
    throw asLifecycleError(attempted, error, sentences("Nothing was changed", adviceFor(error)));
  });
  requireRecordedName(context, olds, task, live);
  try {
    await api.updateDISyncTask({
      ...task,
      taskContent: contentText(news.taskContent),
      taskParam: placement(news),
    });
  } catch (error) {
    throw new PartialError(
      id,
      unfinished(olds),
      sentences(
        `${attempted}: ${messageOf(error)}`,
        "It stays in the state, and the next `pulumi up` updates it again",
        adviceFor(error),
      ),
    );
  }
  if (olds.deployed || isDeployed(live.state)) {
    context.log(
      `${describeTask(news, task.fileId)}: updated but not deployed; what runs is the version deployed last`,
    );
  }
  return {
    ...withInputs(olds, news),
    liveState: live.state ?? "",
    applied: wanted,
  };
}
