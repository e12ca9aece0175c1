import type { Clock } from "../clock";
import { formatDuration } from "../duration";
import { WaitError } from "./errors";

const FIRST_POLL_MS = 1_000;
const SECOND_POLL_MS = 5_000;
/** Sparse, because a Basic edition has 100 calls a day. */
const SLOWEST_POLL_MS = 30_000;
const GROWTH = 1.5;
const PROGRESS_EVERY_MS = 30_000;

export interface WaitOptions {
  /** What is waited for, as a part of a sentence: `"orders" to stop`. */
  readonly what: string;
  /** Where the wait stands: `step 2 of 5`. */
  readonly step: string;
  readonly deadlineMs: number;
  /** What to do when the time runs out. */
  readonly advice: string;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/**
 * Polls until `isDone`. The first poll comes after 1 s, the next after 5 s, then growing to 30 s; the last one comes at the
 * deadline. A line says every change of the word and, every 30 s, that the wait goes on.
 *
 * @returns what the last poll read.
 * @throws WaitError when the deadline passes.
 */
export async function waitUntil<T>(
  poll: () => Promise<T>,
  isDone: (seen: T) => boolean,
  wordOf: (seen: T) => string,
  options: WaitOptions,
): Promise<T> {
  const { what, step, deadlineMs, advice, clock, log } = options;
  const startMs = clock.nowMs();
  let delayMs = FIRST_POLL_MS;
  let word: string | undefined;
  let toldMs = startMs;

  for (;;) {
    const leftMs = deadlineMs - clock.nowMs();
    if (leftMs <= 0) {
      throw new WaitError(
        `${step}: waited ${formatDuration(clock.nowMs() - startMs)} for ${what}; it still says ${word ?? "nothing"}`,
        advice,
      );
    }
    await clock.sleep(Math.min(delayMs, leftMs));
    const seen = await poll();
    if (isDone(seen)) {
      return seen;
    }
    const nowMs = clock.nowMs();
    const newWord = wordOf(seen);
    if (newWord !== word || nowMs - toldMs >= PROGRESS_EVERY_MS) {
      word = newWord;
      toldMs = nowMs;
      log(`${step}: waiting for ${what}; now ${word}, ${formatDuration(deadlineMs - nowMs)} left`);
    }
    delayMs =
      delayMs === FIRST_POLL_MS ? SECOND_POLL_MS : Math.min(SLOWEST_POLL_MS, delayMs * GROWTH);
  }
}
