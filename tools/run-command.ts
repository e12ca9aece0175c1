import { spawn } from "node:child_process";

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** @default no limit */
  readonly timeoutMs?: number;
}

export interface CommandResult {
  /** 127 when the command could not be started, 124 when it timed out. */
  readonly exitCode: number;
  /** stdout and stderr in the order of arrival. */
  readonly output: string;
}

const NOT_STARTED = 127;
export const TIMED_OUT = 124;

/** A function for each running command that ends it. */
const running = new Set<() => void>();

function endGroup(groupId: number | undefined): void {
  if (groupId === undefined) {
    return;
  }
  try {
    process.kill(-groupId, "SIGKILL");
  } catch {
    // The group has already ended.
  }
}

/** Runs a command in its own process group, without stdin, and collects what it prints. */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env = process.env, timeoutMs }: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const end = () => endGroup(child.pid);
    let output = "";
    let isTimedOut = false;
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            isTimedOut = true;
            end();
          }, timeoutMs);
    running.add(end);
    const finish = (exitCode: number) => {
      clearTimeout(timer);
      running.delete(end);
      resolve({ exitCode, output });
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.on("error", (error) => {
      output += error.message;
      finish(NOT_STARTED);
    });
    child.on("close", (code) => finish(isTimedOut ? TIMED_OUT : (code ?? 1)));
  });
}

/** Runs a command without stdin that prints to this tool's own stdout and stderr; returns its exit code. */
export function showCommand(
  command: string,
  args: readonly string[],
  { cwd, env = process.env, timeoutMs }: CommandOptions = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", "inherit", "inherit"],
      ...(timeoutMs !== undefined && { timeout: timeoutMs }),
    });
    const end = () => void child.kill("SIGKILL");
    running.add(end);
    child.once("error", reject);
    child.once("exit", (code) => {
      running.delete(end);
      resolve(code ?? 1);
    });
  });
}

/** Ends what is still running when this tool ends. */
export function endRunningCommands(): void {
  for (const end of running) {
    end();
  }
}
