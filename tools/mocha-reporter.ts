import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/** Mocha's spec reporter; writes the counts to the file that the environment names. */
class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const countsFile = process.env["PULUMI_DATAWORKS_TEST_COUNTS"];
    let passed = 0;
    let failed = 0; // Hooks included: mocha reports a failed hook as a failure of its own.
    runner.on("pass", () => {
      passed += 1;
    });
    runner.on("fail", () => {
      failed += 1;
    });
    runner.once("end", () => {
      if (countsFile !== undefined) {
        writeFileSync(countsFile, JSON.stringify({ passed, failed }));
      }
    });
  }
}

// Mocha expects the module itself to be the reporter.
export = CountingReporter;
