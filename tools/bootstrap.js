// @ts-check
"use strict";

/**
 * Runs a tool of this folder: `node tools/bootstrap.js <tool> [arguments]`. It installs
 * missing dependencies first; one of them runs TypeScript, so this file is JavaScript.
 */

const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage */
/** @typedef {Readonly<Record<string, LockedPackage>>} LockedPackages By folder. */

const root = path.resolve(__dirname, "..");
const PARENT_CHECK_MS = 200;
const SHOWN_OUTPUT_LENGTH = 4_000;

/**
 * @param {string} file
 * @returns {LockedPackages | undefined} Nothing where the file is missing or incomplete.
 */
function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules contains what package-lock.json requires; npm records what it installed.
 * @param {string} folder
 */
function isInstalled(folder) {
  const wanted = readPackages(path.join(folder, "package-lock.json"));
  const installed = readPackages(path.join(folder, "node_modules", ".package-lock.json"));
  if (wanted === undefined || installed === undefined) {
    return false;
  }
  return Object.entries(wanted)
    .filter(([location]) => location !== "") // The project itself.
    .every(([location, { version, integrity, optional = false }]) => {
      const found = installed[location];
      return found === undefined
        ? optional // For other platforms.
        : found.version === version && found.integrity === integrity;
    });
}

/** @returns {Promise<void>} */
function install() {
  console.error("Installing dependencies …");
  return new Promise((resolve, reject) => {
    // --include=dev: NODE_ENV=production would omit the compiler.
    const npm = spawn("npm", ["ci", "--include=dev", "--no-progress"], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const endGroup = () => {
      if (npm.pid !== undefined) {
        process.kill(-npm.pid, "SIGKILL");
      }
    };
    let output = "";
    /** @param {string} end */
    const fail = (end) => {
      const remedy = "Run `npm ci` in the checkout; it needs a reachable package registry.";
      reject(new Error(`\`npm ci\` ${end}:\n${output.slice(-SHOWN_OUTPUT_LENGTH)}\n${remedy}`));
    };
    process.once("exit", endGroup);
    npm.stdout.setEncoding("utf8").on("data", (text) => (output += text));
    npm.stderr.setEncoding("utf8").on("data", (text) => (output += text));
    npm.once("error", (error) => fail(`did not start (${error.message})`));
    npm.once("close", (code) => {
      process.off("exit", endGroup);
      return code === 0 ? resolve() : fail(`ended with exit code ${code}`);
    });
  });
}

/** Exits on a signal, so that the listeners of `exit` clean up. */
function exitOnSignals() {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => process.exit(128 + os.constants.signals[signal]));
  }
}

/** npm forwards a signal to its shell, which may die of it without forwarding it. */
function endWithParent() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(timer);
      process.kill(process.pid, "SIGTERM");
    }
  }, PARENT_CHECK_MS);
  timer.unref();
}

async function runTool() {
  exitOnSignals();
  if (process.env["npm_lifecycle_event"] !== undefined) {
    endWithParent();
  }
  if (!isInstalled(root)) {
    await install();
  }
  require("tsx/cjs/api").register();
  const [tool = ""] = process.argv.splice(2, 1);
  await require("./run-tool").runTool(require(`./${tool}`).main);
}

module.exports = { isInstalled, root };

if (require.main === module) {
  runTool().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
