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
      // So that open handles are noticed.
      "--no-exit",
      // Must precede the TypeScript file below; .mocharc.json is applied later.
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
