/**
 * Which layer of the service said no.
 *
 * - `gateway`: HTTP 4xx or 5xx with a code
 * - `service`: HTTP 200 with `Success: false`
 * - `business`: HTTP 200, `Success: true`, `Data.Status: "fail"`
 */
export type RefusalLayer = "gateway" | "service" | "business";

export interface ApiErrorDetails {
  readonly action: string;
  readonly layer: RefusalLayer;
  readonly httpStatus: number;
  readonly code?: string;
  /** The service's own words, for people; nothing is decided by them. */
  readonly serviceMessage: string;
  readonly requestId?: string;
}

/** The service answered, and the answer is no. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly details: ApiErrorDetails;

  constructor(details: ApiErrorDetails) {
    const { action, layer, httpStatus, code, serviceMessage, requestId } = details;
    const said = {
      gateway: `HTTP ${httpStatus} ${code ?? "without a code"}`,
      service: `Success: false${code === undefined ? "" : ` (${code})`}`,
      business: 'Data.Status "fail"',
    }[layer];
    super(
      `${action} answered ${said}: ${serviceMessage || "(no message)"} (RequestId ${requestId ?? "not given"})`,
    );
    this.details = details;
  }
}

/** No answer that can be read: nobody knows whether the call was carried out. */
export class TransportError extends Error {
  override readonly name = "TransportError";
  readonly action: string;

  constructor(action: string, reason: string) {
    super(`${action} got no answer: ${reason}`);
    this.action = action;
  }
}

/** Codes of a throttled call: it was not carried out (assumed: the gateway counts before it forwards). */
const THROTTLING_CODES: ReadonlySet<string> = new Set([
  "Throttling",
  "Throttling.Api",
  "Throttling.System",
  "Throttling.User",
]);

/** 429 that no repetition cures: the day's quota or the edition's size is used up. */
const QUOTA_CODES: ReadonlySet<string> = new Set(["Throttling.Api.Risk", "Throttling.Resource"]);

/** 5xx that no repetition cures. */
const LASTING_SERVER_CODES: ReadonlySet<string> = new Set([
  "InternalError.UserId.Missing",
  "Forbidden.Not.Server",
]);

export function isThrottled(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    error.details.layer !== "business" &&
    !isQuotaUsedUp(error) &&
    (THROTTLING_CODES.has(error.details.code ?? "") || error.details.httpStatus === 429)
  );
}

export function isQuotaUsedUp(error: unknown): boolean {
  return error instanceof ApiError && QUOTA_CODES.has(error.details.code ?? "");
}

/** No answer, or a 5xx: the call may or may not have been carried out. */
export function isOutage(error: unknown): error is ApiError | TransportError {
  return (
    error instanceof TransportError ||
    (error instanceof ApiError &&
      error.details.layer === "gateway" &&
      error.details.httpStatus >= 500 &&
      !LASTING_SERVER_CODES.has(error.details.code ?? ""))
  );
}

/** `Data.Status: "fail"` in an answer that says HTTP 200 and `Success: true`. */
export function isBusinessRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && error.details.layer === "business";
}

/**
 * Whether the answer means "there is no such task, or not in this state".
 *
 * The documentation shows a business `fail`; that the gateway may say 400 `Param.Invalid` instead is assumed, since the
 * pages list the code without saying when it comes. Never proof on its own.
 */
export function isInvalidTask(error: unknown): error is ApiError {
  return (
    isBusinessRefusal(error) ||
    (error instanceof ApiError &&
      error.details.httpStatus === 400 &&
      ["Param.Invalid", "InvalidFileId"].includes(error.details.code ?? ""))
  );
}

/** 403 of any layer, and the codes that mean the same. */
export function isForbidden(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    (error.details.httpStatus === 403 ||
      (error.details.code ?? "").startsWith("Invalid.Tenant.UserNotInProject"))
  );
}
