/** The emulator's time source. */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
}

/** A clock that a test can advance instead of waiting. */
export interface AdjustableClock extends Clock {
  /** Advances the clock by this many milliseconds. */
  advance(ms: number): void;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

export function adjustableClock(base: Clock): AdjustableClock {
  let aheadMs = 0;
  return {
    nowMs: () => base.nowMs() + aheadMs,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) {
        throw new RangeError(
          `A clock can be turned ahead by a number of milliseconds, not by ${ms}.`,
        );
      }
      aheadMs += ms;
    },
  };
}
