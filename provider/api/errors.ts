import { formatDuration } from "../duration";

/** What a person has set cannot be used: the message names what, where it is set, and what to set. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * Which layer of the service said no.
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
  /** The service's own words, for people; nothing is decided by them. */
  readonly serviceMessage: string;
  readonly requestId?: string;
  /** The header Retry-After as it was sent: seconds or a date. */
  readonly retryAfter?: string;
  /** How far this machine's clock is ahead of the service's; below 0: behind. */
  readonly clockAheadMs?: number;
  /** How many calls this process has made by then, where a quota is used up. */
  readonly callsSoFar?: number;
}

function marks({ requestId, retryAfter }: ApiErrorDetails): string {
  const asked = retryAfter === undefined ? "" : `, Retry-After ${retryAfter}`;
  return `RequestId ${requestId ?? "not given"}${asked}`;
}

/** What we know and the service does not say. */
function remark({ callsSoFar, clockAheadMs }: ApiErrorDetails): string {
  if (callsSoFar !== undefined) {
    return `; this process has made ${callsSoFar} ${callsSoFar === 1 ? "call" : "calls"}`;
  }
  if (clockAheadMs === undefined) {
    return "";
  }
  const side = clockAheadMs < 0 ? "behind" : "ahead of";
  return `; this machine's clock is ${formatDuration(Math.abs(clockAheadMs))} ${side} the service's`;
}

/** The service answered, and the answer is no. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly details: ApiErrorDetails;

  constructor(details: ApiErrorDetails) {
    const { action, layer, httpStatus, code, status = "", serviceMessage } = details;
    const said = {
      gateway: `HTTP ${httpStatus} ${code ?? "without a code"}`,
      service: `Success: false${code === undefined ? "" : ` (${code})`}`,
      business: `Data.Status "${status}"`,
    }[layer];
    super(
      `${action} answered ${said}: ${serviceMessage || "(no message)"} (${marks(details)})${remark(details)}`,
    );
    this.details = details;
  }
}

/** Why there is no answer. */
export interface NoAnswer {
  readonly reason: string;
  /** What to check, as a clause. */
  readonly check?: string;
  /** There is an answer, but it lacks what it must hold. */
  readonly isHalf?: boolean;
  /** No connection came about, so nothing was carried out. */
  readonly isUnsent?: boolean;
  /** No repetition cures it. */
  readonly isPermanent?: boolean;
}

/** No answer that can be read: unless it was never sent, nobody knows whether the call was carried out. */
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

/** The token that signed the call is too old: it was not carried out. Assumed: the codes, since the pages of DataWorks list none for it. */
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

/** The time that signed the call is not the service's time. */
export function isClockSkew(error: unknown): boolean {
  return error instanceof ApiError && isClockSkewCode(error.details.code);
}

export function isClockSkewCode(code: unknown): boolean {
  return typeof code === "string" && /^InvalidTimeStamp(\.|$)/.test(code);
}

/** No connection came about, and another try may help. */
export function isUnsent(error: unknown): error is TransportError {
  return (
    error instanceof TransportError &&
    error.details.isUnsent === true &&
    error.details.isPermanent !== true
  );
}

/** No answer, half of one, or a 5xx: the call may or may not have been carried out. */
export function isOutcomeUnknown(error: unknown): error is ApiError | TransportError {
  return (
    (error instanceof TransportError && error.details.isUnsent !== true) ||
    (error instanceof ApiError &&
      error.details.layer === "gateway" &&
      error.details.httpStatus >= 500 &&
      !PERMANENT_SERVER_CODES.has(error.details.code ?? ""))
  );
}

/** `Data.Status` says `fail`, or a word that nobody knows, in an answer that says HTTP 200 and `Success: true`. */
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
    (isBusinessRefusal(error) && error.details.status?.toLowerCase() === "fail") ||
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
