import * as fc from "fast-check";
import type { FaultRule, QuirkChanges } from "../../emulator/index";
import { COMMANDS, type Command, type Kill } from "./driver";
import { LOGICAL_NAMES, type Program, type TaskWish } from "./program";

/** What a person changes in the program between two commands. */
export type Edit =
  | { readonly kind: "set"; readonly logicalName: string; readonly wish: TaskWish }
  | { readonly kind: "change"; readonly logicalName: string; readonly wish: Partial<TaskWish> }
  | { readonly kind: "remove"; readonly logicalName: string };

/** What somebody does in the console; `target` counts the tasks that are there, and starts again at their end. */
export type ConsoleAct =
  | { readonly kind: "delete"; readonly target: number }
  | { readonly kind: "rename"; readonly target: number }
  | { readonly kind: "move"; readonly target: number }
  | { readonly kind: "edit"; readonly target: number; readonly batchSize: number }
  | { readonly kind: "state"; readonly target: number; readonly word: string }
  | { readonly kind: "deployment"; readonly target: number; readonly isDeployed: boolean }
  | { readonly kind: "loseFile"; readonly target: number }
  /** A task of a name and folder that a program may want. */
  | {
      readonly kind: "create";
      readonly logicalName: string;
      readonly name: number;
      readonly batchSize: number;
      readonly word: string;
    };

export interface Step {
  readonly edits: readonly Edit[];
  readonly console: readonly ConsoleAct[];
  readonly faults: readonly FaultRule[];
  readonly kill?: Kill | undefined;
  readonly command: Command;
}

/** A whole run: everything that is random in it. */
export interface Scenario {
  readonly quirks: QuirkChanges;
  readonly isParallel: boolean;
  readonly maxRetries: number;
  readonly missingOnDelete: "error" | "succeed";
  /** What is done about renames in the console: taken over, or taken back. */
  readonly acceptsRenames: boolean;
  readonly program: Program;
  readonly steps: readonly Step[];
}

export function edited(program: Program, edits: readonly Edit[]): Program {
  let next: Record<string, TaskWish> = { ...program };
  for (const edit of edits) {
    const { logicalName } = edit;
    const { [logicalName]: old, ...others } = next;
    if (edit.kind === "remove") {
      next = others;
    } else if (edit.kind === "set") {
      next = { ...next, [logicalName]: edit.wish };
    } else if (old !== undefined) {
      next = { ...next, [logicalName]: { ...old, ...edit.wish } };
    }
  }
  return next;
}

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

const ACTIONS = [
  "*",
  "CreateDISyncTask",
  "UpdateDISyncTask",
  "DeleteDISyncTask",
  "DeployDISyncTask",
  "StartDISyncInstance",
  "StopDISyncInstance",
  "TerminateDISyncInstance",
  "GetDISyncTask",
  "GetDISyncInstanceInfo",
  "ListFiles",
  "GetFile",
] as const;

const gatewayCode = fc.constantFrom(
  { httpStatus: 403, code: "Forbidden.Access", message: "Access is forbidden." },
  { httpStatus: 400, code: "Param.Invalid", message: "The parameter is invalid." },
  { httpStatus: 404, code: "InvalidAction.NotFound", message: "Specified api is not found." },
  { httpStatus: 500, code: "InternalError.System", message: "An internal error occurred." },
  { httpStatus: 503, code: "ServiceUnavailable", message: "The service is unavailable." },
);

const faultDeed = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: "refuse" as const, message: "no" }) },
  {
    weight: 4,
    arbitrary: gatewayCode.map((error) => ({ kind: "gateway" as const, ...error })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("throttle" as const),
      per: fc.constantFrom("second" as const, "day" as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      { kind: "unsuccessful" as const },
      { kind: "html" as const },
      { kind: "xmlAfter" as const },
      { kind: "cutBefore" as const },
      { kind: "cutAfter" as const },
      { kind: "cutInside" as const },
      { kind: "empty" as const },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("slow" as const, "slowBefore" as const),
      delayMs: fc.constantFrom(5_000, 70_000),
    }),
  },
);

const faultTarget = fc.record({
  action: fc.constantFrom(...ACTIONS),
  nth: fc.oneof(
    { weight: 3, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }) },
  ),
  count: fc.constantFrom(1, 2, 0),
});

/** Answers that are plainly untrue. An empty list is one for the whole command: it stands for a wrong account. */
const lie: fc.Arbitrary<FaultRule> = fc.oneof(
  fc.record({
    action: fc.constantFrom("DeleteDISyncTask", "StopDISyncInstance"),
    kind: fc.constant("answer" as const),
    body: fc.constant({ Success: true, RequestId: "LIE", Data: { Status: "success" } }),
  }),
  fc.record({
    action: fc.constant("ListFiles"),
    count: fc.constant(0),
    kind: fc.constant("answer" as const),
    body: fc.constant({ Success: true, RequestId: "LIE", Data: { TotalCount: 0, Files: [] } }),
  }),
  fc.record({
    action: fc.constant("GetDISyncInstanceInfo"),
    nth: fc.integer({ min: 1, max: 3 }),
    kind: fc.constant("infoWord" as const),
    word: fc.constantFrom("RUN", "PAUSE", "NORUN", "EXPLODED"),
  }),
  fc.record({
    action: fc.constant("GetDISyncInstanceInfo"),
    kind: fc.constant("infoName" as const),
    name: fc.constant("somebody_else"),
  }),
);

const fault: fc.Arbitrary<FaultRule> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(faultTarget, faultDeed)
      .map(([where, deed]) => ({ ...where, ...deed }) as FaultRule),
  },
  { weight: 1, arbitrary: lie },
);

/** A list that is mostly empty. */
function rarely<T>(arbitrary: fc.Arbitrary<T>, everyNth: number): fc.Arbitrary<T[]> {
  return fc.oneof(
    { weight: everyNth - 1, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.array(arbitrary, { minLength: 1, maxLength: 2 }) },
  );
}

const kill: fc.Arbitrary<Kill | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.record({
      call: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 15 })),
      moment: fc.constantFrom("after" as const, "before" as const),
    }),
  },
);

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

/** Where the documentation is silent: every value, each mostly the strict one. */
const QUIRK_VALUES = {
  undeployedInfo: ["fail"],
  startUndeployed: ["ok"],
  startRunning: ["fail"],
  stopStopped: ["fail"],
  terminateRunning: ["stopFirst"],
  deleteRunning: ["force", "orphan"],
  deleteDeployed: ["ok"],
  deletedFileVisible: ["error"],
  missingShape: ["http400"],
  messageOnSuccess: ["absent", "sample"],
  statusCase: ["capitalised"],
  duplicateName: ["allow"],
  clientToken: ["ignored"],
  normalise: [false],
  nameInInfo: [false],
  updateRealtime: ["reject"],
  startOutcome: ["pause"],
  deployDelayMs: [30_000],
  startDelayMs: [30_000],
  stopDelayMs: [30_000, 3_600_000],
} as const;

const quirks: fc.Arbitrary<QuirkChanges> = fc
  .uniqueArray(
    fc
      .constantFrom(...Object.entries(QUIRK_VALUES))
      .chain(([name, values]) =>
        fc.constantFrom<unknown>(...values).map((value) => [name, value] as const),
      ),
    { maxLength: 4, selector: ([name]) => name },
  )
  .map((pairs) => Object.fromEntries(pairs));

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
