import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./bootstrap";
import { showCommand } from "./run-command";
import {
  SHAPE_FILE,
  STATES,
  currentShape,
  differences,
  newestFolder,
  unlikeTables,
  type Shape,
} from "./state-shape";
import { StepError } from "./step";

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  version: string;
};

/** States of a released version stay as that version wrote them. */
function requireUnreleased(folder: string): void {
  const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
  if (existsSync(folder) && !changelog.includes(`## ${version} (unreleased)`)) {
    throw new StepError(
      `The states of version ${version} are kept for ever: it is released.`,
      "",
      "Raise the version in package.json, then run `npm run states` again.",
    );
  }
}

/** Makes the engine write the states; returns the exit code. */
function writeStates(folder: string): Promise<number> {
  return showCommand(
    process.execPath,
    ["tools/bootstrap.js", "test", "tests/states/make-states.long.ts"],
    { cwd: root, env: { ...process.env, PULUMI_DATAWORKS_STATES: folder } },
  );
}

/** Creates the states of this version, and records their shape. */
async function makeStates(): Promise<number> {
  const folder = join(STATES, version);
  requireUnreleased(folder);
  const exitCode = await writeStates(folder);
  if (exitCode === 0) {
    const shape = await currentShape();
    writeFileSync(join(folder, SHAPE_FILE), `${JSON.stringify(shape, null, 2)}\n`);
  }
  return exitCode;
}

/** Compares the shape of a state with that of the newest kept states. */
async function checkShape(): Promise<number> {
  const folder = newestFolder();
  const recorded =
    folder === undefined
      ? { provider: "", outputs: {} }
      : (JSON.parse(readFileSync(join(folder, SHAPE_FILE), "utf8")) as Shape);
  const current = await currentShape();
  const lines = [...differences(recorded, current), ...unlikeTables(current)];
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

export function main(): Promise<number> {
  return process.argv.includes("--check") ? checkShape() : makeStates();
}
