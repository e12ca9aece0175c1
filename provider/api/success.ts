import type { Answer } from "./transport/request";
import { ApiError, TransportError } from "./errors";
import { printable } from "./printable";
import { isObject, problemWith, type Fields, type FindMissing } from "./whole-answer";

/** What an operation's `Data.Status` means. */
export type StatusRule =
  /** `success` or `fail`: the DISync calls. */
  | "outcome"
  /** The same, but the documented sample of the Generate calls has `true`. */
  | "outcomeOrTrue"
  /** A run state, or only a `Message`: GetDISyncInstanceInfo has no field for success. */
  | "runState"
  /** Absent: the file calls. */
  | "none";

/** What an answer must contain to be a success, and to be complete. */
export interface AnswerRule {
  readonly status: StatusRule;
  readonly needs?: FindMissing;
}

function printableText(value: unknown): string | undefined {
  return typeof value === "string" && value !== ""
    ? printable(value)
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : undefined;
}

const isNonEmptyString = (value: unknown): boolean => typeof value === "string" && value !== "";

interface StatusMeaning {
  /** Whether the answer says how the call ended. */
  readonly isPresent: (data: Fields) => boolean;
  readonly isSuccess: (word: string) => boolean;
}

const STATUS: Readonly<Record<StatusRule, StatusMeaning>> = {
  outcome: {
    isPresent: ({ Status }) => isNonEmptyString(Status),
    isSuccess: (word) => word === "success",
  },
  outcomeOrTrue: {
    isPresent: ({ Status }) => isNonEmptyString(Status) || typeof Status === "boolean",
    isSuccess: (word) => word === "success" || word === "true",
  },
  runState: {
    isPresent: ({ Status, Message }) =>
      isNonEmptyString(Status) || ((Status ?? "") === "" && isNonEmptyString(Message)),
    isSuccess: () => true,
  },
  none: { isPresent: () => true, isSuccess: () => true },
};

/**
 * The one place that decides whether a call succeeded: HTTP first, then `Success`, then `Data.Status`. Never by `Message`:
 * the documented samples have a message even with a success. An answer without its operation's required fields is incomplete.
 *
 * @param parameters what the call sent
 * @returns the answer's `Data`.
 * @throws ApiError for a refusal, TransportError for an incomplete answer.
 */
export function requireSuccess(
  action: string,
  { status: rule, needs }: AnswerRule,
  answer: Answer,
  parameters: Readonly<Record<string, string>> = {},
): Fields {
  const body = isObject(answer.body) ? answer.body : {};
  const requestId = printableText(body.RequestId);
  const { httpStatus, clockAheadMs } = answer;
  const retryAfter = printableText(answer.retryAfter);
  const identify = {
    action,
    httpStatus,
    ...(requestId && { requestId }),
    ...(retryAfter && { retryAfter }),
    ...(clockAheadMs !== undefined && { clockAheadMs }),
  };
  const code = printableText(body.Code) ?? printableText(body.ErrorCode);
  const incomplete = (problem: string) =>
    new TransportError(action, {
      reason: `${problem} (HTTP ${httpStatus}, RequestId ${requestId ?? "not given"})`,
      isHalf: true,
    });

  const isHttpSuccess = httpStatus >= 200 && httpStatus <= 299;
  // A code without Success comes from the gateway, whatever the HTTP status.
  if (!isHttpSuccess || (typeof body.Success !== "boolean" && code !== undefined)) {
    throw new ApiError({
      ...identify,
      layer: "gateway",
      ...(code && { code }),
      serviceMessage: printableText(body.Message) ?? printableText(body.ErrorMessage) ?? "",
    });
  }
  if (!isObject(answer.body)) {
    throw incomplete("it is not a JSON object");
  }
  if (typeof body.Success !== "boolean") {
    throw incomplete(problemWith("Success", body.Success, "true or false"));
  }
  const { Data: data } = body;
  if (!body.Success) {
    const message = printableText(body.ErrorMessage) ?? printableText(body.Message);
    throw new ApiError({
      ...identify,
      layer: "service",
      ...(code && { code }),
      serviceMessage: message ?? (isObject(data) ? printableText(data.Message) : undefined) ?? "",
    });
  }
  if (!isObject(data)) {
    throw incomplete(problemWith("Data", data, "an object"));
  }
  const { isPresent, isSuccess } = STATUS[rule];
  if (!isPresent(data)) {
    throw incomplete(problemWith("Data.Status", data.Status, "a string"));
  }
  const word = printableText(data.Status) ?? "";
  if (!isSuccess(word.toLowerCase())) {
    throw new ApiError({
      ...identify,
      layer: "business",
      status: word,
      serviceMessage: printableText(data.Message) ?? "",
    });
  }
  const missing = needs?.(data, parameters);
  if (missing !== undefined) {
    throw incomplete(missing);
  }
  return data;
}
