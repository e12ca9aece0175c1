// @ts-check
"use strict";

const { randomUUID } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { root } = require("../setup");
const { LANGUAGE_HOST } = require("./search-path");
const { PINNED_VERSION, readVersion } = require("./version");

const DYNAMIC_HOST = "pulumi-resource-pulumi-nodejs";
const executableName = process.platform === "win32" ? "pulumi.exe" : "pulumi";

// Per user and outside the checkout: a build takes minutes and serves every checkout.
const cacheRoot = path.join(
  process.env["XDG_CACHE_HOME"] || path.join(os.homedir(), ".cache"),
  "pulumi-dataworks",
);
const cacheFolder = path.join(cacheRoot, `pulumi-${PINNED_VERSION}`);
const executable = path.join(cacheFolder, "bin", executableName);
const originFile = "origin";

/** @typedef {"installed" | "built"} Origin */

/**
 * @param {string} source
 * @param {string} target
 */
function copyIfChanged(source, target) {
  const content = fs.readFileSync(source);
  if (fs.existsSync(target) && fs.readFileSync(target).equals(content)) {
    return;
  }
  // Renamed into place: another run may be about to start the old one.
  const fresh = `${target}-${randomUUID()}`;
  fs.writeFileSync(fresh, content, { mode: 0o755 });
  fs.renameSync(fresh, target);
}

/** Puts the two small executables that the Go modules do not hold beside a built CLI. */
function refreshCompanions() {
  const bin = path.dirname(executable);
  copyIfChanged(path.join(__dirname, "language-host.js"), path.join(bin, LANGUAGE_HOST));
  const sdk = path.dirname(require.resolve("@pulumi/pulumi/package.json", { paths: [root] }));
  copyIfChanged(path.join(sdk, DYNAMIC_HOST), path.join(bin, DYNAMIC_HOST));
}

/**
 * @returns {Promise<{ path: string, version: string } | undefined>}
 */
async function findInCache() {
  const version = fs.existsSync(executable) ? await readVersion(executable) : undefined;
  if (version === undefined) {
    return undefined;
  }
  if (fs.readFileSync(path.join(cacheFolder, originFile), "utf8") === "built") {
    refreshCompanions();
  }
  return { path: executable, version };
}

/**
 * Fills the cache through a temporary folder, so that an interrupt or a second run never leaves half.
 * @param {Origin} origin
 * @param {(folder: string) => Promise<void>} fill Puts the CLI into `bin` of the folder.
 */
async function fillCache(origin, fill) {
  const fresh = path.join(cacheRoot, `partial-${randomUUID()}`);
  const removeFresh = () => fs.rmSync(fresh, { recursive: true, force: true });
  fs.mkdirSync(path.join(fresh, "bin"), { recursive: true });
  process.once("exit", removeFresh);
  try {
    await fill(fresh);
    fs.writeFileSync(path.join(fresh, originFile), origin);
    if ((await findInCache()) === undefined) {
      fs.rmSync(cacheFolder, { recursive: true, force: true });
      fs.renameSync(fresh, cacheFolder);
    }
  } finally {
    removeFresh();
    process.off("exit", removeFresh);
  }
}

module.exports = { findInCache, fillCache, executableName };
