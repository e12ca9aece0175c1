import { join } from "node:path";
import { root } from "./bootstrap";
import { ensureBuild } from "./build";
import { runMocha } from "./run-mocha";

/** Folders whose tests start no process and take milliseconds. */
const FOLDERS = ["bad-input", "docs", "layers", "quirks", "states", "tools", "unit"];
const TIME_LIMIT_MS = 2_000;

export async function main(): Promise<number> {
  await ensureBuild();
  return runMocha({
    files: FOLDERS.map((folder) => `tests/${folder}/**/*.test.ts`),
    options: [
      // What a test leaves open is to be seen.
      "--no-exit",
      // Before the file after it, which is TypeScript; .mocharc.json comes later.
      "--require",
      "tsx/cjs",
      "--require",
      join(root, "tests/harness/open-handles.ts"),
      "--timeout",
      String(TIME_LIMIT_MS),
    ],
    args: process.argv.slice(2),
    showsCoverage: true,
  });
}
