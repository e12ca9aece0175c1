import { constant, constantFrom, oneof, record, sample, type Arbitrary } from "fast-check";
import { QUIRKS, type QuirkName } from "../../emulator/index";
import { QUIRK_NAMES, QUIRK_VALUES } from "./quirks.cases";
import { SITUATIONS, type SituationName } from "./situations.cases";
import { openLifecycleHarness } from "./lifecycle-harness";
import { playLife } from "./verdict";

const MIXTURES = 300;
/** How often a quirk keeps its default, to once that it does not: where all change at once, hardly a life gets past its create. */
const DEFAULT_WEIGHT = 5;
/** Repeats a run: its number is printed. */
const SEED_VARIABLE = "QUIRKS_SEED";
const seed = Number(process.env[SEED_VARIABLE] ?? Date.now() % 2 ** 31);

interface Mixture {
  readonly situation: SituationName;
  readonly quirks: Readonly<Record<QuirkName, unknown>>;
}

function valueOf(name: QuirkName): Arbitrary<unknown> {
  const others = QUIRK_VALUES.filter((one) => one.name === name).map(({ value }) => value);
  return oneof(
    { weight: DEFAULT_WEIGHT, arbitrary: constant<unknown>(QUIRKS[name].default) },
    { weight: 1, arbitrary: constantFrom<unknown>(...new Set(others)) },
  );
}

const mixtures: Arbitrary<Mixture> = record({
  situation: constantFrom(...(Object.keys(SITUATIONS) as SituationName[])),
  quirks: record(
    Object.fromEntries(QUIRK_NAMES.map((name) => [name, valueOf(name)])) as Record<
      QuirkName,
      Arbitrary<unknown>
    >,
  ),
});

/** What differs from the defaults, in words. */
function textOf({ quirks }: Mixture): string {
  const changed = QUIRK_NAMES.filter((name) => quirks[name] !== QUIRKS[name].default);
  return changed.map((name) => `${name}=${String(quirks[name])}`).join(" ");
}

describe(`mixtures of quirks (repeat with ${SEED_VARIABLE}=${seed})`, () => {
  for (const [index, mixture] of sample(mixtures, { seed, numRuns: MIXTURES }).entries()) {
    const title = `tells no lie in mixture ${index + 1}, ${mixture.situation}: ${textOf(mixture)}`;
    it(title, async () => {
      await playLife(openLifecycleHarness, mixture.situation, mixture.quirks);
    });
  }

  after(() => {
    process.stdout.write(`${MIXTURES} mixtures, ${SEED_VARIABLE}=${seed}\n`);
  });
});
