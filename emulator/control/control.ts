import type { AdjustableClock } from "../clock";
import type { FaultRule } from "../faults/fault-rule";
import type { ActiveFault } from "../faults/faults";
import { resetParts, type EmulatorParts } from "../parts";
import type { LogEntry } from "../protocol/request-log";
import type { QuirkChanges, Quirks } from "../quirks";
import type { WorkspaceConsole } from "../workspace/console";
import { findTaskFile, viewTask, viewTasks, type TaskView } from "../workspace/task-view";

/** How a test inspects and controls an emulator; the routes below /_emulator do the same over HTTP. */
export interface EmulatorControl {
  /** Every call so far, in order; at most the last 100,000. */
  readonly requests: readonly LogEntry[];
  clearRequests(): void;

  /** All sync tasks ever created, including deleted ones, oldest first. */
  tasks(): TaskView[];
  task(fileId: string): TaskView | undefined;
  /** Paths in the Chinese form. */
  folders(): readonly string[];
  /** Does what a person could do in the DataWorks console, outside the program. */
  readonly console: WorkspaceConsole;

  /** Makes the calls that the rule selects fail, and returns the rule's id. Throws an UnknownFaultError. */
  addFault(rule: FaultRule): number;
  /** The rules, and how often each one matched. */
  faults(): readonly ActiveFault[];
  /** Returns false if there is no such rule. */
  removeFault(id: number): boolean;
  clearFaults(): void;

  /** How the emulator behaves where the service's documentation is silent. */
  readonly quirks: Quirks;
  /** Changes the given quirks only. Throws an UnknownQuirkError without changing any. */
  setQuirks(changes: QuirkChanges): void;

  /** The emulator's clock; a test advances it instead of waiting. */
  readonly clock: AdjustableClock;
  /** Resets tasks, folders, faults, quirks and requests to the start; the clock is unaffected. */
  reset(): void;
}

export function createControl(parts: EmulatorParts): EmulatorControl {
  const { workspace, faults, log } = parts;
  return {
    requests: log,
    clearRequests() {
      log.length = 0;
    },
    tasks: () => viewTasks(workspace),
    task(fileId) {
      const file = findTaskFile(workspace, fileId);
      return file === undefined ? undefined : viewTask(file);
    },
    folders: () => workspace.folders(),
    console: parts.console,
    addFault: (rule) => faults.add(rule),
    faults: () => faults.list(),
    removeFault: (id) => faults.remove(id),
    clearFaults: () => faults.clear(),
    get quirks() {
      return workspace.quirks;
    },
    setQuirks: (changes) => workspace.setQuirks(changes),
    clock: parts.clock,
    reset: () => resetParts(parts),
  };
}
