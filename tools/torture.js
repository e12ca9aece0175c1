// @ts-check
"use strict";

const { randomInt } = require("node:crypto");
const { parseArgs } = require("node:util");
const { runTool } = require("./step");

require("ts-node").register();
/** @type {typeof import("../tests/model/torture")} */
const { tallyText, torture } = require("../tests/model/torture");

const DEFAULT_RUNS = 20_000;

/** @returns {{ runs: number, seed: number }} */
function readOptions() {
  const { values } = parseArgs({ options: { runs: { type: "string" }, seed: { type: "string" } } });
  return {
    runs: Number(values.runs ?? DEFAULT_RUNS),
    // Seeds of fast-check are 32-bit integers.
    seed: Number(values.seed ?? randomInt(2 ** 31)),
  };
}

/**
 * Plays random runs of the model on the fast driver.
 * @returns {Promise<number>} The exit code.
 */
async function runTorture() {
  const { runs, seed } = readOptions();
  console.log(`seed ${seed}`);
  const { tally, failure } = await torture({ runs, seed });
  if (failure === undefined) {
    console.log(
      `${tallyText(tally)}: 0 violations; again: npm run torture -- --runs ${runs} --seed ${seed}`,
    );
    return 0;
  }
  console.log(`a violation after ${failure.runsBefore} runs; the smallest scenario that shows it:`);
  console.log(JSON.stringify(failure.scenario));
  console.log(failure.violation instanceof Error ? failure.violation.message : failure.violation);
  return 1;
}

runTool(runTorture);
