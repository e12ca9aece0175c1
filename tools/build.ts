import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { root } from "./bootstrap";
import { runStep } from "./step";

const stamp = join(root, "dist", ".built-sources-hash");

/** All files below a folder, in a stable order. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function hashOf(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function sources(): string[] {
  const configs = ["tsconfig.json", "tsconfig.build.json"].map((name) => join(root, name));
  const { include } = JSON.parse(readFileSync(join(root, "tsconfig.build.json"), "utf8")) as {
    include: readonly string[];
  };
  const folders = include.map((name) => join(root, name));
  return [join(root, "package-lock.json"), ...configs, ...folders.flatMap(filesBelow)];
}

/** Builds dist/, unless it was built from exactly these sources. */
export async function ensureBuild(): Promise<void> {
  const wanted = hashOf(sources());
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) {
    return;
  }
  console.error("Building …");
  // Built in another folder and then swapped: a failed build keeps the old one, and no file of a removed source remains.
  const fresh = join(root, ".tmp", `dist-${process.pid}`);
  const old = `${fresh}-old`;
  const dist = join(root, "dist");
  try {
    await runStep("npm", ["run", "--silent", "build", "--", "--outDir", fresh], {
      cwd: root,
      remedy: "Correct what the compiler names, then run the command again.",
    });
    writeFileSync(join(fresh, basename(stamp)), wanted);
    if (existsSync(dist)) {
      renameSync(dist, old);
    }
    renameSync(fresh, dist);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}
