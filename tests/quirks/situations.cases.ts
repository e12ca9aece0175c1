import { mysqlToHologres } from "../../provider/program/mysql-scripts";
import { ARGS, contentWithBatchSize } from "../harness/stack";
import {
  createElsewhere,
  deleteInConsole,
  editInConsole,
  faults,
  LISTED,
  refused,
  renameInConsole,
  staleListing,
  staleLook,
  undeployInConsole,
} from "./emulator-actions";
import {
  IMPOSSIBLE_FILE_ID,
  UNKNOWN_START_KEY,
  type Args,
  type LifeStep,
  type Situation,
} from "./life";

const CREATE: LifeStep = { name: "create", run: "up" };
const CHANGE: LifeStep = {
  name: "change",
  run: "up",
  args: { taskContent: contentWithBatchSize(5) },
};
const DRIFT: LifeStep = { name: "drift of content", run: "up --refresh", before: editInConsole };
const REFUSED_DESTROY: LifeStep = {
  name: "destroy, delete refused",
  run: "destroy",
  before: faults(refused("DeleteDISyncTask")),
};
const DESTROY: LifeStep = { name: "destroy", run: "destroy" };

/** A destroy that finds the task at rest where the service said that it runs, and its file listed once more. */
const LAST_DESTROY: LifeStep = {
  name: "destroy, seen as running, listed once more",
  run: "destroy",
  before: faults(staleLook("RUN"), staleListing([LISTED])),
};

const RUNNING_LIFE: readonly LifeStep[] = [
  CREATE,
  CHANGE,
  {
    name: "drift of content, seen as paused",
    run: "up --refresh",
    before(emulator) {
      editInConsole(emulator);
      // Once for the refresh, once for the update.
      faults(staleLook("PAUSE", 2))(emulator);
    },
  },
  REFUSED_DESTROY,
  LAST_DESTROY,
];

const RESTING = { ...ARGS, taskContent: contentWithBatchSize(1000) };
const RUNNING = { ...RESTING, desiredState: "running" };

function generating(tables: readonly string[]): Args {
  return {
    generate: mysqlToHologres({
      resourceGroup: ARGS.resourceGroup,
      source: { dataSource: "shop", tables },
      destination: { dataSource: "warehouse" },
    }),
  };
}

const RESTING_LIFE: readonly LifeStep[] = [
  CREATE,
  CHANGE,
  { name: "nothing new", run: "up --refresh", isQuiet: true },
  REFUSED_DESTROY,
  DESTROY,
];

const { taskContent: _content, ...PLACED } = ARGS;
const GENERATED = { ...PLACED, ...generating(["orders"]) };
const GENERATED_LIFE: readonly LifeStep[] = [
  CREATE,
  { ...CHANGE, args: generating(["orders", "items"]) },
  DRIFT,
  REFUSED_DESTROY,
  DESTROY,
];

/** Every life is a whole one: created, changed by program or console, mostly refused a destroy, destroyed. */
export const SITUATIONS = {
  running: {
    what: "the task is to run; a console edit comes while the service shows it paused, and the last destroy is shown a running task and a listed file that are no more",
    args: RUNNING,
    steps: RUNNING_LIFE,
  },
  disturbed: {
    what: "somebody undeploys and starts the task around the commands, and the service refuses to undeploy it once",
    args: RUNNING,
    steps: [
      CREATE,
      { name: "drift of the deployment", run: "up --refresh", before: undeployInConsole },
      { name: "destroy, seen as paused", run: "destroy", before: faults(staleLook("PAUSE")) },
      {
        name: "destroy, undeploy refused",
        run: "destroy",
        before: faults(refused("TerminateDISyncInstance")),
      },
      LAST_DESTROY,
    ],
  },
  refusedNothing: {
    what: "the task is to run, and the service refuses nothing on the way",
    args: RUNNING,
    steps: [CREATE, CHANGE, DESTROY],
  },
  neverStarted: {
    what: "the task is to be deployed, and nobody ever starts it",
    args: { ...RESTING, desiredState: "stopped" },
    steps: [CREATE, CHANGE, REFUSED_DESTROY, DESTROY],
  },
  startedLate: {
    what: "somebody undeploys a task that was never started, and then the program wants it to run",
    args: { ...RESTING, desiredState: "stopped" },
    steps: [
      CREATE,
      {
        name: "change, undeployed in the console",
        run: "up",
        args: { desiredState: "running" },
        before: undeployInConsole,
      },
      REFUSED_DESTROY,
      DESTROY,
    ],
  },
  shortTimes: {
    what: "as running, with 8 s for each operation",
    args: { ...RUNNING, customTimeouts: { create: "8s", update: "8s", delete: "8s" } },
    steps: RUNNING_LIFE,
  },
  resting: {
    what: "the desired state is unset; a refresh and an up with nothing new write nothing",
    args: RESTING,
    steps: RESTING_LIFE,
  },
  generated: {
    what: "the content is generated, its tables are changed, somebody edits it",
    args: GENERATED,
    steps: GENERATED_LIFE,
  },
  generatedSlowly: {
    what: "as generated, and the first look at a result finds it unfinished",
    args: GENERATED,
    quirks: { generateDelayMs: 3_000 },
    steps: GENERATED_LIFE,
  },
  generatedInShortTimes: {
    what: "as generated, with 3 s for create and update",
    args: { ...GENERATED, customTimeouts: { create: "3s", update: "3s" } },
    steps: GENERATED_LIFE,
  },
  deletedOutside: {
    what: "somebody deletes the task in the console before the last destroy",
    args: RESTING,
    steps: [
      CREATE,
      CHANGE,
      REFUSED_DESTROY,
      {
        name: "destroy, deleted in the console",
        run: "destroy",
        before: deleteInConsole,
      },
      { name: "destroy with a refresh", run: "destroy --refresh" },
    ],
  },
  nameTakenMeanwhile: {
    what: "somebody else creates a task of the same name between the look and the create",
    args: RESTING,
    steps: [
      {
        ...CREATE,
        before(emulator) {
          createElsewhere(ARGS.fileFolderPath)(emulator);
          faults(staleListing([]))(emulator);
        },
      },
      CHANGE,
      REFUSED_DESTROY,
      DESTROY,
    ],
  },
  createSentTwice: {
    what: "the answer to the create is lost while the listing lags, so it is sent again with its token",
    args: { ...RESTING, customTimeouts: { create: "5s" } },
    steps: [
      {
        ...CREATE,
        // The first look is before the create.
        before: faults({ action: "CreateDISyncTask", kind: "cutAfter" }, staleListing([], 2)),
      },
      ...RESTING_LIFE.slice(1),
    ],
  },
  nameInAnotherFolder: {
    what: "another folder holds a task of the same name",
    args: RESTING,
    steps: [
      { ...CREATE, before: createElsewhere("Business Flow/archive/Data Integration") },
      ...RESTING_LIFE.slice(1),
    ],
  },
  renamed: {
    what: "somebody renames the task in the console, and takes that back",
    args: { ...RESTING, desiredState: "stopped" },
    steps: [
      CREATE,
      { ...CHANGE, name: "change, renamed", before: renameInConsole("orders_renamed") },
      { ...DESTROY, name: "destroy, renamed" },
      { ...CHANGE, name: "change, named back", before: renameInConsole(ARGS.taskName) },
      REFUSED_DESTROY,
      DESTROY,
    ],
  },
  unknownStartKey: {
    what: "the program has a start setting that no page knows, then one that is known",
    args: { ...RESTING, desiredState: "running", startParam: { [UNKNOWN_START_KEY]: 1 } },
    steps: [
      CREATE,
      { ...CHANGE, args: { ...CHANGE.args, startParam: { failoverLimit: { count: 3 } } } },
      REFUSED_DESTROY,
      DESTROY,
    ],
  },
  impossibleId: {
    what: "the program looks up a file id that no parameter takes, and that the listing shows",
    args: RESTING,
    steps: [
      {
        name: "look-up",
        run: "look-up",
        before: faults(staleListing([{ ...LISTED, FileId: IMPOSSIBLE_FILE_ID }])),
      },
      ...RESTING_LIFE,
    ],
  },
} as const satisfies Readonly<Record<string, Situation>>;

export type SituationName = keyof typeof SITUATIONS;
