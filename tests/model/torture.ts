import * as fc from "fast-check";
import { createFastDriver } from "./fast-driver";
import { play } from "./play";
import { scenarios } from "./random-scenarios";
import type { Scenario } from "./scenario";
import { createTally, type Tally } from "./tally";

export interface TortureOptions {
  readonly runs: number;
  readonly seed: number;
  /** Ends with the first scenario that breaks an invariant, as it is. @default false */
  readonly isFirstEnough?: boolean;
}

/** What many runs came to. */
export interface TortureResult {
  readonly tally: Tally;
  /** The scenario that breaks an invariant. */
  readonly failure?: {
    readonly scenario: Scenario;
    readonly violation: unknown;
    /** How many runs went well before. */
    readonly runsBefore: number;
  };
}

/** Plays one scenario on the fast driver. @throws Violation */
export async function playFast(scenario: Scenario, tally: Tally = createTally()): Promise<void> {
  await play(createFastDriver(scenario), scenario, tally);
}

/** Plays random scenarios until one breaks an invariant, and makes that one as small as it gets. */
export async function torture({
  runs,
  seed,
  isFirstEnough = false,
}: TortureOptions): Promise<TortureResult> {
  const tally = createTally();
  const details = await fc.check(
    fc.asyncProperty(scenarios, (scenario) => playFast(scenario, tally)),
    { numRuns: runs, seed, endOnFailure: isFirstEnough },
  );
  if (!details.failed || details.counterexample === null) {
    return { tally };
  }
  return {
    tally,
    failure: {
      scenario: details.counterexample[0],
      violation: details.errorInstance,
      runsBefore: details.numRuns - 1,
    },
  };
}
