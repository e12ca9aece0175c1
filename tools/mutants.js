// @ts-check
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { runCommand } = require("./run-command");
const { root } = require("./setup");
const { runTool } = require("./step");

const PATCHES = path.join(root, "tests", "mutants");
const COPIES = path.join(root, ".tmp", "mutants");
const COPIED = ["provider", "emulator", "tests", "tools", "package.json", "tsconfig.json"];
const RUNS = 2_000;
const SEED = 1;
const TIMEOUT_MS = 600_000;

/**
 * A copy of the checkout with one deliberate defect.
 * @param {string} name
 * @returns {Promise<string>} Its folder.
 */
async function makeMutant(name) {
  const folder = path.join(COPIES, name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  for (const part of COPIED) {
    fs.cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  }
  fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const patch = path.join(PATCHES, `${name}.patch`);
  const directory = `--directory=${path.relative(root, folder)}`;
  const { exitCode, output } = await runCommand("git", ["apply", directory, patch], {
    cwd: root,
    timeoutMs: TIMEOUT_MS,
  });
  if (exitCode !== 0) {
    throw new Error(`${name}.patch no longer applies:\n${output}`);
  }
  return folder;
}

/**
 * @param {string} name
 * @returns {Promise<{ name: string, caught: boolean, text: string }>}
 */
async function tryMutant(name) {
  const folder = await makeMutant(name);
  const args = ["tools/torture.js", "--runs", String(RUNS), "--seed", String(SEED), "--first"];
  const { output } = await runCommand(process.execPath, args, {
    cwd: folder,
    timeoutMs: TIMEOUT_MS,
  });
  fs.rmSync(folder, { recursive: true, force: true });
  const after = /^a violation after (\d+) runs/m.exec(output)?.[1];
  const invariant = /^(\w+): /m.exec(output.slice(output.indexOf("\n{")))?.[1];
  return after === undefined || invariant === undefined
    ? { name, caught: false, text: `not caught in ${RUNS} runs` }
    : { name, caught: true, text: `caught after ${after} runs by ${invariant}` };
}

/** @returns {Promise<number>} The exit code. */
async function runMutants() {
  const names = fs
    .readdirSync(PATCHES)
    // The redactions have a suite of their own.
    .filter((file) => file.endsWith(".patch") && !file.startsWith("redaction-"))
    .map((file) => path.basename(file, ".patch"));
  const width = Math.max(...names.map((name) => name.length));
  let missed = 0;
  for (const name of names) {
    const { caught, text } = await tryMutant(name);
    missed += caught ? 0 : 1;
    console.log(`${name.padEnd(width)}  ${text}`);
  }
  console.log(`${names.length - missed} of ${names.length} mutants caught (seed ${SEED})`);
  return missed === 0 ? 0 : 1;
}

runTool(runMutants);
