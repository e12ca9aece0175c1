import type { ActiveFault } from "../faults/faults";
import type { LogEntry } from "../protocol/request-log";
import { DEFAULT_QUIRKS, type QuirkName, type Quirks } from "../quirks";
import type { TaskView } from "../workspace/task-view";
import { WORKSPACE } from "../workspace/workspace";
import type { EmulatorControl } from "./control";

const SHOWN_CALLS = 20;
const SHOWN_TASKS = 100;

function taskLine(task: TaskView): string {
  const deployed = task.deployed ? `version ${task.deployedVersion} deployed` : "not deployed";
  return `  ${task.fileId}  ${task.runState}  ${deployed}  ${task.folder}/${task.name}`;
}

function callLine({ action, method, params, outcome }: LogEntry): string {
  const fileId = params["FileId"] === undefined ? "" : ` ${params["FileId"]}`;
  return `  ${method} ${action}${fileId}  ${outcome}`;
}

function faultLine({ id, rule, seenCount, metCount }: ActiveFault): string {
  return `  ${id}  ${JSON.stringify(rule)}  matched ${seenCount}, met ${metCount}`;
}

function taskLines(tasks: readonly TaskView[]): readonly string[] {
  const lines = tasks.slice(0, SHOWN_TASKS).map(taskLine);
  const hidden = tasks.length - lines.length;
  return hidden > 0 ? [...lines, `  and ${hidden} more`] : lines;
}

function quirkLines(quirks: Quirks): readonly string[] {
  return Object.entries(quirks)
    .filter(([name, value]) => value !== DEFAULT_QUIRKS[name as QuirkName])
    .map(([name, value]) => `  ${name}: ${value}`);
}

function section(title: string, lines: readonly string[]): string {
  return [`${title}:`, ...(lines.length === 0 ? ["  none"] : lines)].join("\n");
}

/** The state of the emulator as readable text. */
export function overview(control: EmulatorControl): string {
  const { requests } = control;
  const tasks = control.tasks();
  const isDeleted = (task: TaskView) => task.deletedStatus !== "NORMAL";
  return [
    `DataWorks emulator, workspace ${WORKSPACE.projectId} (${WORKSPACE.projectIdentifier})`,
    section("Tasks", taskLines(tasks.filter((task) => !isDeleted(task)))),
    section("Recycle bin", taskLines(tasks.filter(isDeleted))),
    section(
      "Folders",
      control.folders().map((folder) => `  ${folder}`),
    ),
    section(`Last calls, ${requests.length} in all`, requests.slice(-SHOWN_CALLS).map(callLine)),
    section("Faults", control.faults().map(faultLine)),
    section("Quirks that are not the default", quirkLines(control.quirks)),
    "",
  ].join("\n\n");
}
