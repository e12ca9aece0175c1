// @ts-check
"use strict";

const { runMocha } = require("./run-mocha");
const { ensureDependencies } = require("./setup");
const { runTool } = require("./step");

/** Neither the provider nor the Pulumi CLI takes part, so nothing is built or looked for. */
runTool(async () => {
  await ensureDependencies();
  const isRemote = process.env["REMOTE"] === "1";
  return runMocha({
    files: "tests/contract/**/*.test.ts",
    args: [
      ...(isRemote ? ["--timeout", "1800000"] : []), // the service takes its time
      ...process.argv.slice(2),
    ],
    reporter: "contract-reporter.js",
  });
});
