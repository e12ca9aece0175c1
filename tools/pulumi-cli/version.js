// @ts-check
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { runCommand } = require("../run-command");

// The first engine that stores the `inputs` a dynamic provider's read answers with.
const MINIMUM_VERSION = "3.216.0";
const VERSION_TIMEOUT_MS = 30_000;

/** The version that is installed or built where there is none: the one in go.mod. */
const PINNED_VERSION = (() => {
  const modules = fs.readFileSync(path.join(__dirname, "go.mod"), "utf8");
  const version = /github\.com\/pulumi\/pulumi\/pkg\/v3 v(\d+\.\d+\.\d+)/.exec(modules)?.[1];
  if (version === undefined) {
    throw new Error("tools/pulumi-cli/go.mod does not name a version of pulumi/pkg/v3");
  }
  return version;
})();

/** @param {string} version */
function isNewEnough(version) {
  const actual = version.split(".").map(Number);
  const minimum = MINIMUM_VERSION.split(".").map(Number);
  const firstDifference = minimum.findIndex((part, index) => part !== actual[index]);
  return firstDifference === -1 || (actual[firstDifference] ?? 0) > (minimum[firstDifference] ?? 0);
}

/**
 * @param {string} executable
 * @returns {Promise<string | undefined>} Nothing when it does not run.
 */
async function readVersion(executable) {
  const { exitCode, output } = await runCommand(executable, ["version"], {
    timeoutMs: VERSION_TIMEOUT_MS,
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return exitCode === 0 ? /^v?(\d+\.\d+\.\d+)/m.exec(output)?.[1] : undefined;
}

module.exports = { MINIMUM_VERSION, PINNED_VERSION, isNewEnough, readVersion };
