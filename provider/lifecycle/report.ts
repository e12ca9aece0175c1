import { lines, messageOf, sentences } from "./errors";
import type { Instance } from "./instance";
import { stateText } from "./live-state";

/** Text of a place in a sequence of steps. */
export function stepText(number: number, count: number, name: string): string {
  return `step ${number} of ${count} (${name})`;
}

/** What an operation that failed tells: what was tried, on what, what came back, what was done, what is kept, what to do. */
export interface Failure {
  /** `Cannot delete task "orders" (…)` */
  readonly attempted: string;
  readonly cause: unknown;
  readonly instance: Instance;
  readonly kept: string;
  readonly advice: string;
  /** What puts the task back to what its program wants. */
  readonly restore?: string;
}

function liveText({ live, isUnread, lastState }: Instance): string {
  if (!isUnread) {
    return stateText(live.state);
  }
  return lastState === undefined
    ? "not readable now"
    : `not readable now, last seen as ${lastState}`;
}

/** The one form of every failed operation that has several steps. */
export function failureReport({
  attempted,
  cause,
  instance,
  kept,
  advice,
  restore = "",
}: Failure): string {
  const { done } = instance;
  return lines(
    sentences(`${attempted}: ${messageOf(cause)}`),
    sentences(
      `Live state: ${liveText(instance)}`,
      `Done so far: ${done.length === 0 ? "nothing" : done.join("; ")}`,
      kept,
    ),
    advice === "" ? "" : sentences(`Next: ${advice}`),
    sentences(restore),
  );
}
