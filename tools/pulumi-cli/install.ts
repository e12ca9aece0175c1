/**
 * Installs the Pulumi CLI with the SDK's own installer; a separate program, so that it can have
 * a timeout: `install.ts <version> <folder>`.
 */
import { createRequire } from "node:module";
import { PulumiCommand, type PulumiCommandOptions } from "@pulumi/pulumi/automation";

const [version = "", folder = ""] = process.argv.slice(2);
// The SDK's own, because it is not a dependency of this package.
const { SemVer } = createRequire(require.resolve("@pulumi/pulumi"))("semver") as {
  SemVer: new (version: string) => NonNullable<PulumiCommandOptions["version"]>;
};

PulumiCommand.install({ version: new SemVer(version), root: folder }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
