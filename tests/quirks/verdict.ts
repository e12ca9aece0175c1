import assert from "node:assert/strict";
import { hasMet, type QuirkValue } from "./quirks.cases";
import { BY_DEFAULT, type Says } from "./expected.cases";
import type { Situation } from "./life";
import { SITUATIONS, type SituationName } from "./situations.cases";
import { play, SUCCEEDS, type Life, type Outcome } from "./play";
import type { Harness } from "./harness";
import { VISIBLE } from "./visible.cases";

export type OpenHarness = (quirks: Record<string, unknown>) => Promise<Harness>;

/** Plays one life from its first to its last step. */
export async function playLife(
  open: OpenHarness,
  name: SituationName,
  quirks: Record<string, unknown> = {},
): Promise<Life> {
  const situation: Situation = SITUATIONS[name];
  const harness = await open({ ...situation.quirks, ...quirks });
  try {
    return await play(harness, situation);
  } finally {
    await harness.close();
  }
}

function saysOf({ outcomes }: Life): Says {
  return Object.fromEntries(outcomes.map(({ step, says }) => [step, says]));
}

/** What a life has to say, step by step, as far as it came. */
function expectedOf({ outcomes }: Life, ...tables: readonly (Says | undefined)[]): Says {
  const says: Says = Object.assign({}, ...tables);
  return Object.fromEntries(outcomes.map(({ step }) => [step, says[step] ?? SUCCEEDS]));
}

/** Under defaults a life says what is listed, all of it. */
export function assertUsual(name: SituationName, life: Life): void {
  assert.deepEqual(saysOf(life), expectedOf(life, BY_DEFAULT[name]));
}

/** What a quirk value came to, in one line. */
export function lineOf({ key }: QuirkValue): string {
  const says = VISIBLE[key];
  const [step, message] = Object.entries(says ?? {})[0] ?? [];
  return step === undefined || message === undefined
    ? `absorbed  ${key}`
    : `visible   ${key}  ${step}: ${message.replaceAll("\n", " ")}`;
}

/** Steps under a quirk that say something else than under defaults. */
function otherSteps(life: Life, usual: Life): readonly Outcome[] {
  const saysUsually = saysOf(usual);
  return life.outcomes.filter(({ step, says }) => says !== saysUsually[step]);
}

/** A value is absorbed whole, or visible in exactly the steps that are listed. */
export function assertVerdict(
  { situation, witness, key }: QuirkValue,
  life: Life,
  usual: Life,
): void {
  const listed = VISIBLE[key];
  assert.deepEqual(saysOf(life), expectedOf(life, BY_DEFAULT[situation], listed));
  if (listed !== undefined) {
    const others = otherSteps(life, usual).map(({ step }) => step);
    assert.deepEqual(others, Object.keys(listed), "the steps that are listed as visible");
    return;
  }
  assert.deepEqual(life.outcomes, usual.outcomes);
  assert.ok(witness, `${key} is absorbed: its case needs a witness that its branch was taken`);
  assert.ok(hasMet(witness, life, usual), `the life under ${key} never met the quirk`);
}
