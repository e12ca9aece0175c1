import { createControl, type EmulatorControl } from "../../emulator/control/control";
import type { QuirkChanges } from "../../emulator/index";
import { createParts, type EmulatorParts } from "../../emulator/parts";
import { changeQuirks, DEFAULT_QUIRKS } from "../../emulator/quirks";
import type { Clock } from "../../provider/clock";
import { FOLDERS } from "./program";

/** An emulator without a server. */
export interface FastEmulator {
  readonly parts: EmulatorParts;
  readonly control: EmulatorControl;
}

/** Its clock is the one that its driver turns. */
export function createFastEmulator(
  clock: Pick<Clock, "nowMs">,
  quirks: QuirkChanges,
): FastEmulator {
  let requests = 0;
  const parts = createParts({
    clock,
    quirks: changeQuirks(DEFAULT_QUIRKS, quirks),
    seed: { folders: FOLDERS },
    firstFileId: 1_000_001n,
    authentication: { check: () => undefined, reset: () => undefined },
    newRequestId: () => `REQUEST-${++requests}`,
  });
  return { parts, control: createControl(parts) };
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
