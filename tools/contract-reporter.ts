import type Mocha from "mocha";
import CountingReporter = require("./mocha-reporter");

/** Cases of one operation, or of one topic that is not about a single operation. */
interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const COUNT_WIDTH = 7; // characters, of the longest heading
const HEADER = ["operation", "cases", "passed", "failed", "skipped"];

function row(name: string, { passed, failed, skipped }: Counts): string[] {
  return [name, ...[passed + failed + skipped, passed, failed, skipped].map(String)];
}

function table(rows: readonly (readonly string[])[]): string {
  const nameWidth = Math.max(...rows.map(([name = ""]) => name.length));
  return rows
    .map(([name = "", ...counts]) =>
      [name.padEnd(nameWidth), ...counts.map((count) => count.padStart(COUNT_WIDTH))].join("  "),
    )
    .join("\n");
}

/** The counting reporter with a table of the top-level suites, which are the operations, at the end. */
class ContractReporter extends CountingReporter {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const suites = new Map<string, Counts>();
    const total = { passed: 0, failed: 0, skipped: 0 };
    const count = (result: keyof Counts) => (test: Mocha.Runnable) => {
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

export = ContractReporter;
