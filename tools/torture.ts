import { randomInt } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { playReal, realisticScenarios } from "../tests/model/real-run";
import type { Scenario } from "../tests/model/scenario";
import { createTally, tallyText } from "../tests/model/tally";
import { playFast, torture } from "../tests/model/torture";
import { root } from "./bootstrap";
import { ensureBuild } from "./build";
import { findPulumi } from "./pulumi-cli";

const DEFAULT_RUNS = 20_000;
const RECORDINGS = join(root, "tests", "model", "recordings");

interface Options {
  readonly runs: number;
  readonly seed: number;
  readonly first: boolean;
  readonly real: boolean;
  readonly record: boolean;
  readonly scenario: string | undefined;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      runs: { type: "string" },
      seed: { type: "string" },
      first: { type: "boolean" },
      real: { type: "boolean" },
      record: { type: "boolean" },
      // JSON as printed with a violation, or a file that contains it.
      scenario: { type: "string" },
    },
  });
  return {
    runs: Number(values.runs ?? DEFAULT_RUNS),
    // Seeds of fast-check are 32-bit integers.
    seed: Number(values.seed ?? randomInt(2 ** 31)),
    first: values.first === true,
    real: values.real === true || values.record === true,
    record: values.record === true,
    scenario: values.scenario,
  };
}

function messageOf(violation: unknown): string {
  return violation instanceof Error ? violation.message : String(violation);
}

/** Prepares what the real engine needs. */
async function findEngine(): Promise<void> {
  await ensureBuild();
  process.env["PULUMI_DATAWORKS_TEST_CLI"] = (await findPulumi()).path;
}

/** Replays one scenario, on the fast driver or on the real engine; returns the exit code. */
async function runAgain(given: string, { real }: Options): Promise<number> {
  const text = given.startsWith("{") ? given : readFileSync(given, "utf8");
  const scenario = JSON.parse(text) as Scenario;
  const tally = createTally();
  try {
    if (real) {
      await findEngine();
      await playReal(scenario, tally);
    } else {
      await playFast(scenario, tally);
    }
  } catch (violation) {
    console.log(messageOf(violation));
    return 1;
  }
  console.log(`${tallyText(tally)}: 0 violations`);
  return 0;
}

/** Plays random runs of the model on the fast driver; returns the exit code. */
async function runFast({ runs, seed, first }: Options): Promise<number> {
  const { tally, failure } = await torture({ runs, seed, isFirstEnough: first });
  if (failure === undefined) {
    console.log(`${tallyText(tally)}: 0 violations`);
    console.log(`the same again: npm run torture -- --runs ${runs} --seed ${seed}`);
    return 0;
  }
  console.log(`a violation after ${failure.runsBefore} runs, shown by this scenario:`);
  console.log(JSON.stringify(failure.scenario));
  console.log(messageOf(failure.violation));
  return 1;
}

/** Plays them on the real engine, and records what it did if requested; returns the exit code. */
async function runReal({ runs, seed, record }: Options): Promise<number> {
  await findEngine();
  const tally = createTally();
  let violations = 0;
  for (const [index, scenario] of realisticScenarios(seed, runs).entries()) {
    try {
      const trace = await playReal(scenario, tally);
      if (record) {
        mkdirSync(RECORDINGS, { recursive: true });
        appendFileSync(
          join(RECORDINGS, `${seed}.jsonl`),
          `${JSON.stringify({ scenario, trace })}\n`,
        );
      }
      console.log(`run ${index + 1} of ${runs}: ok`);
    } catch (error) {
      violations += 1;
      console.log(`run ${index + 1} of ${runs}: a violation\n${JSON.stringify(scenario)}`);
      console.log(messageOf(error));
    }
  }
  console.log(`${tallyText(tally)}: ${violations} violations, on the real engine`);
  return violations === 0 ? 0 : 1;
}

export async function main(): Promise<number> {
  const options = readOptions();
  if (options.scenario !== undefined) {
    return runAgain(options.scenario, options);
  }
  console.log(`seed ${options.seed}`);
  return options.real ? runReal(options) : runFast(options);
}
