import {
  ApiError,
  ConfigError,
  isBusinessRefusal,
  isClockSkew,
  isForbidden,
  isOutcomeUnknown,
  isQuotaUsedUp,
  isThrottled,
  isTokenExpired,
  isWrongKey,
  TransportError,
} from "../../api/errors";
import { SETTINGS } from "../../settings";
import { AdvisedError, LifecycleError, messageOf } from "./errors";
import type { Failure, FailureName } from "./failure";

const RUN_AGAIN = "run the command again; it reads what is there before it writes";
const RUN_AGAIN_FIRST = `R${RUN_AGAIN.slice(1)}`;

/** What kind of failure an error is, and what a person can do about it. */
export interface Diagnosis {
  readonly name: FailureName;
  readonly next: string;
}

/** The first match counts. */
const KINDS: readonly (Diagnosis & { readonly matches: (error: unknown) => boolean })[] = [
  // The message itself says what to do.
  { name: "configuration", matches: (error) => error instanceof ConfigError, next: "" },
  {
    name: "quota-exceeded",
    matches: isQuotaUsedUp,
    next: "The account's API quota is exceeded: run the command again tomorrow, or use a larger edition of DataWorks",
  },
  {
    name: "throttled",
    matches: isThrottled,
    next: `The service still throttles: run the command again later, or set ${SETTINGS.maxCallsPerSecond.variable} to a smaller number`,
  },
  {
    name: "token-expired",
    matches: isTokenExpired,
    next: `The security token has expired, and the source of the credentials provided no newer one: get a new token, then ${RUN_AGAIN}`,
  },
  {
    name: "clock-skew",
    matches: isClockSkew,
    next: `Set the clock of this machine and check that its time synchronisation runs, then ${RUN_AGAIN}`,
  },
  {
    name: "wrong-key",
    matches: isWrongKey,
    next: "Check access key id, secret and security token; a token belongs to the key that it was issued with",
  },
  {
    name: "unknown-operation",
    matches: (error) =>
      error instanceof ApiError && error.details.code === "InvalidAction.NotFound",
    next: "This endpoint does not know the operation: check region and endpoint, and whether the workspace uses the new Data Studio, which version 2020-05-18 of the API does not serve",
  },
  {
    name: "forbidden",
    matches: isForbidden,
    next: "Check that the access key has the RAM permissions for DataWorks and is a member of the workspace",
  },
  {
    name: "refused",
    matches: isBusinessRefusal,
    next: "Correct in DataWorks what the service's message names, then run the command again; it resumes from here",
  },
  { name: "outcome-unknown", matches: isOutcomeUnknown, next: RUN_AGAIN_FIRST },
];

const UNEXPECTED: Diagnosis = {
  name: "unexpected",
  next: "Correct the cause, then run the command again; it resumes from here",
};

/** A request that was never sent needs a check before a retry; one that was lost, only if it is lost again. */
function withoutResponse({ details: { check, isUnsent } }: TransportError): Diagnosis {
  const name = isUnsent === true ? "unreachable" : "outcome-unknown";
  if (check === undefined) {
    return { name, next: RUN_AGAIN_FIRST };
  }
  return {
    name,
    next:
      isUnsent === true
        ? `Check ${check}, then ${RUN_AGAIN}`
        : `${RUN_AGAIN_FIRST}. If that ends in the same way, check ${check}`,
  };
}

export function diagnose(error: unknown): Diagnosis {
  if (error instanceof AdvisedError) {
    return { name: error.failureName, next: error.advice };
  }
  if (error instanceof TransportError) {
    return withoutResponse(error);
  }
  const { name, next } = KINDS.find(({ matches }) => matches(error)) ?? UNEXPECTED;
  return { name, next };
}

/** Turns any error into a failure of the operation; a LifecycleError is returned as it is. */
export function asLifecycleError(
  error: unknown,
  known: Pick<Failure, "attempted"> & Partial<Failure>,
): LifecycleError {
  return error instanceof LifecycleError
    ? error
    : new LifecycleError({ ...diagnose(error), cause: messageOf(error), ...known });
}
