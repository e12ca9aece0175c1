import { FILE_TYPE } from "../../emulator/workspace/workspace-file";
import type { Store, TaskView } from "../../emulator/index";
import { fileIdOf, type Entry } from "./driver";
import { isActive, isListed, isLive, owned, ownedIds, RENAMED } from "./judged";
import type { Ledger } from "./ledger";
import { contentOf, FOLDERS, taskNameOf } from "./program";
import type { ConsoleAct } from "./scenario";

function createByHand(
  store: Store,
  { logicalName, name, batchSize, word }: Extract<ConsoleAct, { kind: "create" }>,
  ledger: Ledger,
): string | undefined {
  const taskName = taskNameOf(logicalName, { name });
  const folder = store.taskFolder(FOLDERS[0]) ?? "";
  const isTaken = store
    .tasks()
    .some((task) => isListed(task) && task.name === taskName && task.folder === folder);
  if (isTaken) {
    return undefined; // the console refuses it as CreateDISyncTask does
  }
  const { fileId } = store.createFile({
    fileType: FILE_TYPE.realtime,
    name: taskName,
    folder,
    content: JSON.stringify(contentOf({ batchSize })),
    resourceGroup: null,
    cu: null,
  });
  const id = fileId.toString();
  ledger.blind.add(id);
  if (word !== "NORUN") {
    store.changeTask(id, { runState: word, deployed: true });
  }
  return id;
}

function change(
  store: Store,
  act: Exclude<ConsoleAct, { kind: "create" }>,
  { fileId, name, folder }: TaskView,
  ledger: Ledger,
): void {
  ledger.unseen.add(fileId);
  switch (act.kind) {
    case "delete":
      store.removeTask(fileId);
      break;
    case "rename":
      ledger.relocated.add(fileId);
      store.changeTask(fileId, { name: `${name}${RENAMED}` });
      break;
    case "move": {
      const other = FOLDERS.find((path) => store.taskFolder(path) !== folder) ?? FOLDERS[0];
      ledger.relocated.add(fileId);
      store.changeTask(fileId, { folder: other });
      break;
    }
    case "edit":
      ledger.edited.set(fileId, (ledger.edited.get(fileId) ?? 0) + 1);
      store.changeTask(fileId, { content: JSON.stringify(contentOf(act)) });
      break;
    case "state":
      ledger.blind.add(fileId);
      store.changeTask(fileId, { runState: act.word, deployed: true });
      break;
    case "deployment":
      ledger.blind.add(fileId);
      store.changeTask(fileId, { runState: "NORUN", deployed: act.isDeployed });
      break;
    case "loseFile":
      store.changeTask(fileId, { fileGone: true });
      break;
  }
}

/**
 * Does to the service what somebody does in the console.
 *
 * @returns the file that it changed.
 */
export function actInConsole(store: Store, act: ConsoleAct, ledger: Ledger): string | undefined {
  ledger.isCalm = false;
  if (act.kind === "create") {
    return createByHand(store, act, ledger);
  }
  const there = store.tasks().filter(isListed);
  const task = there[act.target % there.length];
  if (task !== undefined) {
    change(store, act, task, ledger);
  }
  return task?.fileId;
}

/**
 * What a person has to put right before commands can end well: other people's tasks of wanted names, states that nobody knows,
 * instances without a file, tasks that a policy protects, and names.
 *
 * @returns ids of tasks whose new name a refresh is to take over.
 */
export function tidyUp(
  store: Store,
  entries: readonly Entry[],
  ledger: Ledger,
  acceptsRenames: boolean,
): readonly string[] {
  const known = ownedIds(entries);
  const toAccept: string[] = [];
  for (const task of store.tasks()) {
    const { fileId, name } = task;
    if (!known.has(fileId) && !ledger.ours.has(fileId)) {
      store.removeTask(fileId);
      continue;
    }
    const owners = owned(entries).filter((one) => fileIdOf(one) === fileId);
    const [entry] = owners;
    const isGuarded = owners.some(({ outputs }) => outputs["deletePolicy"] === "refuseIfRunning");
    if (isLive(task) && isActive(task) && (isGuarded || !isListed(task))) {
      store.changeTask(fileId, { runState: "PAUSE" });
      ledger.unseen.add(fileId);
    } else if (task.runState === "EXPLODED") {
      store.changeTask(fileId, { runState: "RUN" });
      ledger.unseen.add(fileId);
    }
    const names = new Set(owners.map(({ outputs }) => String(outputs["liveName"])));
    const [recorded = ""] = names;
    if (entry !== undefined && (recorded !== name || names.size > 1)) {
      // A name that was recorded because the service once gave a wrong one is nobody's rename.
      if (acceptsRenames || names.size > 1 || !name.startsWith(recorded)) {
        toAccept.push(entry.id);
      } else {
        store.changeTask(fileId, { name: recorded });
      }
    } else if (entry === undefined && name.endsWith(RENAMED)) {
      store.changeTask(fileId, { name: name.replaceAll(RENAMED, "") });
    }
  }
  return toAccept;
}
