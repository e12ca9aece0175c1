// @ts-check
"use strict";

/**
 * Installs the Pulumi CLI with the SDK's own installer; a program of its own, so that it can be
 * bounded: `node install.js <version> <folder>`.
 */
const { createRequire } = require("node:module");
const { PulumiCommand } = require("@pulumi/pulumi/automation");

const [version = "", folder = ""] = process.argv.slice(2);
const { SemVer } = createRequire(require.resolve("@pulumi/pulumi"))("semver");

PulumiCommand.install({ version: new SemVer(version), root: folder }).catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
