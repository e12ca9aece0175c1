// @ts-check
"use strict";

const fs = require("node:fs");

/**
 * @param {string} pid
 * @param {string} setting `NAME=value`
 */
function isStartedWith(pid, setting) {
  try {
    return fs.readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(setting);
  } catch {
    return false; // The process has ended, belongs to somebody else, or the system has no /proc.
  }
}

/**
 * Ends every process that was started with this variable in its environment: the dynamic host of a
 * killed CLI lives on in a process group of its own, so neither group nor parent finds it.
 * @param {string} name
 * @param {string} value
 * @returns {number} How many there were.
 */
function endProcessesWith(name, value) {
  if (!fs.existsSync("/proc/self/environ")) {
    return 0;
  }
  const pids = fs
    .readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .filter((pid) => isStartedWith(pid, `${name}=${value}`));
  for (const pid of pids) {
    try {
      process.kill(Number(pid), "SIGKILL");
    } catch {
      // It has ended between the look and the signal.
    }
  }
  return pids.length;
}

module.exports = { endProcessesWith };
