// @ts-check
"use strict";

const { runCommand, endRunningCommands, TIMED_OUT } = require("./run-command");

const SHOWN_LINE_COUNT = 20;

/** A step of a tool that failed: what was tried, what it printed, what to do. */
class StepError extends Error {
  /**
   * @param {string} tried
   * @param {string} output
   * @param {string} cure
   */
  constructor(tried, output, cure) {
    super([tried, lastLines(output), cure].filter((part) => part !== "").join("\n"));
    this.name = "StepError";
  }
}

/**
 * @param {string} output
 * @returns {string} The last lines, indented.
 */
function lastLines(output) {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return lines
    .slice(-SHOWN_LINE_COUNT)
    .map((line) => `  ${line}`)
    .join("\n");
}

/**
 * Runs a command that has to succeed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("./run-command").CommandOptions & { cure: string }} options
 */
async function runStep(command, args, options) {
  const { exitCode, output } = await runCommand(command, args, options);
  if (exitCode !== 0) {
    const end = exitCode === TIMED_OUT ? "took too long" : `ended with exit code ${exitCode}`;
    throw new StepError(`\`${command} ${args.join(" ")}\` ${end}:`, output, options.cure);
  }
}

/**
 * Runs a tool from start to end: a failed step is printed plainly, and an interrupt ends what runs.
 * @param {() => Promise<number>} tool Answers with the exit code.
 */
function runTool(tool) {
  for (const [signal, exitCode] of /** @type {const} */ ([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ])) {
    process.once(signal, () => {
      endRunningCommands();
      process.exit(exitCode);
    });
  }
  tool().then(
    (exitCode) => {
      process.exitCode = exitCode;
    },
    (error) => {
      console.error(error instanceof StepError ? error.message : error);
      process.exitCode = 1;
    },
  );
}

module.exports = { StepError, runStep, runTool };
