import type { DISyncTaskState } from "../model/state";
import { failureText, type Failure, type FailureName } from "./failure";

/** Something that went wrong in the middle of an operation, and what to do about it. */
export class AdvisedError extends Error {
  override readonly name: string = "AdvisedError";
  readonly failureName: FailureName;
  readonly advice: string;

  constructor(failureName: FailureName, message: string, advice: string, options?: ErrorOptions) {
    super(message, options);
    this.failureName = failureName;
    this.advice = advice;
  }
}

/** A wait that used up its time. */
export class WaitError extends AdvisedError {
  override readonly name = "WaitError";

  constructor(message: string, advice: string, failureName: FailureName = "timed-out") {
    super(failureName, message, advice);
  }
}

/** An operation that cannot be carried out, or was not completed; nothing is lost, and the message says what to do. */
export class LifecycleError extends Error {
  override readonly name = "LifecycleError";
  /** Private, since Node prints every other field of an error that a program does not catch. */
  readonly #failure: Failure;

  constructor(failure: Failure) {
    super(failureText(failure));
    this.#failure = failure;
  }

  get failure(): Failure {
    return this.#failure;
  }
}

/** The task exists, but the rest of its create or update failed: the state must be kept. */
export class PartialError extends Error {
  override readonly name = "PartialError";
  readonly id: string;
  readonly state: DISyncTaskState;
  readonly failure: Failure;

  constructor(id: string, state: DISyncTaskState, failure: Failure) {
    super(failureText(failure));
    this.id = id;
    this.state = state;
    this.failure = failure;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
