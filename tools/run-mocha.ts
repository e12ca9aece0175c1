import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./bootstrap";
import { showCommand } from "./run-command";

export interface Suite {
  /** Patterns; used where no file is given. Not in .mocharc.json, which would add them to given files. */
  readonly files: readonly string[];
  /** Arguments of mocha; files among them replace `files`. */
  readonly args: readonly string[];
  /** Options of mocha that precede `args`. */
  readonly options?: readonly string[];
  /** Additional options where no files are given. */
  readonly optionsForAll?: readonly string[];
  /** Whether to print the coverage of all files together, and to fail below the floor of .c8rc.json. @default false */
  readonly showsCoverage?: boolean;
  /** A file of this folder; it must extend the counting reporter. */
  readonly reporter?: string;
  /** In addition to this process's environment. */
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

/** Returns mocha's exit code, or that of c8 where the coverage is below its floor. */
function startMocha(suite: Suite, countsFile: string): Promise<number> {
  const { files, args, options = [], optionsForAll = [], showsCoverage = false } = suite;
  const isAll = !args.some(namesTests);
  const program = (name: string, file: string) => join(root, "node_modules", name, "bin", file);
  return showCommand(
    process.execPath,
    [
      ...(isAll && showsCoverage ? [program("c8", "c8.js"), process.execPath] : []),
      program("mocha", "mocha.js"),
      "--reporter",
      join(__dirname, suite.reporter ?? "mocha-reporter.ts"),
      ...(process.env["CI"] ? ["--forbid-only"] : []),
      ...options,
      ...args,
      ...(isAll ? [...optionsForAll, ...files] : []),
    ],
    {
      cwd: root,
      env: { ...process.env, ...suite.environment, PULUMI_DATAWORKS_TEST_COUNTS: countsFile },
    },
  );
}

function readCounts(file: string, exitCode: number): Counts {
  const counts = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as Counts)
    : { passed: 0, failed: 0 };
  // A failure outside a test (a file that does not load, no tests at all) counts as one.
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Runs the tests and finally prints how many passed and failed; returns 0 or 1. */
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
