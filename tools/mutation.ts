import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isInstalled, root } from "./bootstrap";
import { showCommand } from "./run-command";
import { runStep, StepError } from "./step";

const FOLDER = join(root, "tools", "mutation");
const SURVIVORS = join(FOLDER, "survivors.json");
const REPORT = join(root, ".tmp", "mutation", "report.json"); // As in stryker.config.json.
const INSTALL_TIMEOUT_MS = 600_000;
const SHOWN_LENGTH = 100;

interface Place {
  readonly line: number; // From 1.
  readonly column: number; // From 1.
}

interface Mutant {
  readonly status: string;
  readonly replacement: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

/** @see https://github.com/stryker-mutator/mutation-testing-elements/tree/master/packages/report-schema */
interface Report {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>
  >;
}

/** A mutant that no test finds. */
interface Survivor {
  readonly file: string;
  /** The text of its first line: a line number would change with every edit above it. */
  readonly line: string;
  /** `original → replacement` */
  readonly mutant: string;
}

interface AcceptedSurvivor extends Survivor {
  /** Why it does not change the behaviour. */
  readonly reason: string;
}

const KILLED: ReadonlySet<string> = new Set(["Killed", "Timeout"]);
const SURVIVED: ReadonlySet<string> = new Set(["Survived", "NoCoverage"]);

/** In one line; the middle of a long text is omitted. */
function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= SHOWN_LENGTH
    ? line
    : `${line.slice(0, SHOWN_LENGTH / 2)} … ${line.slice(-SHOWN_LENGTH / 2)}`;
}

function originalOf(lines: readonly string[], { start, end }: Mutant["location"]): string {
  const touched = lines.slice(start.line - 1, end.line);
  const last = touched.pop() ?? "";
  return [...touched, last.slice(0, end.column - 1)].join("\n").slice(start.column - 1);
}

function survivorsOf(file: string, source: string, mutants: readonly Mutant[]): Survivor[] {
  const lines = source.split("\n");
  return mutants
    .filter(({ status }) => SURVIVED.has(status))
    .map(({ location, replacement }) => ({
      file,
      line: (lines[location.start.line - 1] ?? "").trim(),
      mutant: `${shorten(originalOf(lines, location))} → ${shorten(replacement)}`,
    }));
}

const textOf = ({ file, line, mutant }: Survivor): string =>
  `  ${file}\n    ${line}\n    ${mutant}`;

function printAll(title: string, survivors: readonly Survivor[]): void {
  if (survivors.length > 0) {
    console.log([title, ...survivors.map(textOf)].join("\n"));
  }
}

function printScores({ files }: Report): void {
  const width = Math.max(...Object.keys(files).map((file) => file.length));
  for (const [file, { mutants }] of Object.entries(files)) {
    const killed = mutants.filter(({ status }) => KILLED.has(status)).length;
    const survived = mutants.filter(({ status }) => SURVIVED.has(status)).length;
    const all = killed + survived;
    const score = all === 0 ? "-" : ((100 * killed) / all).toFixed(1);
    console.log(
      `${file.padEnd(width)}  ${score.padStart(5)} %  ${killed} of ${all} mutants killed`,
    );
  }
}

/** Compares the survivors with the accepted ones; returns the exit code. */
function compareSurvivors({ files }: Report, isDefault: boolean): number {
  const found = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    survivorsOf(file, source, mutants),
  );
  const accepted = JSON.parse(readFileSync(SURVIVORS, "utf8")) as readonly AcceptedSurvivor[];
  const acceptedTexts = new Set(accepted.map(textOf));
  const foundTexts = new Set(found.map(textOf));
  const unlisted = found.filter((survivor) => !acceptedTexts.has(textOf(survivor)));
  const stale = accepted.filter(
    (survivor) => (isDefault || survivor.file in files) && !foundTexts.has(textOf(survivor)),
  );
  printAll("These mutants survived; kill them by a test, or list them with a reason:", unlisted);
  printAll("These are listed in tools/mutation/survivors.json, but did not survive:", stale);
  console.log(
    `${unlisted.length} unlisted survivors, ${found.length - unlisted.length} listed ones; ` +
      "every mutant: .tmp/mutation/report.html",
  );
  return unlisted.length + stale.length === 0 ? 0 : 1;
}

/** The files that hold the promise. */
function defaultFiles(): readonly string[] {
  const removal = "provider/lifecycle/removal";
  return [
    "provider/lifecycle/remove.ts",
    ...readdirSync(join(root, removal)).map((name) => `${removal}/${name}`),
    ...["existence", "create-once", "adopt", "ownership", "recorded-name"].map(
      (name) => `provider/lifecycle/identity/${name}.ts`,
    ),
    "provider/api/success.ts",
    "provider/api/retry.ts",
  ];
}

/** Stryker passes over a file that is not there. */
function requireFiles(files: readonly string[]): void {
  const missing = files.filter((file) => !existsSync(join(root, file)));
  if (missing.length > 0) {
    throw new StepError(`There is no ${missing.join(", ")}.`, "", "Name files from the root on.");
  }
}

async function installStryker(): Promise<void> {
  if (!isInstalled(FOLDER)) {
    console.error("Installing the mutation tester …");
    await runStep("npm", ["ci", "--include=dev", "--no-progress"], {
      cwd: FOLDER,
      timeoutMs: INSTALL_TIMEOUT_MS,
      remedy: "Run `npm ci` in tools/mutation; it needs a reachable package registry.",
    });
  }
}

/** Applies all of Stryker's mutations to the files, and shows those that no unit test detects. */
export async function main(): Promise<number> {
  const { values } = parseArgs({ options: { file: { type: "string", multiple: true } } });
  const files = values.file ?? defaultFiles();
  requireFiles(files);
  await installStryker();
  rmSync(REPORT, { force: true });
  const stryker = join(FOLDER, "node_modules", "@stryker-mutator", "core", "bin", "stryker.js");
  const exitCode = await showCommand(
    process.execPath,
    [stryker, "run", join(FOLDER, "stryker.config.json"), "--mutate", files.join(",")],
    { cwd: root },
  );
  if (exitCode !== 0) {
    return exitCode;
  }
  const report = JSON.parse(readFileSync(REPORT, "utf8")) as Report;
  printScores(report);
  return compareSurvivors(report, values.file === undefined);
}
