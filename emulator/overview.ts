import type { KeptRule } from "./faults";
import type { Gateway } from "./gateway";
import type { LogEntry } from "./request-log";
import { WORKSPACE } from "./store";
import type { TaskView } from "./task-view";

const SHOWN_CALLS = 20;

function taskLine(task: TaskView): string {
  const deployed = task.deployed ? `version ${task.deployedVersion} deployed` : "not deployed";
  return `  ${task.fileId}  ${task.runState}  ${deployed}  ${task.folder}/${task.name}`;
}

function callLine({ action, method, params, outcome }: LogEntry): string {
  const fileId = params["FileId"] === undefined ? "" : ` ${params["FileId"]}`;
  return `  ${method} ${action}${fileId}  ${outcome}`;
}

function faultLine({ id, rule, seenCount, metCount }: KeptRule): string {
  return `  ${id}  ${JSON.stringify(rule)}  matched ${seenCount}, met ${metCount}`;
}

function section(title: string, lines: readonly string[]): string {
  return [`${title}:`, ...(lines.length === 0 ? ["  none"] : lines)].join("\n");
}

/** The state of the emulator for a person. */
export function overview({ store, log, faults }: Gateway): string {
  const tasks = store.tasks();
  const isDeleted = (task: TaskView) => task.deletedStatus !== "NORMAL";
  return [
    `DataWorks emulator, workspace ${WORKSPACE.projectId} (${WORKSPACE.projectIdentifier})`,
    section("Tasks", tasks.filter((task) => !isDeleted(task)).map(taskLine)),
    section("Recycle bin", tasks.filter(isDeleted).map(taskLine)),
    section(
      "Folders",
      store.folders().map((folder) => `  ${folder}`),
    ),
    section(`Last calls, ${log.length} in all`, log.slice(-SHOWN_CALLS).map(callLine)),
    section("Faults", faults.list().map(faultLine)),
    "",
  ].join("\n\n");
}
