import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../bootstrap";
import { LANGUAGE_HOST, type Executable } from "./search-path";
import { PINNED_VERSION, readVersion } from "./version";

const DYNAMIC_HOST = "pulumi-resource-pulumi-nodejs";
export const executableName = process.platform === "win32" ? "pulumi.exe" : "pulumi";

// Per user and outside the checkout: a build takes minutes and serves every checkout.
const cacheRoot = join(
  process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"),
  "pulumi-dataworks",
);
const cacheFolder = join(cacheRoot, `pulumi-${PINNED_VERSION}`);
const executable = join(cacheFolder, "bin", executableName);
const originFile = "origin";

export type Origin = "installed" | "built";

function copyIfChanged(source: string, target: string): void {
  const content = readFileSync(source);
  if (existsSync(target) && readFileSync(target).equals(content)) {
    return;
  }
  // Renamed into place: another run may be starting the old one.
  const fresh = `${target}-${randomUUID()}`;
  writeFileSync(fresh, content, { mode: 0o755 });
  renameSync(fresh, target);
}

/** Copies two small executables, which the Go modules do not contain, next to a built CLI. */
function refreshCompanions(): void {
  const bin = dirname(executable);
  copyIfChanged(join(__dirname, "language-host.js"), join(bin, LANGUAGE_HOST));
  const sdk = dirname(require.resolve("@pulumi/pulumi/package.json", { paths: [root] }));
  copyIfChanged(join(sdk, DYNAMIC_HOST), join(bin, DYNAMIC_HOST));
}

export async function findInCache(): Promise<Executable | undefined> {
  const version = existsSync(executable) ? await readVersion(executable) : undefined;
  if (version === undefined) {
    return undefined;
  }
  if (readFileSync(join(cacheFolder, originFile), "utf8") === "built") {
    refreshCompanions();
  }
  return { path: executable, version };
}

/**
 * Fills the cache through a temporary folder, so that an interrupt or a second run never leaves it incomplete.
 *
 * @param fill puts the CLI into `bin` of the folder
 */
export async function fillCache(
  origin: Origin,
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  const fresh = join(cacheRoot, `partial-${randomUUID()}`);
  const removeFresh = () => rmSync(fresh, { recursive: true, force: true });
  mkdirSync(join(fresh, "bin"), { recursive: true });
  process.once("exit", removeFresh);
  try {
    await fill(fresh);
    writeFileSync(join(fresh, originFile), origin);
    if ((await findInCache()) === undefined) {
      rmSync(cacheFolder, { recursive: true, force: true });
      renameSync(fresh, cacheFolder);
    }
  } finally {
    removeFresh();
    process.off("exit", removeFresh);
  }
}
