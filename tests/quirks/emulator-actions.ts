import type { FaultRule, TaskView, WorkspaceConsole } from "../../emulator/index";
import { ARGS } from "../harness/stack";
import type { EmulatorAction } from "./life";

export function faults(...rules: readonly FaultRule[]): EmulatorAction {
  return (emulator) => {
    for (const rule of rules) {
      emulator.addFault(rule);
    }
  };
}

/** The command sees this run state, and then somebody made it another. */
export function staleLook(word: string, count = 1): FaultRule {
  return { action: "GetDISyncInstanceInfo", kind: "infoWord", word, count };
}

export function refused(action: string): FaultRule {
  return { action, kind: "refuse", message: "The service is being upgraded." };
}

interface ListedFile {
  readonly FileId: number;
  readonly FileName: string;
  readonly FileType: number;
}

/** A listing that lags behind: it shows these files, whatever is there. */
export function staleListing(files: readonly ListedFile[], nth = 1): FaultRule {
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
export const LISTED: ListedFile = {
  FileId: FIRST_FILE_ID,
  FileName: ARGS.taskName,
  FileType: 900,
};

/** What somebody does in the console to the task that was created last, if any ever was: the program's. */
function inConsole(act: (console: WorkspaceConsole, task: TaskView) => void): EmulatorAction {
  return ({ console, tasks }) => {
    const task = tasks().at(-1);
    if (task !== undefined) {
      act(console, task);
    }
  };
}

/** Touches what the program wrote, in either form of a content. */
export const editInConsole = inConsole((console, { fileId, content }) => {
  const edited = content
    .replaceAll('"batchSize":5', '"batchSize":7')
    .replaceAll('"public.', '"archive.');
  console.changeTask(fileId, { content: edited });
});

export const undeployInConsole = inConsole((console, { fileId }) => {
  console.changeTask(fileId, { deployed: false, runState: "NORUN" });
});

export const deleteInConsole = inConsole((console, { fileId }) => {
  console.deleteTask(fileId);
});

/** Somebody else makes a task of the same name. */
export function createElsewhere(folder: string): EmulatorAction {
  return ({ console }) => {
    console.addFolder(folder);
    console.addTask({ name: ARGS.taskName, folder, content: { steps: [] } });
  };
}

export function renameInConsole(name: string): EmulatorAction {
  return inConsole((console, { fileId }) => {
    console.changeTask(fileId, { name });
  });
}
