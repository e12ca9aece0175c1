// @ts-check
"use strict";

const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { root } = require("./setup");

/**
 * @typedef {object} Suite
 * @property {string} files A pattern; runs where no file is named. Not in .mocharc.json: there it would be added to the files that somebody names.
 * @property {readonly string[]} args Of mocha; files among them are run instead.
 * @property {string} [reporter] A file of this folder; it has to count.
 * @property {NodeJS.ProcessEnv} [environment] In addition to this process's.
 */

/**
 * A file, a folder or a pattern; anything else is an option of mocha or its value.
 * @param {string} arg
 */
function namesTests(arg) {
  return arg.endsWith(".ts") || fs.existsSync(path.join(root, arg));
}

/**
 * @param {Suite} suite
 * @param {string} countsFile
 * @returns {Promise<number>} Mocha's exit code.
 */
function spawnMocha({ files, args, reporter = "mocha-reporter.js", environment }, countsFile) {
  return new Promise((resolve, reject) => {
    const mocha = spawn(
      process.execPath,
      [
        path.join(root, "node_modules", "mocha", "bin", "mocha.js"),
        "--reporter",
        path.join(__dirname, reporter),
        ...(process.env["CI"] ? ["--forbid-only"] : []),
        ...args,
        ...(args.some(namesTests) ? [] : [files]),
      ],
      {
        cwd: root,
        env: { ...process.env, ...environment, PULUMI_DATAWORKS_TEST_COUNTS: countsFile },
        stdio: ["ignore", "inherit", "inherit"],
      },
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

/**
 * Runs the tests and says last how many passed and failed.
 * @param {Suite} suite
 * @param {() => void} [afterTests]
 * @returns {Promise<number>} 0 or 1.
 */
async function runMocha(suite, afterTests) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-dataworks-test-"));
  const countsFile = path.join(folder, "counts.json");
  try {
    const exitCode = await spawnMocha(suite, countsFile);
    afterTests?.();
    const { passed, failed } = readCounts(countsFile, exitCode);
    console.log(`${passed} passed, ${failed} failed`);
    return exitCode !== 0 || failed > 0 ? 1 : 0;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { runMocha };
