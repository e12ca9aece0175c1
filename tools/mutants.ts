import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { MODEL_MUTANTS } from "../tests/mutants/model-mutants.cases";
import { mutate, type Mutant } from "../tests/mutants/mutant";
import { root } from "./bootstrap";
import { runCommand, type CommandResult } from "./run-command";

const COPIES = join(root, ".tmp", "mutants");
const COPIED = [
  "provider",
  "emulator",
  "tests",
  "tools",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];
const RUNS = 2_000;
const SEED = 1;
const TIMEOUT_MS = 600_000;

/** Copies the checkout and returns the folder of the copy. */
function copyCheckout(name: string): string {
  const folder = join(COPIES, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const part of COPIED) {
    cpSync(join(root, part), join(folder, part), {
      recursive: true,
      filter: (source) => basename(source) !== "node_modules", // Of tools/mutation.
    });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Runs the model in a copy of the checkout, then removes the copy. */
async function playModel(folder: string): Promise<CommandResult> {
  const options = ["--runs", String(RUNS), "--seed", String(SEED), "--first"];
  const args = ["tools/bootstrap.js", "torture", ...options];
  const result = await runCommand(process.execPath, args, { cwd: folder, timeoutMs: TIMEOUT_MS });
  rmSync(folder, { recursive: true, force: true });
  return result;
}

/** A model that reports violations of the unchanged provider would report every mutant. */
async function requireSoundProvider(): Promise<void> {
  const { exitCode, output } = await playModel(copyCheckout("none"));
  if (exitCode !== 0) {
    throw new Error(`The model finds fault with the provider as it is:\n${output}`);
  }
  console.log(`without a mutant: ${RUNS} runs, 0 violations`);
}

async function tryMutant(mutant: Mutant): Promise<{ isCaught: boolean; text: string }> {
  const folder = copyCheckout(mutant.name);
  mutate(folder, mutant);
  const { output } = await playModel(folder);
  const after = /^a violation after (\d+) runs/m.exec(output)?.[1];
  const invariant = /^(\w+): /m.exec(output.slice(output.indexOf("\n{")))?.[1];
  return after === undefined || invariant === undefined
    ? { isCaught: false, text: `not caught in ${RUNS} runs` }
    : { isCaught: true, text: `caught after ${after} runs by ${invariant}` };
}

export async function main(): Promise<number> {
  const names = process.argv.slice(2); // Of the mutants to try; by default all.
  const all: readonly Mutant[] = MODEL_MUTANTS;
  const unknown = names.filter((name) => !all.some((mutant) => mutant.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `No mutant is called ${unknown.join(", ")}; there are ${all.map(({ name }) => name).join(", ")}.`,
    );
  }
  const tried = all.filter(({ name }) => names.length === 0 || names.includes(name));
  const width = Math.max(...tried.map(({ name }) => name.length));
  await requireSoundProvider();
  let missed = 0;
  for (const mutant of tried) {
    const { isCaught, text } = await tryMutant(mutant);
    missed += isCaught ? 0 : 1;
    console.log(`${mutant.name.padEnd(width)}  ${text}`);
  }
  console.log(`${tried.length - missed} of ${tried.length} mutants caught (seed ${SEED})`);
  return missed === 0 ? 0 : 1;
}
