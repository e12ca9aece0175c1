import { runMocha } from "./run-mocha";

/** Neither the provider nor the Pulumi CLI takes part, so nothing is built or looked for. */
export function main(): Promise<number> {
  const isRemote = process.env["REMOTE"] === "1";
  return runMocha({
    files: ["tests/contract/**/*.test.ts"],
    args: [
      ...(isRemote ? ["--timeout", "1800000"] : []), // the service takes its time
      ...process.argv.slice(2),
    ],
    reporter: "contract-reporter.ts",
  });
}
