import { spawn } from "node:child_process";

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
}

/** Runs a command without stdin in its own process group, which is ended when the time is up. */
export function runBounded(
  command: string,
  args: readonly string[],
  { cwd, env, timeoutMs, killWhen }: CommandOptions,
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
      if (child.pid !== undefined && child.exitCode === null) {
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
