import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./bootstrap";
import { showCommand } from "./run-command";

export interface Suite {
  /** A pattern; runs where no file is named. Not in .mocharc.json: there it would be added to the files that somebody names. */
  readonly files: string;
  /** Of mocha; files among them are run instead. */
  readonly args: readonly string[];
  /** A file of this folder; it has to count. */
  readonly reporter?: string;
  /** In addition to this process's. */
  readonly environment?: NodeJS.ProcessEnv;
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** A file, a folder or a pattern; anything else is an option of mocha or its value. */
function namesTests(arg: string): boolean {
  return arg.endsWith(".ts") || existsSync(join(root, arg));
}

/** Gives mocha's exit code. */
function startMocha(
  { files, args, reporter = "mocha-reporter.ts", environment }: Suite,
  countsFile: string,
): Promise<number> {
  return showCommand(
    process.execPath,
    [
      join(root, "node_modules", "mocha", "bin", "mocha.js"),
      "--reporter",
      join(__dirname, reporter),
      ...(process.env["CI"] ? ["--forbid-only"] : []),
      ...args,
      ...(args.some(namesTests) ? [] : [files]),
    ],
    {
      cwd: root,
      env: { ...process.env, ...environment, PULUMI_DATAWORKS_TEST_COUNTS: countsFile },
    },
  );
}

function readCounts(file: string, exitCode: number): Counts {
  const counts = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as Counts)
    : { passed: 0, failed: 0 };
  // A run that broke outside a test (a file that does not load, no test at all) failed once.
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Runs the tests and says last how many passed and failed; gives 0 or 1. */
export async function runMocha(suite: Suite): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-dataworks-test-"));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeFolder);
  const countsFile = join(folder, "counts.json");
  const exitCode = await startMocha(suite, countsFile);
  const { passed, failed } = readCounts(countsFile, exitCode);
  console.log(`${passed} passed, ${failed} failed`);
  return exitCode !== 0 || failed > 0 ? 1 : 0;
}
