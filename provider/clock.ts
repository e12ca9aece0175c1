/** Time as limits and deadlines see it: it only ever goes on, and is no time of day. Tests hand in one that they turn by hand. */
export interface Clock {
  /** Milliseconds since some moment. */
  nowMs(): number;
  sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
