import * as fc from "fast-check";
import type { FaultRule } from "../../emulator/index";
import { HALF, LIE } from "./half-answer";
import { EMPTY_WORKSPACE } from "./random-trouble";
import type { Step } from "./scenario";

/** Situations that chance alone would hardly ever bring about: several things have to come together in them. */

const NOTHING_NEW = { edits: [], console: [], faults: [] } as const satisfies Partial<Step>;

/** A command with the environment of another stack; only such as ask for nothing new. */
const elsewhere: fc.Arbitrary<Step> = fc.record({
  ...Object.fromEntries(
    Object.entries(NOTHING_NEW).map(([key, value]) => [key, fc.constant(value)]),
  ),
  isElsewhere: fc.constant(true),
  command: fc.constantFrom("refresh", "destroy", "destroy --refresh"),
}) as unknown as fc.Arbitrary<Step>;

/** In the middle of a command, after one task was found gone, the workspace turns out to be empty: its account has changed. */
const emptied: fc.Arbitrary<Step> = fc
  .record({
    target: fc.nat({ max: 2 }),
    listings: fc.constantFrom(3, 4),
    reads: fc.constantFrom(1, 2, 3),
    command: fc.constantFrom("refresh" as const, "up --refresh" as const),
  })
  .map(({ target, listings, reads, command }) => ({
    ...NOTHING_NEW,
    console: [{ kind: "delete", target }],
    faults: [
      { ...EMPTY_WORKSPACE, nth: listings },
      { action: "GetDISyncTask", kind: "refuse", message: "no", nth: reads, count: 0 },
    ],
    command,
  }));

/** How the looks of a confirm end that cannot be read. */
const unreadable = fc.constantFrom<Partial<FaultRule>>(
  { kind: "throttle", per: "day" },
  { kind: "gateway", httpStatus: 403, code: "Forbidden.Access", message: "Access is forbidden." },
  { kind: "answer", body: { Success: true, RequestId: HALF } },
);

/** A delete is called a success and has done nothing; from some look on, nobody can see that. */
const unconfirmed: fc.Arbitrary<Step> = fc
  .record({
    nth: fc.constantFrom(1, 2, 3),
    look: unreadable,
    command: fc.constantFrom("destroy" as const, "destroy --refresh" as const),
  })
  .map(({ nth, look, command }) => ({
    ...NOTHING_NEW,
    faults: [
      {
        action: "DeleteDISyncTask",
        kind: "answer",
        body: { Success: true, RequestId: LIE, Data: { Status: "success" } },
      },
      { action: "ListFiles", nth, count: 0, ...look } as FaultRule,
    ],
    command,
  }));

/** The state of a task is denied, once or always, to a command that is to delete it. */
const denied: fc.Arbitrary<Step> = fc
  .record({ nth: fc.constantFrom(1, 1, 2), count: fc.constantFrom(1, 0) })
  .map(({ nth, count }) => ({
    ...NOTHING_NEW,
    faults: [{ action: "GetDISyncInstanceInfo", kind: "refuse", message: "busy", nth, count }],
    command: "destroy",
  }));

export const situation: fc.Arbitrary<Step> = fc.oneof(elsewhere, emptied, unconfirmed, denied);

/** A size is sent, something after that fails, and the program is taken back. */
export const takenBack: fc.Arbitrary<Step[]> = fc
  .record({
    action: fc.constantFrom("DeployDISyncTask", "StartDISyncInstance", "GetDISyncInstanceInfo"),
    command: fc.constantFrom("up" as const, "refresh" as const),
  })
  .map(({ action, command }) => {
    const change = (cu: number) =>
      ({ kind: "change", logicalName: "a", wish: { cu, desiredState: "stopped" } }) as const;
    const fault: FaultRule = { action, kind: "refuse", message: "no" };
    return [
      { ...NOTHING_NEW, edits: [change(0.5)], command: "up" },
      { ...NOTHING_NEW, edits: [change(1)], faults: [fault], command: "up" },
      { ...NOTHING_NEW, edits: [change(0.5)], command },
    ];
  });
