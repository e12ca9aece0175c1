import { formatDuration } from "../duration";

/** A setting is invalid: the message names it, where it is set, and what to set. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * Which layer of the service refused.
 *
 * - `gateway`: HTTP 4xx or 5xx with a code
 * - `service`: HTTP 200 with `Success: false`
 * - `business`: HTTP 200, `Success: true`, `Data.Status` not `success`
 */
export type RefusalLayer = "gateway" | "service" | "business";

export interface ApiErrorDetails {
  readonly action: string;
  readonly layer: RefusalLayer;
  readonly httpStatus: number;
  readonly code?: string;
  /** `Data.Status` as it was sent, where that is the refusal. */
  readonly status?: string;
  /** The service's own message, for people only; no code depends on it. */
  readonly serviceMessage: string;
  readonly requestId?: string;
  /** The header Retry-After as it was sent: seconds or a date. */
  readonly retryAfter?: string;
  /** How far this machine's clock is ahead of the service's; below 0: behind. */
  readonly clockAheadMs?: number;
  /** How many calls this process had made when the quota was exceeded. */
  readonly callsSoFar?: number;
}

function marks({ requestId, retryAfter }: ApiErrorDetails): string {
  const asked = retryAfter === undefined ? "" : `, Retry-After ${retryAfter}`;
  return `RequestId ${requestId ?? "not given"}${asked}`;
}

/** What this process knows and the response does not say. */
function localContext({ callsSoFar, clockAheadMs }: ApiErrorDetails): string {
  if (callsSoFar !== undefined) {
    return `; this process has made ${callsSoFar} ${callsSoFar === 1 ? "call" : "calls"}`;
  }
  if (clockAheadMs === undefined) {
    return "";
  }
  const side = clockAheadMs < 0 ? "behind" : "ahead of";
  return `; this machine's clock is ${formatDuration(Math.abs(clockAheadMs))} ${side} the service's`;
}

/** The service answered with a refusal or an error. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly details: ApiErrorDetails;

  constructor(details: ApiErrorDetails) {
    const { action, layer, httpStatus, code, status = "", serviceMessage } = details;
    const outcome = {
      gateway: `HTTP ${httpStatus} ${code ?? "without a code"}`,
      service: `Success: false${code === undefined ? "" : ` (${code})`}`,
      business: `Data.Status "${status}"`,
    }[layer];
    super(
      `${action} answered ${outcome}: ${serviceMessage || "(no message)"} (${marks(details)})${localContext(details)}`,
    );
    this.details = details;
  }
}

/** Why there is no answer. */
export interface NoAnswer {
  readonly reason: string;
  /** What to check, as a clause. */
  readonly check?: string;
  /** There is an answer, but it lacks required fields. */
  readonly isHalf?: boolean;
  /** No connection was made, so nothing was executed. */
  readonly isUnsent?: boolean;
  /** Retrying does not help. */
  readonly isPermanent?: boolean;
}

/** No readable answer: unless the call was never sent, it is unknown whether it was executed. */
export class TransportError extends Error {
  override readonly name = "TransportError";
  readonly action: string;
  readonly details: NoAnswer;

  constructor(action: string, details: NoAnswer) {
    const what =
      details.isHalf === true ? "received an incomplete response" : "received no response";
    super(`${action} ${what}: ${details.reason}`);
    this.action = action;
    this.details = details;
  }
}

/** Codes of a throttled call: it was not executed (assumed: the gateway counts before it forwards). */
const THROTTLING_CODES: ReadonlySet<string> = new Set([
  "Throttling",
  "Throttling.Api",
  "Throttling.System",
  "Throttling.User",
]);

/** 429 that retrying does not help: the daily quota or the edition's limit is exceeded. */
const QUOTA_CODES: ReadonlySet<string> = new Set(["Throttling.Api.Risk", "Throttling.Resource"]);

/** 5xx that retrying does not help. */
const PERMANENT_SERVER_CODES: ReadonlySet<string> = new Set([
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

/** The token that signed the call has expired: it was not executed. Assumed: the codes, since the API reference of DataWorks lists none. */
const EXPIRED_TOKEN_CODES: ReadonlySet<string> = new Set([
  "InvalidSecurityToken.Expired",
  "SecurityTokenExpired",
]);

export function isTokenExpired(error: unknown): boolean {
  return error instanceof ApiError && isExpiredTokenCode(error.details.code);
}

export function isExpiredTokenCode(code: unknown): boolean {
  return typeof code === "string" && EXPIRED_TOKEN_CODES.has(code);
}

/** The service does not know the key, or the secret is not the key's. */
export function isWrongKey(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    /^(InvalidAccessKeyId(\.|$)|SignatureDoesNotMatch$|InvalidSecurityToken(\.|$)|MissingSecurityToken$)/.test(
      error.details.code ?? "",
    ) &&
    !isTokenExpired(error)
  );
}

/** The timestamp of the call differs too much from the service's time. */
export function isClockSkew(error: unknown): boolean {
  return error instanceof ApiError && isClockSkewCode(error.details.code);
}

export function isClockSkewCode(code: unknown): boolean {
  return typeof code === "string" && /^InvalidTimeStamp(\.|$)/.test(code);
}

/** No connection was made, and retrying may help. */
export function isUnsent(error: unknown): error is TransportError {
  return (
    error instanceof TransportError &&
    error.details.isUnsent === true &&
    error.details.isPermanent !== true
  );
}

/** No answer, an incomplete one, or a 5xx: the call may or may not have been executed. */
export function isOutcomeUnknown(error: unknown): error is ApiError | TransportError {
  return (
    (error instanceof TransportError && error.details.isUnsent !== true) ||
    (error instanceof ApiError &&
      error.details.layer === "gateway" &&
      error.details.httpStatus >= 500 &&
      !PERMANENT_SERVER_CODES.has(error.details.code ?? ""))
  );
}

/** `Data.Status` is `fail` or an unrecognised value, in an answer with HTTP 200 and `Success: true`. */
export function isBusinessRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && error.details.layer === "business";
}

/**
 * Whether the answer means "there is no such task, or not in this state".
 *
 * The documentation shows a business `fail`; that the gateway may return 400 `Param.Invalid` instead is assumed, since the
 * API reference lists the code without saying when it occurs. Never proof on its own.
 */
export function isInvalidTask(error: unknown): error is ApiError {
  return (
    (isBusinessRefusal(error) && error.details.status?.toLowerCase() === "fail") ||
    (error instanceof ApiError &&
      error.details.httpStatus === 400 &&
      ["Param.Invalid", "InvalidFileId"].includes(error.details.code ?? ""))
  );
}

/** 403 from any layer, and the codes that mean the same. */
export function isForbidden(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    (error.details.httpStatus === 403 ||
      (error.details.code ?? "").startsWith("Invalid.Tenant.UserNotInProject"))
  );
}
