// @ts-check
"use strict";

const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { ensureDependencies, root } = require("./setup");
const { runTool } = require("./step");

const CONTRACT_TESTS = "tests/contract/**/*.test.ts";

/**
 * Neither the provider nor the Pulumi CLI takes part, so nothing is built or looked for.
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
        path.join(__dirname, "contract-reporter.js"),
        ...(process.env["REMOTE"] === "1" ? ["--timeout", "1800000"] : []), // the service takes its time
        ...args,
        ...(args.some((arg) => fs.existsSync(path.join(root, arg))) ? [] : [CONTRACT_TESTS]),
      ],
      { cwd: root, env: { ...process.env, ...additions }, stdio: ["ignore", "inherit", "inherit"] },
    );
    mocha.on("error", reject);
    mocha.on("exit", (code) => resolve(code ?? 1));
  });
}

/** @param {readonly string[]} args */
async function runContract(args) {
  await ensureDependencies();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-dataworks-contract-"));
  const countsFile = path.join(folder, "counts.json");
  try {
    const exitCode = await runMocha(args, { PULUMI_DATAWORKS_TEST_COUNTS: countsFile });
    const { passed, failed } = fs.existsSync(countsFile)
      ? JSON.parse(fs.readFileSync(countsFile, "utf8"))
      : { passed: 0, failed: 1 }; // it broke before any test
    console.log(`${passed} passed, ${failed} failed`);
    return exitCode !== 0 || failed > 0 ? 1 : 0;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

runTool(() => runContract(process.argv.slice(2)));
