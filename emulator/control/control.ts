import type { AdjustableClock } from "../clock";
import type { FaultRule } from "../faults/fault-rule";
import type { ActiveFault } from "../faults/faults";
import { resetParts, type EmulatorParts } from "../parts";
import type { LogEntry } from "../protocol/request-log";
import type { QuirkChanges, Quirks } from "../quirks";
import type { WorkspaceConsole } from "../workspace/console";
import { findTaskFile, viewTask, viewTasks, type TaskView } from "../workspace/task-view";

/** What a test sees of an emulator and does to it; the routes below /_emulator do the same over HTTP. */
export interface EmulatorControl {
  /** Every call so far, in order; of very many the last 100,000. */
  readonly requests: readonly LogEntry[];
  clearRequests(): void;

  /** All sync tasks that ever were, deleted ones included, oldest first. */
  tasks(): TaskView[];
  task(fileId: string): TaskView | undefined;
  /** Paths in the Chinese form. */
  folders(): readonly string[];
  /** Acts as a person in the DataWorks console, behind the program's back. */
  readonly console: WorkspaceConsole;

  /** Makes the calls that the rule selects go wrong, and gives the rule's id. Throws an UnknownFaultError. */
  addFault(rule: FaultRule): number;
  /** The rules, and how often each has matched. */
  faults(): readonly ActiveFault[];
  /** False: there is no such rule. */
  removeFault(id: number): boolean;
  clearFaults(): void;

  /** What the emulator does where the service's documentation is silent. */
  readonly quirks: Quirks;
  /** Changes the named quirks and leaves the others. Throws an UnknownQuirkError, and then changes none. */
  setQuirks(changes: QuirkChanges): void;

  /** The emulator's clock; moved ahead, it ends what a test would have to wait for. */
  readonly clock: AdjustableClock;
  /** Tasks, folders, faults, quirks and requests as they were at the start; the clock goes on. */
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
