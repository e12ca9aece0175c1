import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./bootstrap";
import { ensureBuild } from "./build";
import { runCommand } from "./run-command";

const CODE_FOLDERS = ["provider", "emulator", "examples", "tests", "tools"];
// Listed individually: combined with a pattern, oxfmt skips folders.
const ROOT_FILES = readdirSync(root).filter((name) => /\.(json|md|ya?ml)$/.test(name));
const CHECK_TIMEOUT_MS = 300_000;

/** Name, program in node_modules/.bin or one of our tools, arguments. */
const CHECKS: readonly (readonly [string, string, readonly string[]])[] = [
  ["types", "tsc", ["--noEmit"]],
  ["lint", "oxlint", ["--deny-warnings", "--report-unused-disable-directives", ...CODE_FOLDERS]],
  ["format", "oxfmt", ["--check", ...CODE_FOLDERS, "docs", ".github", ...ROOT_FILES]],
  ["dead code", "knip", []],
  ["package", "publint", ["--strict"]],
  ["states", "tools/states", ["--check"]],
  // node10 does not support the exports field; every TypeScript version that the SDK supports has a newer resolution.
  ["package types", "attw", ["--pack", ".", "--profile", "node16", "--no-definitely-typed"]],
];

function commandOf(program: string): readonly [string, ...string[]] {
  return program.startsWith("tools/")
    ? [process.execPath, join(__dirname, "bootstrap.js"), program.slice("tools/".length)]
    : [join(root, "node_modules", ".bin", program)];
}

/** Runs all checks and prints one line for each, and the output of those that fail. */
export async function main(): Promise<number> {
  await ensureBuild();
  let failedCount = 0;
  for (const [name, program, args] of CHECKS) {
    const [command, ...first] = commandOf(program);
    const { exitCode, output } = await runCommand(command, [...first, ...args], {
      cwd: root,
      timeoutMs: CHECK_TIMEOUT_MS,
      env: { ...process.env, NO_COLOR: "1" },
    });
    console.log(`${exitCode === 0 ? "ok    " : "failed"} ${name} (${program})`);
    if (exitCode !== 0) {
      failedCount += 1;
      console.log(output.trimEnd());
    }
  }
  return failedCount === 0 ? 0 : 1;
}
