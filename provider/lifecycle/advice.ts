import {
  ApiError,
  isBusinessRefusal,
  isForbidden,
  isOutage,
  isQuotaUsedUp,
  isThrottled,
} from "../api/errors";
import { ConfigError, SETTINGS } from "../settings";
import { WaitError } from "./errors";

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
    fits: isOutage,
    text: "Run the command again; it reads what is there before it writes",
  },
];

export function adviceFor(error: unknown): string {
  if (error instanceof WaitError) {
    return error.advice;
  }
  return (
    ADVICE.find(({ fits }) => fits(error))?.text ??
    "Correct the cause, then run the command again; it goes on from here"
  );
}
