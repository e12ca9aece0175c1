// @ts-check
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { runCommand } = require("./run-command");
const { ensureBuild, ensureDependencies, root } = require("./setup");
const { runTool } = require("./step");

const CODE_FOLDERS = ["provider", "emulator", "examples", "tests", "tools"];
// Named one by one: beside a pattern oxfmt passes over folders.
const ROOT_FILES = fs.readdirSync(root).filter((name) => /\.(json|md|ya?ml)$/.test(name));
const CHECK_TIMEOUT_MS = 300_000;

/**
 * Name, program in node_modules/.bin or a tool of ours, arguments.
 * @type {readonly (readonly [string, string, readonly string[]])[]}
 */
const CHECKS = [
  ["types", "tsc", ["--noEmit"]],
  ["lint", "oxlint", ["--deny-warnings", "--report-unused-disable-directives", ...CODE_FOLDERS]],
  ["format", "oxfmt", ["--check", ...CODE_FOLDERS, "docs", ...ROOT_FILES]],
  ["dead code", "knip", []],
  ["package", "publint", ["--strict"]],
  // node10 knows no exports field; every TypeScript that the SDK supports can do better.
  ["states", "tools/states.js", ["--check"]],
  ["package types", "attw", ["--pack", ".", "--profile", "node16", "--no-definitely-typed"]],
];

/**
 * Runs all checks, each with one line of result and the output of those that fail.
 * @returns {Promise<number>} The exit code.
 */
async function runChecks() {
  await ensureDependencies();
  await ensureBuild();
  let failedCount = 0;
  for (const [name, program, args] of CHECKS) {
    const [command, ...first] = program.endsWith(".js")
      ? [process.execPath, path.join(root, program)]
      : [path.join(root, "node_modules", ".bin", program)];
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

runTool(runChecks);
