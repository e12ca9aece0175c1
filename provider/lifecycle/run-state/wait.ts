import type { Clock } from "../../clock";
import { formatDuration } from "../../duration";
import { WaitError } from "../report/errors";
import type { FailureName } from "../report/failure";

const FIRST_POLL_MS = 1_000;
const SECOND_POLL_MS = 5_000;
/** Infrequent, because the Basic edition allows 100 calls a day. */
const SLOWEST_POLL_MS = 30_000;
const GROWTH = 1.5;
const PROGRESS_EVERY_MS = 30_000;
/** How many polls in a row must be suspect before a wait counts as failed. */
const SUSPECT_POLLS = 3;

/** What a polled value means for the wait. */
export type Verdict =
  | "success"
  | "retry"
  /** A failure, unless the service has not caught up yet: only the third in a row counts. */
  | "suspect";

export interface WaitOptions {
  /** What is waited for, as part of a sentence: `task "orders" to stop`. */
  readonly what: string;
  /** The step that waits: `step 2 of 5 (wait for the stop)`. */
  readonly step: string;
  readonly deadlineMs: number;
  /** What to do when the time runs out. */
  readonly advice: string;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** The problem to report when the time is up. @default the last word */
  readonly endText?: string;
  /** What kind of failure that is. @default "timed-out" */
  readonly failureName?: FailureName;
}

/** How a wait interprets what it polled. */
export interface Reading<T> {
  readonly verdictOf: (seen: T) => Verdict;
  /** The word that is shown during the wait. */
  readonly wordOf: (seen: T) => string;
  /** The service's message, for the end of an error. */
  readonly messageOf?: (seen: T) => string | undefined;
}

/**
 * Polls until the verdict is a success. The first poll comes after 1 s, the next after 5 s, then growing to 30 s; the last one comes at
 * the deadline. Every change of the word is logged, and every 30 s that the wait continues.
 *
 * @returns what the last poll read.
 * @throws WaitError when the deadline passes, or when the verdict was suspect three times in a row.
 */
export async function waitUntil<T>(
  poll: () => Promise<T>,
  reading: Reading<T>,
  options: WaitOptions,
): Promise<T> {
  const { what, step, deadlineMs, advice, clock, log, endText, failureName } = options;
  const startMs = clock.nowMs();
  let delayMs = FIRST_POLL_MS;
  let word = "nothing";
  let serviceMessage: string | undefined;
  let loggedMs = startMs;
  let suspectPolls = 0;

  const failure = (problem: string) =>
    new WaitError(
      `${step}: waited ${formatDuration(clock.nowMs() - startMs)} for ${what}; ${problem}${serviceMessage === undefined ? "" : `; the service says: ${serviceMessage}`}`,
      advice,
      failureName,
    );

  for (;;) {
    const remainingMs = deadlineMs - clock.nowMs();
    if (remainingMs <= 0) {
      throw failure(endText ?? `it still says ${word}`);
    }
    await clock.sleep(Math.min(delayMs, remainingMs));
    const seen = await poll();
    const verdict = reading.verdictOf(seen);
    if (verdict === "success") {
      return seen;
    }
    serviceMessage = reading.messageOf?.(seen);
    const nowMs = clock.nowMs();
    const newWord = reading.wordOf(seen);
    if (newWord !== word || nowMs - loggedMs >= PROGRESS_EVERY_MS) {
      word = newWord;
      loggedMs = nowMs;
      log(`${step}: waiting for ${what}; now ${word}, ${formatDuration(deadlineMs - nowMs)} left`);
    }
    suspectPolls = verdict === "suspect" ? suspectPolls + 1 : 0;
    if (suspectPolls >= SUSPECT_POLLS) {
      throw failure(`it stays ${word}`);
    }
    delayMs =
      delayMs === FIRST_POLL_MS ? SECOND_POLL_MS : Math.min(SLOWEST_POLL_MS, delayMs * GROWTH);
  }
}
