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
