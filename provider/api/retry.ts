import type { Clock } from "../clock";
import { isOutcomeUnknown, isThrottled, isTokenExpired, isUnsent } from "./errors";
import { pauseAskedMs } from "./retry-after";

/** After which failures an operation may be repeated. */
export type Repeat =
  /** Reads and calls that set a value: also after an outage or a missing answer. */
  | "idempotent"
  /** Writes: only when nothing was executed, because the call was throttled or never sent. The lifecycle deals with a lost answer. */
  | "onlyIfNotExecuted";

export interface RetryPolicy {
  readonly maxRetries: number;
  /** No attempt starts after this time. */
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

/**
 * Repeats a call while its failure is transient, its operation allows it, and the budget lasts. A call whose token had expired is
 * repeated once, immediately, with a renewed token.
 */
export async function withRetry<T>(
  attempt: () => Promise<T>,
  repeat: Repeat,
  policy: RetryPolicy,
  clock: Clock,
  random: () => number,
): Promise<T> {
  let isRenewed = false;
  for (let retry = 0; ;) {
    try {
      return await attempt();
    } catch (error) {
      if (isTokenExpired(error) && !isRenewed) {
        isRenewed = true;
        continue;
      }
      const isTransient =
        isThrottled(error) ||
        isUnsent(error) ||
        (repeat === "idempotent" && isOutcomeUnknown(error));
      const delayMs = Math.max(fullJitterMs(retry, random), pauseAskedMs(error) ?? 0);
      if (
        !isTransient ||
        retry >= policy.maxRetries ||
        clock.nowMs() + delayMs >= policy.deadlineMs
      ) {
        throw error;
      }
      retry++;
      await clock.sleep(delayMs);
    }
  }
}
