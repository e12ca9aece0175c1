import * as fc from "fast-check";
import type { FaultRule, QuirkChanges } from "../../emulator/index";
import { WRITES, type Kill } from "./driver";
import { HALF_BODIES, LIE, type HalfAnswer } from "./half-answer";

const ACTIONS = [
  "*",
  ...WRITES,
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

const faultEffect = fc.oneof(
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

/** As another account shows a workspace. */
export const EMPTY_WORKSPACE = {
  action: "ListFiles",
  count: 0,
  kind: "answer",
  body: { Success: true, RequestId: LIE, Data: { TotalCount: 0, Files: [] } },
} as const satisfies FaultRule;

/** Answers that are plainly untrue. An empty list is one for the whole command: it stands for a wrong account. */
const lie: fc.Arbitrary<FaultRule> = fc.oneof(
  fc.record({
    action: fc.constantFrom("DeleteDISyncTask", "StopDISyncInstance"),
    kind: fc.constant("answer" as const),
    body: fc.constant({ Success: true, RequestId: LIE, Data: { Status: "success" } }),
  }),
  fc.constant(EMPTY_WORKSPACE),
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

/** Answers that are none: a field is missing that the operation documents. */
const half: fc.Arbitrary<FaultRule> = fc
  .tuple(
    fc.constantFrom(
      ...Object.entries(HALF_BODIES).flatMap(([action, bodies]) =>
        bodies.map((body) => ({ action, body })),
      ),
    ),
    fc.constantFrom(1, 1, 2, 3),
    fc.constantFrom(1, 2, 0),
  )
  .map(
    ([{ action, body }, nth, count]) => ({ action, nth, count, kind: "answer", body }) as FaultRule,
  );

/** Calls that are carried out, and whose answer lacks a field. */
export const halfAnswer: fc.Arbitrary<HalfAnswer> = fc.record({
  action: fc.constantFrom(...ACTIONS.filter((action) => action !== "*")),
  nth: fc.integer({ min: 1, max: 3 }),
  field: fc.constantFrom("Data", "Status", "FileId", "TotalCount", "File"),
});

/** What goes wrong in a call, or with what it is told. */
export const fault: fc.Arbitrary<FaultRule> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(faultTarget, faultEffect)
      .map(([where, effect]) => ({ ...where, ...effect }) as FaultRule),
  },
  { weight: 1, arbitrary: lie },
  { weight: 2, arbitrary: half },
);

/** A command in four is killed, if it calls so often. */
export const kill: fc.Arbitrary<Kill | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.record({
      call: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 15 })),
      moment: fc.constantFrom("after" as const, "before" as const),
    }),
  },
);

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
  deletedFileListed: [true],
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

export const quirks: fc.Arbitrary<QuirkChanges> = fc
  .uniqueArray(
    fc
      .constantFrom(...Object.entries(QUIRK_VALUES))
      .chain(([name, values]) =>
        fc.constantFrom<unknown>(...values).map((value) => [name, value] as const),
      ),
    { maxLength: 4, selector: ([name]) => name },
  )
  .map((pairs) => Object.fromEntries(pairs));
