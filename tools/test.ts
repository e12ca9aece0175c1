import { availableParallelism } from "node:os";
import { ensureBuild } from "./build";
import { findPulumi } from "./pulumi-cli";
import { runMocha } from "./run-mocha";

/** In addition to the engine's processes, of which each command starts three, one after the other. */
const FILES_AT_ONCE = Math.max(2, availableParallelism());

// For suites without the real engine: they need not wait for a CLI to be found or built.
const WITHOUT_PULUMI = "--without-pulumi";

export async function main(): Promise<number> {
  const given = process.argv.slice(2);
  await ensureBuild();
  const args = given.filter((arg) => arg !== WITHOUT_PULUMI);
  const cli = given.includes(WITHOUT_PULUMI) ? undefined : (await findPulumi()).path;
  return runMocha({
    // The engine first: its files take longest, and the many short ones fill the remaining cores.
    files: ["tests/engine/*.test.ts", "tests/!(engine)/**/*.test.ts"],
    args,
    optionsForAll: ["--parallel", "--jobs", String(FILES_AT_ONCE)],
    environment: cli === undefined ? {} : { PULUMI_DATAWORKS_TEST_CLI: cli },
  });
}
