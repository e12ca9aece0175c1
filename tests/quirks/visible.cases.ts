import { deleteRefused, type Says } from "./expected.cases";
import {
  cannotCreate,
  cannotDelete,
  cannotLookUp,
  cannotUpdate,
  createdOtherwise,
  FIRST,
  NEXT,
  notDeployed,
  renamed,
  RESTORE,
  said,
  SECOND,
  task,
  undeployRefused,
} from "./messages.cases";
import { SUCCEEDS } from "./play";

const UPGRADED = "The service is being upgraded.";
const RUNS = "fileId:[1000001] is running, stop it first.";
const INVALID = "fileId:[1000001] is invalid.";

const neverStops = (done?: string) =>
  cannotDelete({
    cause:
      'step 2 of 5 (wait for the stop): waited … s for task "orders_copy" to stop; it still says KILLING',
    live: "KILLING",
    ...(done !== undefined && { done }),
    next: NEXT.deleteTime,
  });

const staysPaused = (step: string) =>
  `${step} (wait for the start): waited … s for task "orders_copy" to run; it stays PAUSE`;

const updateRejected = (step: string, live: string) =>
  cannotUpdate({
    cause: `${step} (update): ${said("UpdateDISyncTask", "TaskType:[DI_REALTIME] is invalid.")}`,
    live,
    next: NEXT.refused,
  });

const generationFails = (process: number, why: string) =>
  cannotCreate(
    `generate: waited … s for the content of task "orders_copy" (process ${process}); it still says not ready; the service says: ${why.replace(/\.$/, "")}`,
    "Correct in the program's generate what the service's message names, then run `pulumi up` again.",
  );

/** A life in which nothing is ever created. */
function neverCreated(cause: string, next: string): Says {
  const message = cannotCreate(cause, next);
  return {
    create: message,
    change: message,
    "nothing new": `${message}\nwrites: CreateDISyncTask`,
    "destroy, delete refused": SUCCEEDS,
  };
}

const TABLES = "The tables cannot be read.";
const driftWritten = `${SUCCEEDS}\nwrites: UpdateDISyncTask`;

const startFailed = (step: string, done: string) =>
  cannotUpdate({
    cause: `${step} (wait for the start): waited … s for task "orders_copy" to run; it still says FAILED`,
    live: "FAILED",
    done,
    next: NEXT.updateTime,
  });

const pausedUpdate = cannotUpdate({
  cause: staysPaused("step 4 of 4"),
  live: "PAUSE",
  done: "updated; deployed; start requested",
  next: NEXT.updateTime,
});

/**
 * Quirk values under which a life ends otherwise, and what each step then says. A value that is missing here has to be absorbed:
 * the life says and leaves what it does under defaults.
 */
export const VISIBLE: Readonly<Record<string, Says>> = {
  "stopNeverEnds=true": {
    change: cannotUpdate({
      cause:
        'step 4 of 6 (wait for the stop): waited … s for task "orders_copy" to stop; it still says KILLING',
      live: "KILLING",
      done: "updated; deployed; stop requested",
      next: NEXT.updateTime,
    }),
    "drift of content, seen as paused": cannotUpdate({
      cause: `step 3 of 4 (start): ${said("StartDISyncInstance", "fileId:[1000001] is being stopped.")}`,
      live: "KILLING",
      done: "updated; deployed",
      next: NEXT.refused,
    }),
    "destroy, delete refused": neverStops(),
    "destroy, seen as running, listed once more": neverStops("stop requested"),
  },
  "startOutcome=pause": {
    create: createdOtherwise({
      cause: staysPaused("step 3 of 3"),
      live: "PAUSE",
      done: "deployed; start requested",
      next: NEXT.createTime,
    }),
    change: pausedUpdate,
    "drift of content, seen as paused": pausedUpdate,
    "destroy, delete refused": deleteRefused("undeployed", { restore: RESTORE.undeployed }),
  },
  "startOutcome=failed": {
    create: createdOtherwise({
      cause:
        'step 3 of 3 (wait for the start): waited … s for task "orders_copy" to run; it still says FAILED',
      live: "FAILED",
      done: "deployed; start requested",
      next: NEXT.createTime,
    }),
    change: startFailed(
      "step 6 of 6",
      "updated; deployed; stop requested; stopped (PAUSE); start requested",
    ),
    "drift of content, seen as paused": startFailed(
      "step 4 of 4",
      "updated; deployed; start requested",
    ),
    "destroy, delete refused": deleteRefused("stop requested; stopped (PAUSE); undeployed", {
      restore: RESTORE.startByHand,
    }),
  },
  // PAUSE after the undeploy is evidence that it goes on, so that the refusal is waited out.
  "terminateDelayMs=60000 in running": { "destroy, delete refused": SUCCEEDS },
  "terminateDelayMs=60000 in neverStarted": {
    destroy: cannotDelete({
      cause: said("DeleteDISyncTask", "fileId:[1000001] is deployed, undeploy it first."),
      live: "NORUN",
      done: "undeployed",
      next: NEXT.refused,
      restore: RESTORE.deployByHand,
    }),
  },
  "undeployedInfo=fail": {
    "destroy, delete refused": cannotDelete({
      cause: said("DeleteDISyncTask", UPGRADED),
      live: "none",
      done: "stop requested; stopped (PAUSE); undeployed",
      next: `${NEXT.refused} ${NEXT.gone}`,
      restore: RESTORE.undeployed,
    }),
    "destroy, seen as running, listed once more": cannotDelete({
      cause:
        'step 2 of 5 (wait for the stop): waited … s for task "orders_copy" to stop; it stays none; the service says: fileId[1000001] is invalid; ' +
        "GetDISyncInstanceInfo returns no run state, and the last known one is RUN: the task may still run, so nothing more was written",
      live: "none",
      done: "stop requested",
      next: NEXT.refresh,
    }),
  },
  "updateRealtime=reject": {
    change: updateRejected("step 1 of 6", "RUN"),
    "drift of content, seen as paused": updateRejected("step 1 of 4", "PAUSE"),
  },
  "terminateRunning=stopFirst": { "destroy, seen as paused": SUCCEEDS },
  "deleteRunning=force": { "destroy, seen as paused": SUCCEEDS },
  "deleteRunning=orphan": {
    "destroy, seen as paused": cannotDelete({
      cause: "its file was deleted, but its instance still runs: GetDISyncInstanceInfo says RUN",
      live: "RUN",
      done: `${undeployRefused(RUNS)}; deleted`,
      next: NEXT.endInstance,
    }),
    "destroy, undeploy refused": cannotDelete({
      cause: said("DeleteDISyncTask", INVALID),
      live: "PAUSE",
      done: `stop requested; stopped (PAUSE); ${undeployRefused(UPGRADED)}`,
      next: NEXT.refused,
      restore: RESTORE.stopped,
    }),
  },
  "deleteDeployed=ok": { "destroy, undeploy refused": SUCCEEDS },
  "missingShape=http400": {
    "destroy, deleted in the console": cannotDelete({
      cause:
        "DeleteDISyncTask answered HTTP 400 Param.Invalid: The parameter is invalid. (RequestId …)",
      live: "none",
      done: undeployRefused("The parameter is invalid."),
      next: `${NEXT.other} ${NEXT.gone}`,
    }),
  },
  "missingInfo=NORUN": {
    "destroy, deleted in the console": cannotDelete({
      cause: said("DeleteDISyncTask", INVALID),
      live: "NORUN",
      done: undeployRefused(INVALID),
      next: NEXT.refused,
    }),
  },
  "refusalShape=http400 in disturbed": {
    "destroy, seen as paused": cannotDelete({
      cause: `DeleteDISyncTask answered HTTP 400 Param.Invalid: ${RUNS} (RequestId …)`,
      live: "RUN",
      done: undeployRefused(RUNS),
      next: NEXT.other,
    }),
    "destroy, undeploy refused": cannotDelete({
      cause:
        "DeleteDISyncTask answered HTTP 400 Param.Invalid: fileId:[1000001] is deployed, undeploy it first. (RequestId …)",
      live: "PAUSE",
      done: `stop requested; stopped (PAUSE); ${undeployRefused(UPGRADED)}`,
      next: NEXT.other,
      restore: RESTORE.stopped,
    }),
  },
  "invalidParameterCode=Param.Invalid": {
    "look-up": cannotLookUp("Param.Invalid: The parameter is invalid."),
  },
  "duplicateName=allow": {
    create: SUCCEEDS,
    change: SUCCEEDS,
    "destroy, delete refused": deleteRefused(notDeployed(SECOND), { fileId: SECOND }),
    destroy: SUCCEEDS,
  },
  "nameScope=workspace": neverCreated(
    said("CreateDISyncTask", "TaskName:[orders_copy] already exists."),
    NEXT.refused,
  ),
  "handWrittenContent=reject": neverCreated(
    said("CreateDISyncTask", "TaskContent is invalid."),
    NEXT.refused,
  ),
  "parametersInForm=reject": neverCreated(
    "CreateDISyncTask answered HTTP 400 MissingProjectId: ProjectId is mandatory for this action. (RequestId …)",
    NEXT.other,
  ),
  "callerRole=visitor": neverCreated(
    "CreateDISyncTask answered HTTP 403 Forbidden.Access: Access is forbidden. Please first activate DataWorks Enterprise Edition or Flagship Edition. (RequestId …)",
    "Check that the access key has the RAM permissions for DataWorks and is a member of the workspace.",
  ),
  "renamedSteps=true": { "nothing new": driftWritten },
  "nameAfterRename=deployed": {
    "change, renamed": SUCCEEDS,
    "destroy, delete refused": renamed("delete"),
    destroy: renamed("delete"),
  },
  "newDataStudio=true": {
    "destroy with a refresh":
      `Cannot read ${task(FIRST)}: workspace 10000 shows no files at all, as it does to a wrong account or after a move to the new Data Studio.\n` +
      "The task stays in the state.\nNext: Check region and account; if the workspace is really empty, set DATAWORKS_ACCEPT_EMPTY_WORKSPACE=1 and run the command again.",
  },
  "processLifeMs=500": {
    create: generationFails(1, "fileId:[1] is invalid."),
    change: generationFails(2, "fileId:[2] is invalid."),
    "drift of content": generationFails(3, "fileId:[3] is invalid."),
    "destroy, delete refused": SUCCEEDS,
  },
  "generateOutcome=fail": {
    create: generationFails(1, TABLES),
    change: generationFails(2, TABLES),
    "drift of content": generationFails(3, TABLES),
    "destroy, delete refused": SUCCEEDS,
  },
  "callsPerDay=9": {
    "destroy, delete refused": cannotDelete({
      cause:
        "DeleteDISyncTask answered HTTP 429 Throttling.Api.Risk: The daily quota of API calls is used up. (RequestId …); this process has made … calls",
      live: "unreadable, last seen as NORUN",
      done: notDeployed(),
      next: NEXT.quota,
    }),
    destroy: cannotDelete({
      cause:
        "GetDISyncInstanceInfo answered HTTP 429 Throttling.Api.Risk: The daily quota of API calls is used up. (RequestId …); this process has made … calls",
      live: "unreadable, last seen as NORUN",
      next: NEXT.quota,
    }),
  },
};
