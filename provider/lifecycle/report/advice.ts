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
import { AdvisedError } from "./errors";

const RUN_AGAIN = "run the command again; it reads what is there before it writes";
const RUN_AGAIN_FIRST = `R${RUN_AGAIN.slice(1)}`;

/** What a person can do about each kind of failure; the first that fits is told. */
const ADVICE: readonly { readonly fits: (error: unknown) => boolean; readonly text: string }[] = [
  // It says itself what to do.
  { fits: (error) => error instanceof ConfigError, text: "" },
  {
    fits: isQuotaUsedUp,
    text: "The account's quota of calls is used up: run the command again tomorrow, or use a larger edition of DataWorks",
  },
  {
    fits: isThrottled,
    text: `The service still throttles: run the command again later, or set ${SETTINGS.maxCallsPerSecond.variable} to a smaller number`,
  },
  {
    fits: isTokenExpired,
    text: `The security token has expired, and the source of the credentials gave no newer one: get a new token, then ${RUN_AGAIN}`,
  },
  {
    fits: isClockSkew,
    text: `Set the clock of this machine and check that its time synchronisation runs, then ${RUN_AGAIN}`,
  },
  {
    fits: isWrongKey,
    text: "Check access key id, secret and security token; a token belongs to the key that it was given with",
  },
  {
    fits: (error) => error instanceof ApiError && error.details.code === "InvalidAction.NotFound",
    text: "This endpoint does not know the operation: check region and endpoint, and whether the workspace uses the new Data Studio, which version 2020-05-18 of the API does not serve",
  },
  {
    fits: isForbidden,
    text: "Check that the access key has the RAM permissions for DataWorks and is a member of the workspace",
  },
  {
    fits: isBusinessRefusal,
    text: "Correct in DataWorks what the service's message names, then run the command again; it goes on from here",
  },
  {
    fits: isOutcomeUnknown,
    text: RUN_AGAIN_FIRST,
  },
];

/** What never got out of this machine is looked into before another try; what got lost, only if it gets lost again. */
function adviceWithoutAnswer({ details: { check, isUnsent } }: TransportError): string {
  if (check === undefined) {
    return RUN_AGAIN_FIRST;
  }
  return isUnsent === true
    ? `Check ${check}, then ${RUN_AGAIN}`
    : `${RUN_AGAIN_FIRST}. If that ends in the same way, check ${check}`;
}

export function adviceFor(error: unknown): string {
  if (error instanceof AdvisedError) {
    return error.advice;
  }
  if (error instanceof TransportError) {
    return adviceWithoutAnswer(error);
  }
  return (
    ADVICE.find(({ fits }) => fits(error))?.text ??
    "Correct the cause, then run the command again; it goes on from here"
  );
}
