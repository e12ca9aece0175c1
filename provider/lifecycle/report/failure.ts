/**
 * What can go wrong, by a stable name: docs/troubleshooting.md has a section for each.
 */
export const FAILURE_NAMES = [
  // Settings and arguments
  "configuration",
  "invalid-argument",
  "other-endpoint",
  // The service, or the connection to it
  "unreachable",
  "outcome-unknown",
  "throttled",
  "quota-exceeded",
  "token-expired",
  "wrong-key",
  "clock-skew",
  "forbidden",
  "unknown-operation",
  "refused",
  "timed-out",
  "unexpected",
  // Which task is meant, and whose it is
  "not-found",
  "ambiguous-name",
  "wrong-type",
  "name-taken",
  "declared-twice",
  "renamed",
  "adopt-refused",
  "import-refused",
  "import-not-found",
  "take-over-refused",
  "owned-twice",
  "ownership-unclear",
  "create-outcome-unknown",
  // A change that the service cannot carry out
  "cannot-unset",
  "generate-needs-replacement",
  "folder-not-found",
  // A delete
  "running",
  "state-hidden",
  "already-gone",
  "workspace-empty",
  "still-listed",
  "instance-left",
  "confirm-unreadable",
  "engine-gone",
] as const;

export type FailureName = (typeof FAILURE_NAMES)[number];

/** A failed operation as data, from which the message is built. */
export interface Failure {
  readonly name: FailureName;
  /** What was attempted, on what: `Cannot delete task "orders" (…)`. */
  readonly attempted: string;
  /** What went wrong. */
  readonly cause: string;
  /** The live state, as far as it is known; only of an operation that had begun. */
  readonly liveState?: string;
  /** What was done before it failed. */
  readonly done?: readonly string[];
  /** What was not touched, or is kept. */
  readonly kept?: string;
  /** What to do now. */
  readonly next?: string;
  /** How to bring the task back to its program's desired state. */
  readonly restore?: string;
}

/** Joins sentences, each with one full stop; empty ones are omitted. */
export function sentences(...parts: readonly string[]): string {
  return parts
    .filter((part) => part !== "")
    .map((part) => (/[.?!]$/.test(part) ? part : `${part}.`))
    .join(" ");
}

/** The one format of all failures: what and why, what is kept, what to do, each on its own line. */
export function failureText(failure: Failure): string {
  const { attempted, cause, liveState, done = [], kept = "", next = "", restore = "" } = failure;
  return [
    sentences(`${attempted}: ${cause}`),
    sentences(
      ...(liveState === undefined
        ? []
        : [
            `Live state: ${liveState}`,
            `Done so far: ${done.length === 0 ? "nothing" : done.join("; ")}`,
          ]),
      kept,
    ),
    next === "" ? "" : sentences(`Next: ${next}`),
    sentences(restore),
  ]
    .filter((line) => line !== "")
    .join("\n");
}
