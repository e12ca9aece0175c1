// @ts-check
"use strict";

const { randomInt } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { parseArgs } = require("node:util");
const { findPulumi } = require("./pulumi-cli");
const { ensureBuild, ensureDependencies, root } = require("./setup");
const { runTool } = require("./step");

require("ts-node").register();
const { playReal, realisticScenarios } = require("../tests/model/real-run");
const { createTally, tallyText } = require("../tests/model/tally");
const { playFast, torture } = require("../tests/model/torture");

const DEFAULT_RUNS = 20_000;
const RECORDINGS = path.join(root, "tests", "model", "recordings");

/** @typedef {{ runs: number, seed: number, first: boolean, real: boolean, record: boolean, scenario: string | undefined }} Options */

/** @returns {Options} */
function readOptions() {
  const { values } = parseArgs({
    options: {
      runs: { type: "string" },
      seed: { type: "string" },
      first: { type: "boolean" },
      real: { type: "boolean" },
      record: { type: "boolean" },
      // JSON as a violation prints it, or a file with it.
      scenario: { type: "string" },
    },
  });
  return {
    runs: Number(values.runs ?? DEFAULT_RUNS),
    // Seeds of fast-check are 32-bit integers.
    seed: Number(values.seed ?? randomInt(2 ** 31)),
    first: values.first === true,
    real: values.real === true || values.record === true,
    record: values.record === true,
    scenario: values.scenario,
  };
}

/** @param {unknown} violation */
function messageOf(violation) {
  return violation instanceof Error ? violation.message : String(violation);
}

/** Prepares what the real engine needs. */
async function findEngine() {
  await ensureDependencies();
  await ensureBuild();
  process.env["PULUMI_DATAWORKS_TEST_CLI"] = (await findPulumi()).path;
}

/**
 * Plays one scenario again, on the fast driver or on the real engine.
 * @param {Options & { scenario: string }} options
 * @returns {Promise<number>} The exit code.
 */
async function runAgain({ scenario: given, real }) {
  const text = given.startsWith("{") ? given : fs.readFileSync(given, "utf8");
  const scenario = JSON.parse(text);
  const tally = createTally();
  try {
    if (real) {
      await findEngine();
      await playReal(scenario, tally);
    } else {
      await playFast(scenario, tally);
    }
  } catch (violation) {
    console.log(messageOf(violation));
    return 1;
  }
  console.log(`${tallyText(tally)}: 0 violations`);
  return 0;
}

/**
 * Plays random runs of the model on the fast driver.
 * @param {Options} options
 * @returns {Promise<number>} The exit code.
 */
async function runFast({ runs, seed, first }) {
  const { tally, failure } = await torture({ runs, seed, isFirstEnough: first });
  if (failure === undefined) {
    console.log(`${tallyText(tally)}: 0 violations`);
    console.log(`the same again: npm run torture -- --runs ${runs} --seed ${seed}`);
    return 0;
  }
  console.log(`a violation after ${failure.runsBefore} runs, shown by this scenario:`);
  console.log(JSON.stringify(failure.scenario));
  console.log(messageOf(failure.violation));
  return 1;
}

/**
 * Plays them on the real engine, and writes down what it did where that is asked for.
 * @param {Options} options
 * @returns {Promise<number>} The exit code.
 */
async function runReal({ runs, seed, record }) {
  await findEngine();
  const tally = createTally();
  let violations = 0;
  for (const [index, scenario] of realisticScenarios(seed, runs).entries()) {
    try {
      const trace = await playReal(scenario, tally);
      if (record) {
        fs.mkdirSync(RECORDINGS, { recursive: true });
        fs.appendFileSync(
          path.join(RECORDINGS, `${seed}.jsonl`),
          `${JSON.stringify({ scenario, trace })}\n`,
        );
      }
      console.log(`run ${index + 1} of ${runs}: ok`);
    } catch (error) {
      violations += 1;
      console.log(`run ${index + 1} of ${runs}: a violation\n${JSON.stringify(scenario)}`);
      console.log(messageOf(error));
    }
  }
  console.log(`${tallyText(tally)}: ${violations} violations, on the real engine`);
  return violations === 0 ? 0 : 1;
}

runTool(() => {
  const options = readOptions();
  if (options.scenario !== undefined) {
    return runAgain({ ...options, scenario: options.scenario });
  }
  console.log(`seed ${options.seed}`);
  return options.real ? runReal(options) : runFast(options);
});
