import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endProcessesWith, processesWith, RUN_VARIABLE } from "../../tools/leftovers";

const CHECKOUT = resolve(__dirname, "../..");
const POLL_MS = 50;
const END_WITHIN_MS = 5_000;

export const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/** Whether processes can be found by their environment. */
export const canLook = existsSync("/proc/self/environ");

export interface NpmScript {
  /** What it printed on stdout. */
  stdout(): string;
  /** The command lines of all its processes, npm's first. */
  commandLines(): readonly string[];
  /** Waits until it is so. */
  until(what: string, isSo: () => boolean, withinMs: number): Promise<void>;
  /** Sends the signal to npm alone, and waits until all has ended. */
  endBy(signal: NodeJS.Signals): Promise<void>;
  /** Ends what the test left. */
  dispose(): void;
}

function commandLine(pid: number): string[] {
  try {
    return [readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim()];
  } catch {
    return []; // It has ended meanwhile.
  }
}

/** Starts `npm` with these arguments in the checkout. */
export function startNpm(args: readonly string[]): NpmScript {
  const outer = process.env[RUN_VARIABLE];
  const run = [...(outer === undefined ? [] : [outer]), randomUUID()].join("/");
  const npm = spawn("npm", args, {
    cwd: CHECKOUT,
    env: { ...process.env, [RUN_VARIABLE]: run },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  npm.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  npm.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const commandLines = () => processesWith(RUN_VARIABLE, run).flatMap(commandLine);

  async function until(what: string, isSo: () => boolean, withinMs: number): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (!isSo()) {
      const seen = [`npm ${args.join(" ")}: not ${what}`, ...commandLines(), stdout, stderr];
      assert.ok(Date.now() < deadline, seen.join("\n"));
      await sleep(POLL_MS);
    }
  }

  return {
    stdout: () => stdout,
    commandLines,
    until,
    async endBy(signal) {
      npm.kill(signal);
      await until("without processes", () => commandLines().length === 0, END_WITHIN_MS);
    },
    dispose: () => endProcessesWith(RUN_VARIABLE, run),
  };
}
