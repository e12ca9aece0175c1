import { runMocha } from "./run-mocha";

/** Needs neither the provider nor the Pulumi CLI, so nothing is built or installed. */
export function main(): Promise<number> {
  const isRemote = process.env["REMOTE"] === "1";
  return runMocha({
    files: ["tests/contract/**/*.test.ts"],
    args: [
      ...(isRemote ? ["--timeout", "1800000"] : []), // the service is slower
      ...process.argv.slice(2),
    ],
    reporter: "contract-reporter.ts",
  });
}
