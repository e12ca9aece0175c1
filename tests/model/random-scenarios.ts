import * as fc from "fast-check";
import type { FaultRule } from "../../emulator/index";
import { COMMANDS, type Command } from "./driver";
import { isHalf } from "./half-answer";
import { LOGICAL_NAMES, type Program } from "./program";
import { edit, wish } from "./random-programs";
import { situation, takenBack } from "./random-situations";
import { fault, halfAnswer, kill, quirks } from "./random-trouble";
import { mostlyUnset, number, rarely, rarelySet, withoutUnset } from "./random-values";
import type { Edit } from "./edits";
import type { ConsoleAct, Meanwhile, Scenario, Step } from "./scenario";

const logicalName = fc.constantFrom(...LOGICAL_NAMES);
const target = number(2);
const liveWord = fc.constantFrom("RUN", "PAUSE", "EXPLODED");

const consoleAct: fc.Arbitrary<ConsoleAct> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("delete" as const), target }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("rename" as const), target }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("move" as const), target }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("edit" as const), target, batchSize: number(2) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("state" as const), target, word: liveWord }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("deployment" as const),
      target,
      isDeployed: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("loseFile" as const), target }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("create" as const),
      logicalName,
      name: number(1),
      batchSize: number(2),
      word: fc.constantFrom("NORUN", "RUN"),
    }),
  },
);

/** Longer than a poll, than a confirm, and than an operation. */
const clockJump = fc.constantFrom(10_000, 90_000, 3_600_000);

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: fc.constant("up" as const) },
  { weight: 6, arbitrary: fc.constantFrom(...COMMANDS) },
);

const meanwhile: fc.Arbitrary<Meanwhile> = fc.record({
  call: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 15 })),
  act: fc.oneof(
    { weight: 3, arbitrary: consoleAct },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("clock" as const), ms: clockJump }) },
  ),
});

const anyStep: fc.Arbitrary<Step> = fc.record({
  edits: fc.oneof(
    { weight: 3, arbitrary: fc.array(edit, { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.constant<Edit[]>([]) },
  ),
  console: rarely(consoleAct, 5),
  faults: rarely(fault, 2),
  halfAnswers: rarely(halfAnswer, 8),
  meanwhile: rarely(meanwhile, 8),
  kill,
  command,
  target: rarelySet(fc.constantFrom("a", "b", "c", "d")),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 30, arbitrary: anyStep },
  { weight: 3, arbitrary: situation },
);

function lies(faults: readonly FaultRule[], action: string): boolean {
  return faults.some((rule) => rule.kind === "answer" && rule.action === action && !isHalf(rule));
}

/**
 * Where an empty list hides every file, a second task of a name is nobody's fault, and neither is a success of DeleteDISyncTask that
 * only such a list confirms.
 */
function isFair({ quirks, steps }: Scenario): boolean {
  const { duplicateName, deletedFileListed, deletedFileVisible } = quirks;
  // Then nothing tells a deleted file from one that is there.
  const isUndecidable = deletedFileListed === true && deletedFileVisible === "error";
  return (
    !isUndecidable &&
    !steps.some(
      ({ faults }) =>
        lies(faults, "ListFiles") &&
        (duplicateName === "allow" || lies(faults, "DeleteDISyncTask")),
    )
  );
}

const UP: Step = { edits: [], console: [], faults: [], command: "up" };

/** Most runs begin with an `up` that nothing disturbs: else little would be there to go wrong with. */
const steps = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.constant([UP]) },
      { weight: 1, arbitrary: fc.constant<Step[]>([]) },
    ),
    fc.array(
      fc.oneof(
        { weight: 24, arbitrary: step.map((one) => [one]) },
        { weight: 1, arbitrary: takenBack },
      ),
      { minLength: 1, maxLength: 5 },
    ),
  )
  .map(([first, others]) => [...first, ...others.flat()]);

export const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    quirks,
    isParallel: fc.boolean(),
    maxRetries: fc.constantFrom(2, 0),
    missingOnDelete: fc.oneof(
      { weight: 3, arbitrary: fc.constant("error" as const) },
      { weight: 1, arbitrary: fc.constant("succeed" as const) },
    ),
    acceptsRenames: fc.boolean(),
    program: fc
      .record({ a: wish, b: mostlyUnset(wish), c: mostlyUnset(wish) })
      .map((tasks) => withoutUnset(tasks) as Program),
    steps,
  })
  .filter(isFair);
