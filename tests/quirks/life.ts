import type { Emulator, FaultRule, Store, TaskView } from "../../emulator/index";
import { mysqlToHologres } from "../../provider/mysql-scripts";
import { ARGS, contentWithBatchSize } from "../engine/stage";

type Args = Readonly<Record<string, unknown>>;
type Deed = (emulator: Emulator) => void;

/** One command of a life, and what somebody does to the service just before it. */
export interface LifeStep {
  readonly name: string;
  readonly run: "up" | "upRefresh" | "destroy" | "destroyRefresh" | "lookUp";
  /** What the program says anew from this step on. */
  readonly args?: Args;
  readonly before?: Deed;
  /** Whether nothing is to be written. */
  readonly isQuiet?: true;
}

/** A life in which certain quirks show. */
export interface Situation {
  /** What the program says from the start. */
  readonly args: Args;
  /** Quirks without which it shows nothing. */
  readonly quirks?: Args;
  readonly steps: readonly LifeStep[];
}

/** No parameter of the service takes this file id. */
export const IMPOSSIBLE_ID = "10000:0";

function faults(...rules: readonly FaultRule[]): Deed {
  return (emulator) => {
    for (const rule of rules) {
      emulator.addFault(rule);
    }
  };
}

/** The command sees this run state, and then somebody made it another. */
function staleLook(word: string, count = 1): FaultRule {
  return { action: "GetDISyncInstanceInfo", kind: "infoWord", word, count };
}

function refused(action: string): FaultRule {
  return { action, kind: "refuse", message: "The service is being upgraded." };
}

interface ListedFile {
  readonly FileId: number;
  readonly FileName: string;
  readonly FileType: number;
}

/** A listing that lags behind: it shows these files, whatever is there. */
function staleListing(files: readonly ListedFile[], nth = 1): FaultRule {
  const Data = {
    PageNumber: 1,
    PageSize: 100,
    TotalCount: files.length,
    Files: files.map((file) => ({ ...file })),
  };
  const body = { HttpStatusCode: 200, Success: true, RequestId: "STALE", Data };
  return { action: "ListFiles", nth, kind: "answer", body };
}

/** The emulator's first task. */
const FIRST_FILE_ID = 1_000_001;
const LISTED: ListedFile = {
  FileId: FIRST_FILE_ID,
  FileName: ARGS.taskName,
  FileType: 900,
};

/** What somebody does in the console to the task that was created last, if any ever was: the program's. */
function inConsole(deed: (store: Store, task: TaskView) => void): Deed {
  return ({ store }) => {
    const task = store.tasks().at(-1);
    if (task !== undefined) {
      deed(store, task);
    }
  };
}

/** Touches what the program wrote, in either form of a content. */
const editInConsole = inConsole((store, { fileId, content }) => {
  const edited = content
    .replaceAll('"batchSize":5', '"batchSize":7')
    .replaceAll('"public.', '"archive.');
  store.changeTask(fileId, { content: edited });
});

const undeployInConsole = inConsole((store, { fileId }) => {
  store.changeTask(fileId, { deployed: false, runState: "NORUN" });
});

const deleteInConsole = inConsole((store, { fileId }) => {
  store.removeTask(fileId);
});

/** Somebody else makes a task of the same name. */
function createElsewhere(folder: string): Deed {
  return ({ store }) => {
    store.createFile({
      fileType: LISTED.FileType,
      name: ARGS.taskName,
      folder: store.addFolder(folder),
      content: JSON.stringify({ steps: [] }),
      resourceGroup: null,
      cu: null,
    });
  };
}

function renameInConsole(name: string): Deed {
  return inConsole((store, { fileId }) => {
    store.changeTask(fileId, { name });
  });
}

const CREATE: LifeStep = { name: "create", run: "up" };
const CHANGE: LifeStep = {
  name: "change",
  run: "up",
  args: { taskContent: contentWithBatchSize(5) },
};
const DRIFT: LifeStep = { name: "drift of content", run: "upRefresh", before: editInConsole };
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
    run: "upRefresh",
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
  { name: "nothing new", run: "upRefresh", isQuiet: true },
  REFUSED_DESTROY,
  DESTROY,
];
/** No start takes this. */
export const UNKNOWN_START_KEY = "speedLimit";

const { taskContent: _content, ...PLACED } = ARGS;
const GENERATED = { ...PLACED, ...generating(["orders"]) };
const GENERATED_LIFE: readonly LifeStep[] = [
  CREATE,
  { ...CHANGE, args: generating(["orders", "items"]) },
  DRIFT,
  REFUSED_DESTROY,
  DESTROY,
];

/** Every life is a whole one: created, changed by program or console, refused a destroy, destroyed. */
export const SITUATIONS = {
  running: { args: RUNNING, steps: RUNNING_LIFE },
  /** Somebody undeploys and starts the task around the commands, and the service refuses to undeploy it. */
  disturbed: {
    args: RUNNING,
    steps: [
      CREATE,
      { name: "drift of the deployment", run: "upRefresh", before: undeployInConsole },
      { name: "destroy, seen as paused", run: "destroy", before: faults(staleLook("PAUSE")) },
      {
        name: "destroy, undeploy refused",
        run: "destroy",
        before: faults(refused("TerminateDISyncInstance")),
      },
      LAST_DESTROY,
    ],
  },
  /** The times suffice for two polls, and a wait that never ends is short. */
  shortTimes: {
    args: { ...RUNNING, customTimeouts: { create: "8s", update: "8s", delete: "8s" } },
    steps: RUNNING_LIFE,
  },
  resting: { args: RESTING, steps: RESTING_LIFE },
  generated: { args: GENERATED, steps: GENERATED_LIFE },
  /** The first poll finds the generation unfinished. */
  generatedSlowly: { args: GENERATED, quirks: { generateDelayMs: 3_000 }, steps: GENERATED_LIFE },
  generatedInShortTimes: {
    args: { ...GENERATED, customTimeouts: { create: "3s", update: "3s" } },
    steps: GENERATED_LIFE,
  },
  /** Somebody deletes the task in the console before the last destroy. */
  deletedOutside: {
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
      { name: "destroy with a refresh", run: "destroyRefresh" },
    ],
  },
  /** Somebody else creates a task of the same name between the look and the create. */
  nameTakenMeanwhile: {
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
  /** A create whose answer is lost, while the listing does not show the task yet, is sent again with its token. */
  createSentTwice: {
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
    args: RESTING,
    steps: [
      { ...CREATE, before: createElsewhere("Business Flow/archive/Data Integration") },
      ...RESTING_LIFE.slice(1),
    ],
  },
  /** Somebody renames the task in the console, and takes that back. */
  renamed: {
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
    args: { ...RESTING, desiredState: "running", startParam: { [UNKNOWN_START_KEY]: 1 } },
    steps: [
      CREATE,
      { ...CHANGE, args: { ...CHANGE.args, startParam: { failoverLimit: { count: 3 } } } },
      REFUSED_DESTROY,
      DESTROY,
    ],
  },
  /** A program looks up an id that no parameter takes, and that a listing shows, before the usual life. */
  impossibleId: {
    args: RESTING,
    steps: [
      {
        name: "look-up",
        run: "lookUp",
        before: faults(staleListing([{ ...LISTED, FileId: 0 }])),
      },
      ...RESTING_LIFE,
    ],
  },
} as const satisfies Readonly<Record<string, Situation>>;

export type SituationName = keyof typeof SITUATIONS;
