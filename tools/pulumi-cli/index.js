// @ts-check
"use strict";

const path = require("node:path");
const { runStep, StepError } = require("../step");
const { executableName, fillCache, findInCache } = require("./cache");
const { findOnPath } = require("./search-path");
const { MINIMUM_VERSION, PINNED_VERSION } = require("./version");

/**
 * @typedef {object} Pulumi
 * @property {string} path The executable.
 * @property {string} version
 * @property {"path" | "cache" | "installed" | "built"} source
 */

const INSTALL_TIMEOUT_MS = 120_000;
const BUILD_TIMEOUT_MS = 30 * 60_000;
const VERSION_SYMBOL = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** @param {string} folder */
async function install(folder) {
  console.error(`Installing the Pulumi CLI ${PINNED_VERSION} …`);
  await runStep(process.execPath, [path.join(__dirname, "install.js"), PINNED_VERSION, folder], {
    timeoutMs: INSTALL_TIMEOUT_MS,
    cure: "",
  });
}

/** @param {string} folder */
async function build(folder) {
  console.error(
    `Building the Pulumi CLI ${PINNED_VERSION} from its Go modules: some minutes, once …`,
  );
  await runStep(
    "go",
    [
      "build",
      "-mod=readonly",
      "-ldflags",
      `-s -w -X ${VERSION_SYMBOL}=v${PINNED_VERSION}`,
      "-o",
      path.join(folder, "bin", executableName),
      "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    ],
    {
      cwd: __dirname,
      env: { ...process.env, GOWORK: "off" },
      timeoutMs: BUILD_TIMEOUT_MS,
      cure: "",
    },
  );
}

/** The ways to get a CLI, in the order in which they are tried. */
const WAYS = /** @type {const} */ ([
  ["installed", install],
  ["built", build],
]);

/**
 * Finds the Pulumi CLI, or gets it.
 * @returns {Promise<Pulumi>}
 */
async function findPulumi() {
  /** @type {string[]} */
  const refusals = [];
  const onPath = await findOnPath(refusals);
  if (onPath !== undefined) {
    return { ...onPath, source: "path" };
  }
  const cached = await findInCache();
  if (cached !== undefined) {
    return { ...cached, source: "cache" };
  }
  for (const [origin, fill] of WAYS) {
    try {
      await fillCache(origin, fill);
      const found = await findInCache();
      if (found !== undefined) {
        return { ...found, source: origin };
      }
      refusals.push(`the CLI that was ${origin} does not run`);
    } catch (error) {
      refusals.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new StepError(
    "No usable Pulumi CLI:",
    refusals.join("\n"),
    `Any one of these cures it:
  1. Install Pulumi ${MINIMUM_VERSION} or newer (https://www.pulumi.com/docs/install/), so that pulumi and pulumi-language-nodejs are on PATH.
  2. Let this machine reach get.pulumi.com; the CLI is then installed into the cache by itself.
  3. Install Go 1.26 or newer and let it reach its module proxy; the CLI is then built by itself.`,
  );
}

/**
 * What a command of this CLI needs in its environment.
 * @param {Pick<Pulumi, "path">} pulumi
 * @param {string} [searchPath] The PATH to put the CLI's folder in front of.
 */
function pulumiEnvironment(pulumi, searchPath = process.env["PATH"] ?? "") {
  return {
    PATH: [path.dirname(pulumi.path), searchPath].filter(Boolean).join(path.delimiter),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

module.exports = { findPulumi, pulumiEnvironment };
