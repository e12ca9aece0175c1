import type { Clock } from "../clock";

/** Shared by the calls of all tasks of one endpoint and account. */
export interface Limiter {
  /**
   * Waits until the next call may start.
   *
   * @returns `undefined` where that would be too late for the deadline.
   */
  acquire(deadlineMs: number): Promise<Permit | undefined>;
  /** How many permits were given so far. */
  readonly calls: number;
}

/** Permission to start one call; at most one of the two methods is called afterwards. */
export interface Permit {
  /** The service throttled the call: slow down, and start nothing before the requested pause is over. */
  throttled(pauseMs?: number): void;
  /** The call was not throttled: speed up a little. */
  passed(): void;
}

/** The limiter never slows down below this many calls per second by itself. */
const SLOWEST_PER_SECOND = 0.5;

/** The rate after the first throttling: the documented total of most editions. */
const FIRST_GUESS_PER_SECOND = 5;

const FASTER_PER_CALL = 0.1;

/** How long after its deadline a call may start, so that the last poll of a wait is not lost. */
const GRACE_MS = 30_000;

/**
 * Additive increase, multiplicative decrease. Unlimited until the service throttles for the first time, unless the user set
 * a rate, which is then never exceeded. Concurrent calls slow it down once, however many of them are throttled.
 */
export function createLimiter(clock: Clock, maxCallsPerSecond?: number): Limiter {
  const ceiling = maxCallsPerSecond ?? Number.POSITIVE_INFINITY;
  let perSecond = ceiling;
  let nextFreeMs = 0;
  let calls = 0;
  let slowdowns = 0;
  /** Resolves when the previous call has its permit: first come, first served. */
  let before: Promise<unknown> = Promise.resolve();

  function slowDown(): void {
    slowdowns++;
    perSecond = Number.isFinite(perSecond)
      ? Math.min(ceiling, Math.max(SLOWEST_PER_SECOND, perSecond / 2))
      : FIRST_GUESS_PER_SECOND;
  }

  function givePermit(): Permit {
    nextFreeMs = clock.nowMs() + 1_000 / perSecond;
    calls++;
    const slowdownsBefore = slowdowns;
    return {
      throttled(pauseMs = 0) {
        nextFreeMs = Math.max(nextFreeMs, clock.nowMs() + pauseMs);
        if (slowdowns === slowdownsBefore) {
          slowDown();
        }
      },
      passed() {
        perSecond = Math.min(ceiling, perSecond + FASTER_PER_CALL);
      },
    };
  }

  async function waitForPermit(latestMs: number): Promise<Permit | undefined> {
    // Loops only where the service requested a pause meanwhile.
    while (clock.nowMs() < nextFreeMs) {
      if (nextFreeMs > latestMs) {
        return undefined;
      }
      await clock.sleep(nextFreeMs - clock.nowMs());
    }
    return givePermit();
  }

  return {
    get calls() {
      return calls;
    },
    async acquire(deadlineMs) {
      const latestMs = deadlineMs + GRACE_MS;
      const permit = before.then(() => waitForPermit(latestMs));
      before = permit;
      return permit;
    },
  };
}
