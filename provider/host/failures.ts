import { LifecycleError, messageOf, PartialError } from "../lifecycle/report/errors";
import { PROVIDER_KEY, wireState } from "./wire";

/** gRPC's FAILED_PRECONDITION: the engine treats it as a refusal and not as a broken provider. */
const FAILED_PRECONDITION = 9;

/** An Error without a stack trace of our code, because engine and host print it. */
function withoutStack(error: Error, stack = ""): Error {
  error.stack = stack;
  return error;
}

/** What was attempted, in one line. */
function headline(error: unknown): string {
  return error instanceof LifecycleError
    ? error.failure.attempted
    : (messageOf(error).split("\n")[0] ?? "");
}

/**
 * An error of check, diff, read or delete. The engine shows its message under the resource; the host writes `${error}: ${stack}` to its
 * standard error as well, which the engine shows under the stack: that line only points to the message.
 */
export function plainFailure(error: unknown): Error {
  const message = messageOf(error);
  const failure = Object.assign(new Error(message), {
    code: FAILED_PRECONDITION,
    details: message,
    toString: () => headline(error),
  });
  return withoutStack(failure, "see the error on the resource");
}

/** An error of create or update; with an id the engine keeps the task in its state and shows only the reasons. */
export function writeFailure(error: unknown, providerText: unknown): Error {
  const message = messageOf(error);
  const partial =
    error instanceof PartialError
      ? {
          id: error.id,
          properties: { ...wireState(error.state), [PROVIDER_KEY]: providerText },
          reasons: [message],
        }
      : {};
  return withoutStack(Object.assign(new Error(message), partial));
}
