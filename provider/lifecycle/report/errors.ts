import type { DISyncTaskState } from "../model/state";

/** A failure that knows what to do about it. */
export class AdvisedError extends Error {
  override readonly name: string = "AdvisedError";
  readonly advice: string;

  constructor(message: string, advice: string) {
    super(message);
    this.advice = advice;
  }
}

/** A wait that used up its time. */
export class WaitError extends AdvisedError {
  override readonly name = "WaitError";
}

/** An operation that cannot be carried out, or was not carried out whole; nothing is lost, and the message says what to do. */
export class LifecycleError extends Error {
  override readonly name = "LifecycleError";
}

/** The task exists, but the rest of its create or update failed: the state must be kept. */
export class PartialError extends Error {
  override readonly name = "PartialError";
  readonly id: string;
  readonly state: DISyncTaskState;

  constructor(id: string, state: DISyncTaskState, message: string) {
    super(message);
    this.id = id;
    this.state = state;
  }
}

/** Wraps whatever went wrong into a sentence about the task; what already is one passes. */
export function asLifecycleError(
  attempted: string,
  error: unknown,
  whatNow: string,
): LifecycleError {
  return error instanceof LifecycleError
    ? error
    : new LifecycleError(sentences(`${attempted}: ${messageOf(error)}`, whatNow));
}

/** Joins sentences, each with one full stop; empty ones are left out. */
export function sentences(...parts: readonly string[]): string {
  return parts
    .filter((part) => part !== "")
    .map((part) => (/[.?!]$/.test(part) ? part : `${part}.`))
    .join(" ");
}

/** Puts each part on a line of its own; empty ones are left out. */
export function lines(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n");
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
