import { ensureBuild } from "./build";
import { findPulumi } from "./pulumi-cli";
import { runMocha } from "./run-mocha";

// For suites without the real engine: they need not wait until a CLI is found or built.
const WITHOUT_PULUMI = "--without-pulumi";

export async function main(): Promise<number> {
  const given = process.argv.slice(2);
  await ensureBuild();
  const args = given.filter((arg) => arg !== WITHOUT_PULUMI);
  const cli = given.includes(WITHOUT_PULUMI) ? undefined : (await findPulumi()).path;
  return runMocha({
    files: "tests/**/*.test.ts",
    args,
    environment: cli === undefined ? {} : { PULUMI_DATAWORKS_TEST_CLI: cli },
  });
}
