import * as fc from "fast-check";
import type { FaultRule } from "../../emulator/index";
import { createFastDriver } from "./fast-driver";
import { createTally, play, type Tally } from "./play";
import type { Program } from "./program";
import { createRealDriver } from "./real-driver";
import { scenarios } from "./random-scenarios";
import type { Scenario, Step } from "./scenario";
import { traced, type TracedCommand } from "./trace";

/** A run of the real engine, written down. */
export interface Recording {
  readonly scenario: Scenario;
  readonly trace: readonly TracedCommand[];
}

/** Quirks and faults that would make somebody wait in earnest. */
const SLOW_QUIRKS = ["deployDelayMs", "startDelayMs", "stopDelayMs"];

function isQuick({ kind, action }: FaultRule): boolean {
  const isSlow = kind === "slow" || kind === "slowBefore";
  // A stop that never happens is waited for until the time of the whole command is up.
  const isEndless = kind === "answer" && action === "StopDISyncInstance";
  return !isSlow && !isEndless;
}

function only<T>(name: string, program: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(program).filter(([one]) => one === name));
}

/** Which call a fault or a kill meets depends on the order of tasks, so those runs have one task. */
function withOneTask(step: Step): Step {
  return {
    ...step,
    edits: step.edits.filter(({ logicalName }) => logicalName === "a"),
    console: step.console.filter((act) => act.kind !== "create" || act.logicalName === "a"),
    faults: step.faults.filter(isQuick),
  };
}

function withoutTrouble({ edits, command }: Step): Step {
  return { edits, console: [], faults: [], command };
}

/** A scenario as the real engine can play it: in real time, and with all tasks of a command at once. */
export function realistic(scenario: Scenario, hasOneTask: boolean): Scenario {
  const { quirks, program, steps } = scenario;
  const quick = Object.entries(quirks).filter(([name]) => !SLOW_QUIRKS.includes(name));
  return {
    ...scenario,
    isParallel: true,
    maxRetries: Math.min(1, scenario.maxRetries),
    quirks: Object.fromEntries(quick),
    program: (hasOneTask ? only("a", program) : program) as Program,
    steps: steps.slice(0, 4).map(hasOneTask ? withOneTask : withoutTrouble),
  };
}

/** Scenarios of a seed; three in four have one task and all kinds of trouble. */
export function realisticScenarios(seed: number, count: number): readonly Scenario[] {
  return fc
    .sample(scenarios, { seed, numRuns: count })
    .map((scenario, index) => realistic(scenario, index % 4 !== 3));
}

/** Plays a scenario on the real engine. @throws Violation */
export async function playReal(
  scenario: Scenario,
  tally: Tally,
): Promise<readonly TracedCommand[]> {
  const { driver, trace } = traced(await createRealDriver(scenario.quirks));
  try {
    await play(driver, scenario, tally);
  } finally {
    await driver.dispose();
  }
  return trace;
}

/** Plays it on the small engine and gives what the real one has to have done as well. */
export async function replay(scenario: Scenario): Promise<readonly TracedCommand[]> {
  const { driver, trace } = traced(createFastDriver(scenario));
  await play(driver, scenario, createTally());
  return trace;
}
