// @ts-check
"use strict";

const { randomUUID } = require("node:crypto");
const { endProcessesWith } = require("./leftovers");
const { findPulumi } = require("./pulumi-cli");
const { runMocha } = require("./run-mocha");
const { ensureBuild, ensureDependencies } = require("./setup");
const { runTool } = require("./step");

// Every process of the run inherits it, so that whatever is left over can be found.
const RUN_VARIABLE = "PULUMI_DATAWORKS_TEST_RUN";

// For suites without the real engine: they need not wait until a CLI is found or built.
const WITHOUT_PULUMI = "--without-pulumi";

/** @param {readonly string[]} given */
async function runTests(given) {
  await ensureDependencies();
  await ensureBuild();
  const args = given.filter((arg) => arg !== WITHOUT_PULUMI);
  const cli = given.includes(WITHOUT_PULUMI) ? undefined : (await findPulumi()).path;
  const run = randomUUID();
  const endLeftovers = () => endProcessesWith(RUN_VARIABLE, run);
  process.once("exit", endLeftovers);
  const environment = {
    ...(cli !== undefined && { PULUMI_DATAWORKS_TEST_CLI: cli }),
    [RUN_VARIABLE]: run,
  };
  return runMocha({ files: "tests/**/*.test.ts", args, environment }, endLeftovers);
}

runTool(() => runTests(process.argv.slice(2)));
