import type { Answer } from "./transport";
import { ApiError } from "./errors";

/** What an operation's `Data.Status` means. */
export type StatusRule =
  /** `success` or `fail`: the DISync calls. */
  | "outcome"
  /** The same, but the documentation's sample of the Generate calls says `true`. */
  | "outcomeOrTrue"
  /** A run state or nothing: GetDISyncInstanceInfo has no field for success. */
  | "runState"
  /** There is none: the file calls. */
  | "none";

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== ""
    ? value
    : typeof value === "number"
      ? String(value)
      : typeof value === "boolean"
        ? String(value)
        : undefined;
}

const GOOD_STATUS: Readonly<Record<StatusRule, (status: string | undefined) => boolean>> = {
  outcome: (status) => status === "success",
  outcomeOrTrue: (status) => status === "success" || status === "true",
  runState: () => true,
  none: () => true,
};

/**
 * The one place that decides whether a call succeeded: HTTP first, then `Success`, then `Data.Status`. Never by `Message`:
 * the documentation's own samples carry a message with a success.
 *
 * @returns the answer's `Data`.
 * @throws ApiError for everything else.
 */
export function requireSuccess(action: string, rule: StatusRule, answer: Answer): Fields {
  const body = fieldsOf(answer.body);
  const requestId = textOf(body.RequestId);
  const { httpStatus, retryAfter, clockAheadMs } = answer;
  const identify = {
    action,
    httpStatus,
    ...(requestId && { requestId }),
    ...(retryAfter && { retryAfter }),
    ...(clockAheadMs !== undefined && { clockAheadMs }),
  };
  const code = textOf(body.Code) ?? textOf(body.ErrorCode);

  if (httpStatus < 200 || httpStatus > 299) {
    throw new ApiError({
      ...identify,
      layer: "gateway",
      ...(code && { code }),
      serviceMessage: textOf(body.Message) ?? textOf(body.ErrorMessage) ?? "",
    });
  }
  if (body.Success !== true) {
    const message = textOf(body.ErrorMessage) ?? textOf(body.Message);
    throw new ApiError({
      ...identify,
      layer: "service",
      ...(code && { code }),
      serviceMessage: message ?? textOf(fieldsOf(body.Data).Message) ?? "",
    });
  }
  const content = fieldsOf(body.Data);
  if (!GOOD_STATUS[rule](textOf(content.Status)?.toLowerCase())) {
    throw new ApiError({
      ...identify,
      layer: "business",
      serviceMessage: textOf(content.Message) ?? "",
    });
  }
  return content;
}
