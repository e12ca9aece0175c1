import type { SituationName } from "./situations.cases";
import {
  cannotCreate,
  cannotDelete,
  cannotLookUp,
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

/** What the steps of a life say, by their name; a step that is missing succeeds without a warning. */
export type Says = Readonly<Record<string, string>>;

const UPGRADED = "The service is being upgraded.";
const RUNS = "fileId:[1000001] is running, stop it first.";
const INVALID = "fileId:[1000001] is invalid.";

/** A refused delete of a task that runs no more, or never ran. */
export function deleteRefused(
  done: string,
  { fileId = FIRST, restore }: { readonly fileId?: string; readonly restore?: string } = {},
): string {
  const cause = said("DeleteDISyncTask", UPGRADED);
  const next = NEXT.refused;
  return cannotDelete(
    { cause, live: "NORUN", done, next, ...(restore !== undefined && { restore }) },
    fileId,
  );
}

const RESTING: Says = { "destroy, delete refused": deleteRefused(notDeployed()) };

const RUNNING: Says = {
  "destroy, delete refused": deleteRefused("stop requested; stopped (PAUSE); undeployed", {
    restore: RESTORE.undeployed,
  }),
};

const DISTURBED: Says = {
  "destroy, seen as paused": cannotDelete({
    cause: said("DeleteDISyncTask", RUNS),
    live: "RUN",
    done: undeployRefused(RUNS),
    next: NEXT.refused,
  }),
  "destroy, undeploy refused": cannotDelete({
    cause: said("DeleteDISyncTask", "fileId:[1000001] is deployed, undeploy it first."),
    live: "PAUSE",
    done: `stop requested; stopped (PAUSE); ${undeployRefused(UPGRADED)}`,
    next: NEXT.refused,
    restore: RESTORE.stopped,
  }),
};

const NEVER_STARTED: Says = {
  "destroy, delete refused": deleteRefused("undeployed", { restore: RESTORE.deployByHand }),
};

/** What a life says while every quirk has its default. */
export const BY_DEFAULT: Readonly<Record<SituationName, Says>> = {
  running: RUNNING,
  disturbed: DISTURBED,
  refusedNothing: {},
  neverStarted: NEVER_STARTED,
  startedLate: RUNNING,
  shortTimes: RUNNING,
  resting: RESTING,
  generated: RESTING,
  generatedSlowly: RESTING,
  generatedInShortTimes: RESTING,
  deletedOutside: {
    ...RESTING,
    "destroy, deleted in the console": cannotDelete({
      cause: said("DeleteDISyncTask", INVALID),
      live: "none",
      done: undeployRefused(INVALID),
      next: `${NEXT.refused} ${NEXT.gone}`,
    }),
  },
  nameTakenMeanwhile: {
    create: cannotCreate(
      said("CreateDISyncTask", "TaskName:[orders_copy] already exists."),
      NEXT.refused,
    ),
    change:
      `Cannot create ${task()}: folder "Business Flow/quickstart/Data Integration" already contains a task of this name (file 1000001).\n` +
      'Nothing was created.\nNext: If it is yours, for example from a run that was killed, give the resource the option import: "10000:1000001" ' +
      'to take it over (or set onExisting to "adopt"); if the resource was only renamed in the program, use the option aliases; ' +
      "otherwise choose another taskName, or delete that task in DataWorks if nobody needs it.",
  },
  createSentTwice: RESTING,
  nameInAnotherFolder: {
    "destroy, delete refused": deleteRefused(notDeployed(SECOND), { fileId: SECOND }),
  },
  renamed: {
    "change, renamed": renamed("update"),
    "destroy, renamed": renamed("delete"),
    ...NEVER_STARTED,
  },
  unknownStartKey: {
    create: "startParam.speedLimit: is unknown; there are failoverLimit, errorLimit, ddlMarkMap",
    ...RUNNING,
  },
  impossibleId: {
    ...RESTING,
    "look-up": cannotLookUp("InvalidFileId: Specified parameter FileId is not valid."),
  },
};
