// @ts-check
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { runCommand } = require("./run-command");
const { root } = require("./setup");
const { runTool } = require("./step");

require("ts-node").register();
const { MODEL_MUTANTS } = require("../tests/mutants/model-mutants");
const { mutate } = require("../tests/mutants/mutant");

const COPIES = path.join(root, ".tmp", "mutants");
const COPIED = ["provider", "emulator", "tests", "tools", "package.json", "tsconfig.json"];
const RUNS = 2_000;
const SEED = 1;
const TIMEOUT_MS = 600_000;

/** @typedef {import("../tests/mutants/mutant").Mutant} Mutant */

/**
 * A copy of the checkout.
 * @param {string} name
 * @returns {string} Its folder.
 */
function copyCheckout(name) {
  const folder = path.join(COPIES, name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  for (const part of COPIED) {
    fs.cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  }
  fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

/**
 * Plays the model in a copy of the checkout, and takes the copy away.
 * @param {string} folder
 * @returns {Promise<{ exitCode: number, output: string }>}
 */
async function playModel(folder) {
  const args = ["tools/torture.js", "--runs", String(RUNS), "--seed", String(SEED), "--first"];
  const result = await runCommand(process.execPath, args, { cwd: folder, timeoutMs: TIMEOUT_MS });
  fs.rmSync(folder, { recursive: true, force: true });
  return result;
}

/** A model that finds fault with the provider itself finds every mutant. */
async function requireSoundProvider() {
  const { exitCode, output } = await playModel(copyCheckout("none"));
  if (exitCode !== 0) {
    throw new Error(`The model finds fault with the provider as it is:\n${output}`);
  }
  console.log(`without a mutant: ${RUNS} runs, 0 violations`);
}

/**
 * @param {Mutant} mutant
 * @returns {Promise<{ isCaught: boolean, text: string }>}
 */
async function tryMutant(mutant) {
  const folder = copyCheckout(mutant.name);
  mutate(folder, mutant);
  const { output } = await playModel(folder);
  const after = /^a violation after (\d+) runs/m.exec(output)?.[1];
  const invariant = /^(\w+): /m.exec(output.slice(output.indexOf("\n{")))?.[1];
  return after === undefined || invariant === undefined
    ? { isCaught: false, text: `not caught in ${RUNS} runs` }
    : { isCaught: true, text: `caught after ${after} runs by ${invariant}` };
}

/**
 * @param {readonly string[]} names Of the mutants to try; none: all.
 * @returns {Promise<number>} The exit code.
 */
async function runMutants(names) {
  const all = /** @type {readonly Mutant[]} */ (MODEL_MUTANTS);
  const unknown = names.filter((name) => !all.some((mutant) => mutant.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `No mutant is called ${unknown.join(", ")}; there are ${all.map(({ name }) => name).join(", ")}.`,
    );
  }
  const tried = all.filter(({ name }) => names.length === 0 || names.includes(name));
  const width = Math.max(...tried.map(({ name }) => name.length));
  await requireSoundProvider();
  let missed = 0;
  for (const mutant of tried) {
    const { isCaught, text } = await tryMutant(mutant);
    missed += isCaught ? 0 : 1;
    console.log(`${mutant.name.padEnd(width)}  ${text}`);
  }
  console.log(`${tried.length - missed} of ${tried.length} mutants caught (seed ${SEED})`);
  return missed === 0 ? 0 : 1;
}

runTool(() => runMutants(process.argv.slice(2)));
