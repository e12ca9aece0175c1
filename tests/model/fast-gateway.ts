import { turnableClock } from "../../emulator/clock";
import { Faults } from "../../emulator/faults/faults";
import type { Gateway } from "../../emulator/server/answer-request";
import type { QuirkChanges } from "../../emulator/index";
import { OPERATIONS } from "../../emulator/operations/index";
import { changeQuirks, DEFAULT_QUIRKS } from "../../emulator/quirks";
import { createQuota } from "../../emulator/protocol/quota";
import { Store } from "../../emulator/workspace/workspace";
import type { Clock } from "../../provider/clock";
import { FOLDERS } from "./program";

/** The emulator's inside, on a clock that its driver turns. */
export function createGateway(base: Pick<Clock, "nowMs">, quirks: QuirkChanges): Gateway {
  const clock = turnableClock(base);
  let requests = 0;
  return {
    store: new Store({
      clock,
      quirks: changeQuirks(DEFAULT_QUIRKS, quirks),
      firstFileId: 1_000_001n,
      seed: { folders: FOLDERS },
    }),
    clock,
    faults: new Faults([...OPERATIONS.keys()]),
    authentication: { check: () => undefined, reset: () => undefined },
    quota: createQuota(clock),
    log: [],
    newRequestId: () => `REQUEST-${++requests}`,
  };
}

/** A repeatable chance between 0 and 1; mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
