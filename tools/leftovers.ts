import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Every process that a tool starts inherits this variable, which identifies leftover processes. */
export const RUN_VARIABLE = "PULUMI_DATAWORKS_RUN";

const ATTEMPTS = 20;
const BETWEEN_ATTEMPTS_MS = 10;

function isStartedWith(pid: string, setting: string): boolean {
  try {
    const settings = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    return settings.some((found) => found === setting || found.startsWith(`${setting}/`));
  } catch {
    return false; // The process has ended or belongs to another user, or the system has no /proc.
  }
}

/** The processes that were started with this variable in their environment. */
export function processesWith(name: string, value: string): readonly number[] {
  if (!existsSync("/proc/self/environ")) {
    return [];
  }
  return readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid) && isStartedWith(pid, `${name}=${value}`))
    .map(Number)
    .filter((pid) => pid !== process.pid);
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended between the search and the signal.
  }
}

/**
 * Ends every process that was started with this variable in its environment: the dynamic host of a
 * killed CLI survives in its own process group, so it cannot be found by group or parent.
 */
export function endProcessesWith(name: string, value: string): void {
  // Repeated: a process may start another one between the search and the signal.
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const pids = processesWith(name, value);
    if (pids.length === 0) {
      return;
    }
    pids.forEach(end);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BETWEEN_ATTEMPTS_MS);
  }
}
