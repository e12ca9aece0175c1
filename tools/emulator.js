// @ts-check
"use strict";

const { spawn } = require("node:child_process");
const os = require("node:os");
const path = require("node:path");
const { ensureBuild, ensureDependencies, root } = require("./setup");
const { runTool } = require("./step");

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} The emulator's exit code.
 */
function runEmulator(args) {
  return new Promise((resolve, reject) => {
    const main = path.join(root, "dist", "emulator", "main.js");
    const emulator = spawn(process.execPath, [main, ...args], { stdio: "inherit" });
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
      process.removeAllListeners(signal);
      process.on(signal, () => emulator.kill(signal));
    }
    emulator.on("error", reject);
    emulator.on("exit", (code, signal) =>
      resolve(signal === null ? (code ?? 1) : 128 + os.constants.signals[signal]),
    );
  });
}

runTool(async () => {
  await ensureDependencies();
  await ensureBuild();
  return runEmulator(process.argv.slice(2));
});
