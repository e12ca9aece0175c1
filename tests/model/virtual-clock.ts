import type { Clock } from "../../provider/clock";

/** Time for many sleepers at once: it jumps to the next one as soon as nobody has anything else to do. */
export interface VirtualClock extends Clock {
  /** Lets time pass while nothing runs. */
  pass(ms: number): void;
  /** Those who sleep now never wake: their process is dead. */
  forgetSleepers(): void;
}

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

export function createVirtualClock(): VirtualClock {
  let nowMs = 0;
  let sleepers: Sleeper[] = [];
  let isScheduled = false;

  function schedule(): void {
    if (!isScheduled && sleepers.length > 0) {
      isScheduled = true;
      // It comes after every promise that can go on without time.
      setImmediate(wakeNext);
    }
  }

  function wakeNext(): void {
    isScheduled = false;
    const [first, ...others] = sleepers;
    if (first !== undefined) {
      // Of equal times the first that fell asleep wakes first.
      const next = others.reduce((best, one) => (one.atMs < best.atMs ? one : best), first);
      sleepers = sleepers.filter((one) => one !== next);
      nowMs = Math.max(nowMs, next.atMs);
      next.wake();
    }
    schedule();
  }

  return {
    nowMs: () => nowMs,
    sleep: (ms) =>
      new Promise((wake) => {
        sleepers.push({ atMs: nowMs + Math.max(0, ms), wake });
        schedule();
      }),
    pass(ms) {
      nowMs += ms;
    },
    forgetSleepers() {
      sleepers = [];
    },
  };
}
