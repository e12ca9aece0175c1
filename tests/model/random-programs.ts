import * as fc from "fast-check";
import type { Edit } from "./edits";
import { LOGICAL_NAMES, PROVIDERS, type TaskWish } from "./program";
import { mostlyUnset, number, rarelySet, withoutUnset } from "./random-values";

/** Mostly the first, which every program has from the start. */
const logicalName = fc.oneof(fc.constant("a"), fc.constantFrom(...LOGICAL_NAMES));
const desiredState = fc.constantFrom("running", "stopped", "undeployed");

const rareFields = {
  cu: fc.constantFrom(0.5, 1),
  deletePolicy: fc.constantFrom("stopFirst", "refuseIfRunning"),
  onExisting: fc.constantFrom("adopt", "fail"),
  timeout: fc.constant("1m"),
} as const;

export const wish = fc
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
    retainOnDelete: rarelySet(fc.constant(true)),
    isGenerated: rarelySet(fc.constant(true)),
    provider: mostlyUnset(fc.constantFrom(...PROVIDERS)),
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
  { weight: 1, arbitrary: fc.record({ retainOnDelete: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ provider: fc.constantFrom(...PROVIDERS) }) },
);

export const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("set" as const), logicalName, wish }) },
  {
    weight: 7,
    arbitrary: fc.record({ kind: fc.constant("change" as const), logicalName, wish: wishChange }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove" as const), logicalName }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("unset" as const),
      logicalName,
      field: fc.constantFrom("cu", "resourceGroup", "import", "onExisting", "alias"),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("rename" as const),
      logicalName,
      to: fc.constantFrom("b", "c", "d", "a"),
      by: fc.constantFrom("import", "adopt", "alias", undefined),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("swap" as const),
      logicalName,
      other: fc.constantFrom("b", "c", "a"),
      by: fc.constantFrom("adopt", undefined, "import"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("import" as const),
      logicalName,
      target: number(2),
    }),
  },
);
