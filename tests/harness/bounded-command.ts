import { spawn, type ChildProcess } from "node:child_process";

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams in the order of arrival, as a person would see them. */
  readonly text: string;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Ends the command's process group with SIGKILL as soon as it resolves. */
  readonly killWhen?: Promise<unknown> | undefined;
  /** Sends SIGINT to the command's process group as soon as it resolves. */
  readonly interruptWhen?: Promise<unknown> | undefined;
  /** How many times. @default 1 */
  readonly interruptCount?: number;
}

/** From one Ctrl-C to the next; two at once would count as one. */
const INTERRUPT_PAUSE_MS = 300;

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Runs a command without stdin in its own process group, which is ended when the time is up. */
export function runBounded(
  command: string,
  args: readonly string[],
  { cwd, env, timeoutMs, killWhen, interruptWhen, interruptCount = 1 }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const collected = { stdout: "", stderr: "", text: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (chunk: string) => {
        collected[stream] += chunk;
        collected.text += chunk;
      });
    }
    let isTimedOut = false;
    const endGroup = () => {
      if (child.pid !== undefined && !hasEnded(child)) {
        process.kill(-child.pid, "SIGKILL");
      }
      // A plugin in a group of its own may hold the pipes open for ever.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(() => {
      isTimedOut = true;
      endGroup();
    }, timeoutMs);
    killWhen?.then(endGroup, reject);
    const interrupt = (leftCount: number) => {
      if (leftCount > 0 && child.pid !== undefined && !hasEnded(child)) {
        process.kill(-child.pid, "SIGINT");
        setTimeout(() => interrupt(leftCount - 1), INTERRUPT_PAUSE_MS);
      }
    };
    interruptWhen?.then(() => interrupt(interruptCount), reject);
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (isTimedOut) {
        const line = [command, ...args].join(" ");
        reject(new Error(`${line} did not end within ${timeoutMs / 1000} s:\n${collected.text}`));
      } else {
        resolve({ exitCode: code ?? (signal === "SIGKILL" ? 137 : 1), ...collected });
      }
    });
  });
}
