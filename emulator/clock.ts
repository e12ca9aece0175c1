/** Where the emulator reads the time; a test injects a clock of its own. */
export interface Clock {
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };
