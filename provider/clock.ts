/** Monotonic time for limits and deadlines, not wall-clock time. Tests pass one that they advance themselves. */
export interface Clock {
  /** Milliseconds since an arbitrary origin. */
  nowMs(): number;
  sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
