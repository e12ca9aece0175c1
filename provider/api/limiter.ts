import type { Clock } from "../clock";

/** Shared by the calls of all tasks of one endpoint and account. */
export interface Limiter {
  /** Waits until the next call may start. */
  turn(): Promise<void>;
  /** The service throttled a call: slow down. */
  throttled(): void;
  /** A call was not throttled: speed up a little. */
  passed(): void;
}

/** Calls per second below which the limiter never falls by itself. */
const SLOWEST_PER_SECOND = 0.5;

/** The rate that a first throttling assumes: the documented total of most editions. */
const FIRST_GUESS_PER_SECOND = 5;

const FASTER_PER_CALL = 0.1;

/**
 * Additive increase, multiplicative decrease. Unlimited until the service throttles for the first time, unless the user set
 * a number, which is then never passed.
 */
export function createLimiter(clock: Clock, maxCallsPerSecond?: number): Limiter {
  const ceiling = maxCallsPerSecond ?? Number.POSITIVE_INFINITY;
  let perSecond = ceiling;
  let nextFreeMs = 0;

  return {
    async turn() {
      const nowMs = clock.nowMs();
      const startMs = Math.max(nowMs, nextFreeMs);
      nextFreeMs = startMs + 1_000 / perSecond;
      if (startMs > nowMs) {
        await clock.sleep(startMs - nowMs);
      }
    },
    throttled() {
      perSecond = Number.isFinite(perSecond)
        ? Math.max(SLOWEST_PER_SECOND, perSecond / 2)
        : FIRST_GUESS_PER_SECOND;
    },
    passed() {
      perSecond = Math.min(ceiling, perSecond + FASTER_PER_CALL);
    },
  };
}
