// @ts-check
"use strict";

const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { runStep } = require("./step");

const root = path.resolve(__dirname, "..");
const dependenciesStamp = path.join(root, "node_modules", ".installed-lock-file-hash");
const buildStamp = path.join(root, "dist", ".built-sources-hash");

/**
 * @param {string} folder
 * @returns {string[]} All files below, in a stable order.
 */
function filesBelow(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** @param {readonly string[]} files */
function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(path.relative(root, file)).update("\0").update(fs.readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** @param {string} stamp */
function readStamp(stamp) {
  return fs.existsSync(stamp) ? fs.readFileSync(stamp, "utf8") : "";
}

/** Installs the dependencies, unless those of this very package-lock.json are there. */
async function ensureDependencies() {
  const wanted = hashOf([path.join(root, "package-lock.json")]);
  if (readStamp(dependenciesStamp) === wanted) {
    return;
  }
  console.error("Installing dependencies …");
  // --include=dev: NODE_ENV=production would leave the compiler out.
  await runStep("npm", ["ci", "--include=dev", "--no-progress"], {
    cwd: root,
    cure: "Run `npm ci` in the checkout; it needs a reachable package registry.",
  });
  fs.writeFileSync(dependenciesStamp, wanted);
}

function buildSources() {
  const configs = ["tsconfig.json", "tsconfig.build.json"].map((name) => path.join(root, name));
  const { include } = JSON.parse(fs.readFileSync(path.join(root, "tsconfig.build.json"), "utf8"));
  const folders = /** @type {string[]} */ (include).map((name) => path.join(root, name));
  return [path.join(root, "package-lock.json"), ...configs, ...folders.flatMap(filesBelow)];
}

/** Builds dist/, unless it was built from these very sources. */
async function ensureBuild() {
  const wanted = hashOf(buildSources());
  if (readStamp(buildStamp) === wanted) {
    return;
  }
  console.error("Building …");
  // Built aside and then swapped: a failed build leaves the old one, and no file of a removed source stays.
  const fresh = path.join(root, ".tmp", `dist-${process.pid}`);
  const old = `${fresh}-old`;
  const dist = path.join(root, "dist");
  try {
    await runStep("npm", ["run", "--silent", "build", "--", "--outDir", fresh], {
      cwd: root,
      cure: "Correct what the compiler names, then run the command again.",
    });
    fs.writeFileSync(path.join(fresh, path.basename(buildStamp)), wanted);
    if (fs.existsSync(dist)) {
      fs.renameSync(dist, old);
    }
    fs.renameSync(fresh, dist);
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
    fs.rmSync(old, { recursive: true, force: true });
  }
}

module.exports = { ensureDependencies, ensureBuild, root };
