// @ts-check
"use strict";

const { spawn } = require("node:child_process");

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] Without it the command may take as long as it needs.
 *
 * @typedef {object} CommandResult
 * @property {number} exitCode 127 when the command could not be started, 124 when its time was up.
 * @property {string} output stdout and stderr in the order of arrival.
 */

const NOT_STARTED = 127;
const TIMED_OUT = 124;

/** @type {Set<number>} */
const runningGroupIds = new Set();

/** @param {number | undefined} groupId */
function endGroup(groupId) {
  if (groupId === undefined) {
    return;
  }
  try {
    process.kill(-groupId, "SIGKILL");
  } catch {
    // The group has ended by itself.
  }
}

/**
 * Runs a command in its own process group, without stdin, and collects what it prints.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>}
 */
function runCommand(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const groupId = child.pid;
    let output = "";
    let isTimedOut = false;
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            isTimedOut = true;
            endGroup(groupId);
          }, options.timeoutMs);
    if (groupId !== undefined) {
      runningGroupIds.add(groupId);
    }
    /** @param {number} exitCode */
    const finish = (exitCode) => {
      clearTimeout(timer);
      if (groupId !== undefined) {
        runningGroupIds.delete(groupId);
      }
      resolve({ exitCode, output });
    };
    child.stdout.setEncoding("utf8").on("data", (text) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (output += text));
    child.on("error", (error) => {
      output += error.message;
      finish(NOT_STARTED);
    });
    child.on("close", (code) => finish(isTimedOut ? TIMED_OUT : (code ?? 1)));
  });
}

/** Ends what is still running when this tool is interrupted. */
function endRunningCommands() {
  for (const groupId of runningGroupIds) {
    endGroup(groupId);
  }
}

module.exports = { runCommand, endRunningCommands, TIMED_OUT };
