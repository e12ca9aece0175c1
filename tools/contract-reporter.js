// @ts-check
"use strict";

const CountingReporter = require("./mocha-reporter");

/**
 * Cases of one operation, or of one subject that goes beyond operations.
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

const COUNT_WIDTH = 7; // characters, of the longest heading
const HEADER = ["operation", "cases", "passed", "failed", "skipped"];

/**
 * @param {string} name
 * @param {Counts} counts
 */
function row(name, { passed, failed, skipped }) {
  return [name, ...[passed + failed + skipped, passed, failed, skipped].map(String)];
}

/** @param {readonly (readonly string[])[]} rows */
function table(rows) {
  const nameWidth = Math.max(...rows.map(([name = ""]) => name.length));
  return rows
    .map(([name = "", ...counts]) =>
      [name.padEnd(nameWidth), ...counts.map((count) => count.padStart(COUNT_WIDTH))].join("  "),
    )
    .join("\n");
}

/** The counting reporter with a table of the top-level suites, which are the operations, at the end. */
class ContractReporter extends CountingReporter {
  /**
   * @param {import("mocha").Runner} runner
   * @param {import("mocha").MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    /** @type {Map<string, Counts>} */
    const suites = new Map();
    const total = { passed: 0, failed: 0, skipped: 0 };
    /** @param {keyof Counts} result */
    const count = (result) => (/** @type {import("mocha").Runnable} */ test) => {
      const [name = ""] = test.titlePath();
      const counts = suites.get(name) ?? { passed: 0, failed: 0, skipped: 0 };
      counts[result] += 1;
      total[result] += 1;
      suites.set(name, counts);
    };
    runner.on("pass", count("passed"));
    runner.on("fail", count("failed"));
    runner.on("pending", count("skipped"));
    runner.once("end", () => {
      const rows = [...suites].map(([name, counts]) => row(name, counts));
      console.log(`\n${table([HEADER, ...rows, row("total", total)])}\n`);
    });
  }
}

module.exports = ContractReporter;
