// @ts-check
"use strict";

const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { ensureBuild, ensureDependencies, root } = require("./setup");
const { SHAPE_FILE, STATES, currentShape, differences, newestFolder } = require("./state-shape");
const { runTool, StepError } = require("./step");

const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));

/**
 * States of a released version stay as that version wrote them.
 * @param {string} folder
 */
function requireUnreleased(folder) {
  const changelog = fs.readFileSync(path.join(root, "CHANGELOG.md"), "utf8");
  if (fs.existsSync(folder) && !changelog.includes(`## ${version} (unreleased)`)) {
    throw new StepError(
      `The states of version ${version} are kept for ever: it is released.`,
      "",
      "Raise the version in package.json, then run `npm run states` again.",
    );
  }
}

/**
 * Has the engine write the states.
 * @param {string} folder
 * @returns {Promise<number>} The exit code.
 */
function writeStates(folder) {
  return new Promise((resolve, reject) => {
    const tests = spawn(process.execPath, ["tools/test.js", "tests/states/make-states.long.ts"], {
      cwd: root,
      env: { ...process.env, PULUMI_DATAWORKS_STATES: folder },
      stdio: ["ignore", "inherit", "inherit"],
    });
    tests.on("error", reject);
    tests.on("exit", (code) => resolve(code ?? 1));
  });
}

/** Makes the states of this version, and notes their shape. */
async function makeStates() {
  const folder = path.join(STATES, version);
  requireUnreleased(folder);
  const exitCode = await writeStates(folder);
  if (exitCode === 0) {
    const shape = await currentShape();
    fs.writeFileSync(path.join(folder, SHAPE_FILE), `${JSON.stringify(shape, null, 2)}\n`);
  }
  return exitCode;
}

/** Compares the shape of a state with the one of the newest states that are kept. */
async function checkShape() {
  const folder = newestFolder();
  const recorded =
    folder === undefined
      ? { provider: "", outputs: {} }
      : JSON.parse(fs.readFileSync(path.join(folder, SHAPE_FILE), "utf8"));
  const lines = differences(recorded, await currentShape());
  for (const line of lines) {
    console.log(`  ${line}`);
  }
  if (lines.length > 0) {
    console.log(
      "The shape of the state changed: run `npm run states` to add states of this shape.",
    );
  }
  return lines.length === 0 ? 0 : 1;
}

runTool(async () => {
  await ensureDependencies();
  await ensureBuild();
  return process.argv.includes("--check") ? checkShape() : makeStates();
});
