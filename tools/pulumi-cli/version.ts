import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../run-command";

// The first engine that stores the `inputs` returned by a dynamic provider's read.
export const MINIMUM_VERSION = "3.216.0";
const VERSION_TIMEOUT_MS = 30_000;

/** The version that is installed or built where none is found: the one in go.mod. */
export const PINNED_VERSION = (() => {
  const modules = readFileSync(join(__dirname, "go.mod"), "utf8");
  const version = /github\.com\/pulumi\/pulumi\/pkg\/v3 v(\d+\.\d+\.\d+)/.exec(modules)?.[1];
  if (version === undefined) {
    throw new Error("tools/pulumi-cli/go.mod does not name a version of pulumi/pkg/v3");
  }
  return version;
})();

export function isNewEnough(version: string): boolean {
  const actual = version.split(".").map(Number);
  const minimum = MINIMUM_VERSION.split(".").map(Number);
  const firstDifference = minimum.findIndex((part, index) => part !== actual[index]);
  return firstDifference === -1 || (actual[firstDifference] ?? 0) > (minimum[firstDifference] ?? 0);
}

/** Returns `undefined` where it does not run. */
export async function readVersion(executable: string): Promise<string | undefined> {
  const { exitCode, output } = await runCommand(executable, ["version"], {
    timeoutMs: VERSION_TIMEOUT_MS,
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return exitCode === 0 ? /^v?(\d+\.\d+\.\d+)/m.exec(output)?.[1] : undefined;
}
