import { lines, messageOf, sentences } from "./errors";

/** Text of a place in a sequence of steps. */
export function stepText(number: number, count: number, name: string): string {
  return `step ${number} of ${count} (${name})`;
}

/** What an operation that failed tells: what was tried, on what, what came back, what was done, what is kept, what to do. */
export interface Failure {
  /** `Cannot delete task "orders" (…)` */
  readonly attempted: string;
  readonly cause: unknown;
  /** The live state, as far as it is known. */
  readonly liveState: string;
  /** What was done before it failed. */
  readonly done: readonly string[];
  readonly kept: string;
  readonly advice: string;
  /** What puts the task back to what its program wants. */
  readonly restore?: string;
}

/** The one form of every failed operation that has several steps. */
export function failureReport({
  attempted,
  cause,
  liveState,
  done,
  kept,
  advice,
  restore = "",
}: Failure): string {
  return lines(
    sentences(`${attempted}: ${messageOf(cause)}`),
    sentences(
      `Live state: ${liveState}`,
      `Done so far: ${done.length === 0 ? "nothing" : done.join("; ")}`,
      kept,
    ),
    advice === "" ? "" : sentences(`Next: ${advice}`),
    sentences(restore),
  );
}
