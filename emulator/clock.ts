/** What the emulator takes for the time. */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
}

/** A clock that a test can move ahead, so that nothing has to be waited for. */
export interface AdjustableClock extends Clock {
  /** Lets so many milliseconds pass at once. */
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
