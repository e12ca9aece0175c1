// @ts-check
"use strict";

const { spawn } = require("node:child_process");
const { randomUUID } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { endProcessesWith } = require("./leftovers");
const { findPulumi } = require("./pulumi-cli");
const { ensureBuild, ensureDependencies, root } = require("./setup");
const { runTool } = require("./step");

// Every process of the run inherits it, so that whatever is left over can be found.
const RUN_VARIABLE = "PULUMI_DATAWORKS_TEST_RUN";
// Not in .mocharc.json: there it would be added to the files that somebody names.
const ALL_TESTS = "tests/**/*.test.ts";

/**
 * A file, a folder or a pattern; anything else is an option of mocha or its value.
 * @param {string} arg
 */
function namesTests(arg) {
  return arg.endsWith(".ts") || fs.existsSync(path.join(root, arg));
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} additions
 * @returns {Promise<number>} Mocha's exit code.
 */
function runMocha(args, additions) {
  return new Promise((resolve, reject) => {
    const mocha = spawn(
      process.execPath,
      [
        path.join(root, "node_modules", "mocha", "bin", "mocha.js"),
        "--reporter",
        path.join(__dirname, "mocha-reporter.js"),
        ...(process.env["CI"] ? ["--forbid-only"] : []),
        ...args,
        ...(args.some(namesTests) ? [] : [ALL_TESTS]),
      ],
      { cwd: root, env: { ...process.env, ...additions }, stdio: ["ignore", "inherit", "inherit"] },
    );
    mocha.on("error", reject);
    mocha.on("exit", (code) => resolve(code ?? 1));
  });
}

/**
 * @param {string} file
 * @param {number} exitCode
 * @returns {{ passed: number, failed: number }}
 */
function readCounts(file, exitCode) {
  const counts = fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, "utf8"))
    : { passed: 0, failed: 0 };
  // A run that broke outside a test (a file that does not load, no test at all) failed once.
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

// For suites without the real engine: they need not wait until a CLI is found or built.
const WITHOUT_PULUMI = "--without-pulumi";

/** @param {readonly string[]} given */
async function runTests(given) {
  await ensureDependencies();
  await ensureBuild();
  const args = given.filter((arg) => arg !== WITHOUT_PULUMI);
  const cli = given.includes(WITHOUT_PULUMI) ? undefined : (await findPulumi()).path;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-dataworks-test-"));
  const countsFile = path.join(folder, "counts.json");
  const run = randomUUID();
  const endLeftovers = () => endProcessesWith(RUN_VARIABLE, run);
  process.once("exit", endLeftovers);
  try {
    const exitCode = await runMocha(args, {
      ...(cli !== undefined && { PULUMI_DATAWORKS_TEST_CLI: cli }),
      PULUMI_DATAWORKS_TEST_COUNTS: countsFile,
      [RUN_VARIABLE]: run,
    });
    endLeftovers();
    const { passed, failed } = readCounts(countsFile, exitCode);
    console.log(`${passed} passed, ${failed} failed`);
    return exitCode !== 0 || failed > 0 ? 1 : 0;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

runTool(() => runTests(process.argv.slice(2)));
