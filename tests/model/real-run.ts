import * as fc from "fast-check";
import type { FaultRule } from "../../emulator/index";
import { createFastDriver } from "./fast-driver";
import { play } from "./play";
import { createTally, type Tally } from "./tally";
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

/** Which call a fault or a kill meets depends on the order of tasks, so tasks that wait for nobody have no trouble. */
function withoutTrouble(step: Step): Step {
  const { edits, command, target } = step;
  return { edits, console: [], faults: [], command, target };
}

/** Without what only the fast driver can do, or what makes somebody wait. */
function quickly({ halfAnswers: _halfAnswers, isElsewhere: _elsewhere, ...step }: Step): Step {
  return { ...step, faults: step.faults.filter(isQuick) };
}

/** A scenario as the real engine can play it: in real time. */
export function realistic(scenario: Scenario): Scenario {
  const { quirks, isParallel, steps } = scenario;
  const quick = Object.entries(quirks).filter(([name]) => !SLOW_QUIRKS.includes(name));
  return {
    ...scenario,
    maxRetries: Math.min(1, scenario.maxRetries),
    quirks: Object.fromEntries(quick),
    steps: steps.slice(0, 4).map(isParallel ? withoutTrouble : quickly),
  };
}

/** Scenarios of a seed; three in four have all kinds of trouble, and one task after the other. */
export function realisticScenarios(seed: number, count: number): readonly Scenario[] {
  return fc
    .sample(scenarios, { seed, numRuns: count })
    .map((scenario, index) => realistic({ ...scenario, isParallel: index % 4 === 3 }));
}

/** Plays a scenario on the real engine. @throws Violation */
export async function playReal(
  scenario: Scenario,
  tally: Tally,
): Promise<readonly TracedCommand[]> {
  const { driver, trace } = traced(await createRealDriver(scenario));
  try {
    await play(driver, scenario, tally);
  } finally {
    await driver.dispose();
  }
  return trace;
}

/** Plays it on the small engine and gives what the real one has to have done as well; only its chance is taken from there. */
export async function replay({
  scenario,
  trace: recorded,
}: Recording): Promise<Recording["trace"]> {
  const fast = createFastDriver(scenario);
  const { driver, trace } = traced({
    ...fast,
    run: (command, program, options) =>
      fast.run(command, program, { ...options, deleteOrder: recorded[trace.length]?.deletes }),
  });
  await play(driver, scenario, createTally());
  return trace;
}
