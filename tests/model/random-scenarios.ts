import * as fc from "fast-check";
import type { FaultRule } from "../../emulator/index";
import { COMMANDS, type Command } from "./driver";
import { LOGICAL_NAMES, type Program, type TaskWish } from "./program";
import { fault, kill, quirks } from "./random-trouble";
import type { ConsoleAct, Edit, Scenario, Step } from "./scenario";

const number = (max: number) => fc.nat({ max });
/** Mostly the first, which every program has from the start. */
const logicalName = fc.oneof(fc.constant("a"), fc.constantFrom(...LOGICAL_NAMES));
const desiredState = fc.constantFrom("running", "stopped", "undeployed");

const rareFields = {
  cu: fc.constantFrom(0.5, 1),
  deletePolicy: fc.constantFrom("stopFirst", "refuseIfRunning"),
  onExisting: fc.constantFrom("adopt", "fail"),
  timeout: fc.constant("1m"),
} as const;

function mostlyUnset<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

function withoutUnset<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

const wish = fc
  .record({
    name: number(1),
    folder: number(1),
    batchSize: number(2),
    desiredState: fc.option(desiredState, { freq: 4, nil: undefined }),
    isText: mostlyUnset(fc.constant(true)),
    cu: mostlyUnset(rareFields.cu),
    resourceGroup: mostlyUnset(fc.constant("S_res_group_1_1")),
    failoverCount: mostlyUnset(number(1)),
    restartTrigger: mostlyUnset(number(1)),
    deletePolicy: mostlyUnset(rareFields.deletePolicy),
    onExisting: mostlyUnset(rareFields.onExisting),
    timeout: mostlyUnset(rareFields.timeout),
    protect: mostlyUnset(fc.constant(true)),
  })
  .map((fields) => withoutUnset(fields) as TaskWish);

const wishChange: fc.Arbitrary<Partial<TaskWish>> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ desiredState }) },
  { weight: 4, arbitrary: fc.record({ batchSize: number(2) }) },
  { weight: 3, arbitrary: fc.record({ name: number(1) }) },
  { weight: 1, arbitrary: fc.record({ folder: number(1) }) },
  { weight: 1, arbitrary: fc.record({ restartTrigger: number(1) }) },
  { weight: 1, arbitrary: fc.record({ protect: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ cu: fc.constantFrom(0.5, 1) }) },
  { weight: 1, arbitrary: fc.record({ deletePolicy: rareFields.deletePolicy }) },
  { weight: 1, arbitrary: fc.record({ onExisting: rareFields.onExisting }) },
  { weight: 1, arbitrary: fc.record({ timeout: rareFields.timeout }) },
);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("set" as const), logicalName, wish }) },
  {
    weight: 7,
    arbitrary: fc.record({ kind: fc.constant("change" as const), logicalName, wish: wishChange }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove" as const), logicalName }) },
);

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

/** A list that is mostly empty. */
function rarely<T>(arbitrary: fc.Arbitrary<T>, everyNth: number): fc.Arbitrary<T[]> {
  return fc.oneof(
    { weight: everyNth - 1, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.array(arbitrary, { minLength: 1, maxLength: 2 }) },
  );
}

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: fc.constant("up" as const) },
  { weight: 6, arbitrary: fc.constantFrom(...COMMANDS) },
);

const step: fc.Arbitrary<Step> = fc.record({
  edits: fc.oneof(
    { weight: 3, arbitrary: fc.array(edit, { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.constant<Edit[]>([]) },
  ),
  console: rarely(consoleAct, 5),
  faults: rarely(fault, 2),
  kill,
  command,
});

function lies(faults: readonly FaultRule[], action: string): boolean {
  return faults.some((fault) => fault.kind === "answer" && fault.action === action);
}

/**
 * Where an empty list hides every file, a second task of a name is nobody's fault, and neither is a success of DeleteDISyncTask that
 * only such a list confirms.
 */
function isFair({ quirks: { duplicateName }, steps }: Scenario): boolean {
  return !steps.some(
    ({ faults }) =>
      lies(faults, "ListFiles") && (duplicateName === "allow" || lies(faults, "DeleteDISyncTask")),
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
    fc.array(step, { minLength: 1, maxLength: 5 }),
  )
  .map(([first, others]) => [...first, ...others]);

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
