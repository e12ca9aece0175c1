import type { TaskView } from "../../emulator/index";
import { canonicalFolderPath } from "../../emulator/workspace/folder-path";
import { fileIdOf, type Driver, type Entry } from "./driver";
import { isActive, isListed, isLive, owned, ownedIds, RENAMED } from "./judged";
import type { Ledger } from "./ledger";
import { contentOf, FOLDERS, taskNameOf } from "./program";
import type { ConsoleAct } from "./scenario";

type Service = Driver["service"];

function createByHand(
  service: Service,
  { logicalName, name, batchSize, word }: Extract<ConsoleAct, { kind: "create" }>,
  ledger: Ledger,
): string | undefined {
  const taskName = taskNameOf(logicalName, { name });
  const folder = canonicalFolderPath(FOLDERS[0]);
  const isTaken = service
    .tasks()
    .some((task) => isListed(task) && task.name === taskName && task.folder === folder);
  if (isTaken) {
    return undefined; // the console refuses it as CreateDISyncTask does
  }
  const { fileId } = service.console.addTask({
    name: taskName,
    folder: FOLDERS[0],
    content: JSON.stringify(contentOf({ batchSize })),
    ...(word !== "NORUN" && { runState: word, deployed: true }),
  });
  ledger.blind.add(fileId);
  return fileId;
}

function change(
  service: Service,
  act: Exclude<ConsoleAct, { kind: "create" }>,
  { fileId, name, folder }: TaskView,
  ledger: Ledger,
): void {
  ledger.unseen.add(fileId);
  switch (act.kind) {
    case "delete":
      service.console.deleteTask(fileId);
      break;
    case "rename":
      ledger.relocated.add(fileId);
      service.console.changeTask(fileId, { name: `${name}${RENAMED}` });
      break;
    case "move": {
      const other = FOLDERS.find((path) => canonicalFolderPath(path) !== folder) ?? FOLDERS[0];
      ledger.relocated.add(fileId);
      service.console.changeTask(fileId, { folder: other });
      break;
    }
    case "edit":
      ledger.edited.set(fileId, (ledger.edited.get(fileId) ?? 0) + 1);
      service.console.changeTask(fileId, { content: JSON.stringify(contentOf(act)) });
      break;
    case "state":
      ledger.blind.add(fileId);
      service.console.changeTask(fileId, { runState: act.word, deployed: true });
      break;
    case "deployment":
      ledger.blind.add(fileId);
      service.console.changeTask(fileId, { runState: "NORUN", deployed: act.isDeployed });
      break;
    case "loseFile":
      service.console.changeTask(fileId, { fileGone: true });
      break;
  }
}

/**
 * Does to the service what somebody does in the console.
 *
 * @returns the file that it changed.
 */
export function actInConsole(
  service: Service,
  act: ConsoleAct,
  ledger: Ledger,
): string | undefined {
  ledger.isCalm = false;
  if (act.kind === "create") {
    return createByHand(service, act, ledger);
  }
  const there = service.tasks().filter(isListed);
  const task = there[act.target % there.length];
  if (task !== undefined) {
    change(service, act, task, ledger);
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
  service: Service,
  entries: readonly Entry[],
  ledger: Ledger,
  acceptsRenames: boolean,
): readonly string[] {
  const known = ownedIds(entries);
  const toAccept: string[] = [];
  for (const task of service.tasks()) {
    const { fileId, name } = task;
    if (!known.has(fileId) && !ledger.ours.has(fileId)) {
      service.console.deleteTask(fileId);
      continue;
    }
    const owners = owned(entries).filter((one) => fileIdOf(one) === fileId);
    const [entry] = owners;
    const isGuarded = owners.some(({ outputs }) => outputs["deletePolicy"] === "refuseIfRunning");
    if (isLive(task) && isActive(task) && (isGuarded || !isListed(task))) {
      service.console.changeTask(fileId, { runState: "PAUSE" });
      ledger.unseen.add(fileId);
    } else if (task.runState === "EXPLODED") {
      service.console.changeTask(fileId, { runState: "RUN" });
      ledger.unseen.add(fileId);
    }
    const names = new Set(owners.map(({ outputs }) => String(outputs["liveName"])));
    const [recorded = ""] = names;
    if (entry !== undefined && (recorded !== name || names.size > 1)) {
      // A name that was recorded because the service once gave a wrong one is nobody's rename.
      if (acceptsRenames || names.size > 1 || !name.startsWith(recorded)) {
        toAccept.push(entry.id);
      } else {
        service.console.changeTask(fileId, { name: recorded });
      }
    } else if (entry === undefined && name.endsWith(RENAMED)) {
      service.console.changeTask(fileId, { name: name.replaceAll(RENAMED, "") });
    }
  }
  return toAccept;
}
