import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Every process that a tool starts inherits it: whatever is left over can be found by it. */
export const RUN_VARIABLE = "PULUMI_DATAWORKS_RUN";

const LOOKS = 20;
const BETWEEN_LOOKS_MS = 10;

function isStartedWith(pid: string, setting: string): boolean {
  try {
    const settings = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    return settings.some((found) => found === setting || found.startsWith(`${setting}/`));
  } catch {
    return false; // The process has ended, belongs to somebody else, or the system has no /proc.
  }
}

/** The processes with this variable in the environment that they were started with. */
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
    // It has ended between the look and the signal.
  }
}

/**
 * Ends every process that was started with this variable in its environment: the dynamic host of a
 * killed CLI lives on in a process group of its own, so neither group nor parent finds it.
 */
export function endProcessesWith(name: string, value: string): void {
  // More than once: a process may start another between the look and the signal.
  for (let look = 0; look < LOOKS; look += 1) {
    const pids = processesWith(name, value);
    if (pids.length === 0) {
      return;
    }
    pids.forEach(end);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BETWEEN_LOOKS_MS);
  }
}
