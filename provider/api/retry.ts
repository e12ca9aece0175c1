import type { Clock } from "../clock";
import { isOutcomeUnknown, isThrottled, isTokenExpired, isUnsent } from "./errors";
import { pauseAskedMs } from "./retry-after";

/** Which failures of an operation may be answered by the same call again. */
export type Repeat =
  /** Reads and calls that set a value: also after an outage or without an answer. */
  | "idempotent"
  /** Writes: only when nothing was carried out, because the call was throttled or never sent. A lost answer is for the lifecycle to clear up. */
  | "onlyIfNotExecuted";

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

/**
 * Repeats a call while its failure is transient, its operation allows it, and the budget lasts. A call whose token was too old is
 * repeated once and at once: by then the token was renewed.
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
