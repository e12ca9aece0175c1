import type { Clock } from "../clock";
import { isOutage, isThrottled } from "./errors";

/** Which failures of an operation may be answered by the same call again. */
export type Repeat =
  /** Reads and calls that set a value: also after an outage or without an answer. */
  | "idempotent"
  /** Writes: only when throttled, because then nothing was carried out. A lost answer is for the lifecycle to clear up. */
  | "throttledOnly";

export interface RetryPolicy {
  readonly maxRetries: number;
  /** No attempt starts after this moment. */
  readonly deadlineMs: number;
}

const BASE_DELAY_MS = 500;
const MAX_DELAY_MS = 20_000;

/**
 * Full jitter: a random time between 0 and the doubled ceiling.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function fullJitterMs(retry: number, random: () => number): number {
  return random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** retry);
}

/** Repeats a call while its failure is passing, its operation allows it, and the budget lasts. */
export async function withRetry<T>(
  attempt: () => Promise<T>,
  repeat: Repeat,
  policy: RetryPolicy,
  clock: Clock,
  random: () => number,
): Promise<T> {
  for (let retry = 0; ; retry++) {
    try {
      return await attempt();
    } catch (error) {
      const passing = isThrottled(error) || (repeat === "idempotent" && isOutage(error));
      const delayMs = fullJitterMs(retry, random);
      if (!passing || retry >= policy.maxRetries || clock.nowMs() + delayMs >= policy.deadlineMs) {
        throw error;
      }
      await clock.sleep(delayMs);
    }
  }
}
