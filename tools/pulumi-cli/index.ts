import { delimiter, dirname, join } from "node:path";
import { runStep, StepError } from "../step";
import { executableName, fillCache, findInCache, type Origin } from "./cache";
import { findOnPath, type Executable } from "./search-path";
import { MINIMUM_VERSION, PINNED_VERSION } from "./version";

export interface Pulumi extends Executable {
  readonly source: "path" | "cache" | Origin;
}

const INSTALL_TIMEOUT_MS = 120_000;
const BUILD_TIMEOUT_MS = 30 * 60_000;
const VERSION_SYMBOL = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

async function install(folder: string): Promise<void> {
  console.error(`Installing the Pulumi CLI ${PINNED_VERSION} …`);
  const program = ["--require", require.resolve("tsx/cjs"), join(__dirname, "install.ts")];
  await runStep(process.execPath, [...program, PINNED_VERSION, folder], {
    timeoutMs: INSTALL_TIMEOUT_MS,
    remedy: "",
  });
}

async function build(folder: string): Promise<void> {
  console.error(
    `Building the Pulumi CLI ${PINNED_VERSION} from its Go modules: some minutes, once …`,
  );
  await runStep(
    "go",
    [
      "build",
      "-mod=readonly",
      "-ldflags",
      `-s -w -X ${VERSION_SYMBOL}=v${PINNED_VERSION}`,
      "-o",
      join(folder, "bin", executableName),
      "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    ],
    {
      cwd: __dirname,
      env: { ...process.env, GOWORK: "off" },
      timeoutMs: BUILD_TIMEOUT_MS,
      remedy: "",
    },
  );
}

/** The ways to obtain a CLI, in order of preference. */
const METHODS = [
  ["installed", install],
  ["built", build],
] as const;

/** Finds the Pulumi CLI, or installs or builds it. */
export async function findPulumi(): Promise<Pulumi> {
  const refusals: string[] = [];
  const onPath = await findOnPath(refusals);
  if (onPath !== undefined) {
    return { ...onPath, source: "path" };
  }
  const cached = await findInCache();
  if (cached !== undefined) {
    return { ...cached, source: "cache" };
  }
  for (const [origin, fill] of METHODS) {
    try {
      await fillCache(origin, fill);
      const found = await findInCache();
      if (found !== undefined) {
        return { ...found, source: origin };
      }
      refusals.push(`the CLI that was ${origin} does not run`);
    } catch (error) {
      refusals.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new StepError(
    "No usable Pulumi CLI:",
    refusals.join("\n"),
    `Any one of these cures it:
  1. Install Pulumi ${MINIMUM_VERSION} or newer (https://www.pulumi.com/docs/install/), so that pulumi and pulumi-language-nodejs are on PATH.
  2. Let this machine reach get.pulumi.com; the CLI is then installed into the cache by itself.
  3. Install Go 1.26 or newer and let it reach its module proxy; the CLI is then built by itself.`,
  );
}

/**
 * The environment that a command of this CLI needs.
 *
 * @param searchPath the PATH to which the CLI's folder is prepended
 */
export function pulumiEnvironment(
  pulumi: Pick<Pulumi, "path">,
  searchPath = process.env["PATH"] ?? "",
) {
  return {
    PATH: [dirname(pulumi.path), searchPath].filter(Boolean).join(delimiter),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
