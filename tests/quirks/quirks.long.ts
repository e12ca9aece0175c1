import { availableParallelism } from "node:os";
import { QUIRK_VALUES } from "./quirks.cases";
import { openEngineHarness } from "./engine-harness";
import type { SituationName } from "./situations.cases";
import { openLifecycleHarness } from "./lifecycle-harness";
import type { Life } from "./play";
import { inPool } from "./pool";
import { assertUsual, assertVerdict, lineOf, playLife, type OpenHarness } from "./verdict";

/** One life more than processors: there is always one that waits for a poll. */
const LIVES_AT_ONCE = availableParallelism() + 1;
/** A life on the real engine takes half a minute, and others may wait before it. */
const TIMEOUT_MS = 30 * 60_000;
/** Narrows the lives to the values that match this regular expression. */
const ONLY_VARIABLE = "QUIRKS_ONLY";
const PLAYED = QUIRK_VALUES.filter(({ key }) =>
  new RegExp(process.env[ONLY_VARIABLE] ?? "").test(key),
);
const SITUATION_NAMES = [...new Set(PLAYED.map(({ situation }) => situation))];

interface Lives {
  readonly usual: ReadonlyMap<SituationName, Promise<Life>>;
  readonly under: ReadonlyMap<string, Promise<Life>>;
}

/** Plays all lives, a few at a time: the defaults of every situation, then every quirk value in its own. */
function playAll(open: OpenHarness, size: number): Lives {
  const usualJobs = SITUATION_NAMES.map((name) => () => playLife(open, name));
  const quirkJobs = PLAYED.map(
    ({ name, value, situation }) =>
      () =>
        playLife(open, situation, { [name]: value }),
  );
  const lives = inPool(size, [...usualJobs, ...quirkJobs]);
  for (const life of lives) {
    life.catch(() => undefined); // the test that waits for it fails
  }
  return {
    usual: new Map(SITUATION_NAMES.map((name, index) => [name, lives[index]!])),
    under: new Map(PLAYED.map(({ key }, index) => [key, lives[SITUATION_NAMES.length + index]!])),
  };
}

function describeSweep(title: string, open: OpenHarness, size: number, isTold: boolean): void {
  describe(title, function () {
    this.timeout(TIMEOUT_MS);
    let lives: Lives;
    before(() => {
      lives = playAll(open, size);
    });

    for (const name of SITUATION_NAMES) {
      it(`ends as listed under defaults: ${name}`, async () => {
        assertUsual(name, await lives.usual.get(name)!);
      });
    }

    for (const value of PLAYED) {
      it(`ends as listed under ${value.key}`, async () => {
        const usual = await lives.usual.get(value.situation)!;
        assertVerdict(value, await lives.under.get(value.key)!, usual);
        if (isTold) {
          process.stdout.write(`${lineOf(value)}\n`);
        }
      });
    }
  });
}

describeSweep("a life on the lifecycle alone", openLifecycleHarness, 1, false);
describeSweep("a life on the real engine", openEngineHarness, LIVES_AT_ONCE, true);
