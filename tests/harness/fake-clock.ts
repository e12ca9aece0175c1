import type { Clock } from "../../provider/clock";

/** A clock that stands still until somebody sleeps on it; every sleep ends at once. */
export interface FakeClock extends Clock {
  readonly sleptMs: number[];
}

export function fakeClock(startMs = 0): FakeClock {
  let nowMs = startMs;
  const sleptMs: number[] = [];
  return {
    sleptMs,
    nowMs: () => nowMs,
    async sleep(ms) {
      sleptMs.push(ms);
      nowMs += ms;
    },
  };
}
