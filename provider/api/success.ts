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

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== ""
    ? printable(value)
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : undefined;
}

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

interface StatusMeaning {
  /** Whether the answer says how the call ended. */
  readonly isTold: (data: Fields) => boolean;
  readonly isGood: (word: string) => boolean;
}

const STATUS: Readonly<Record<StatusRule, StatusMeaning>> = {
  outcome: {
    isTold: ({ Status }) => isText(Status),
    isGood: (word) => word === "success",
  },
  outcomeOrTrue: {
    isTold: ({ Status }) => isText(Status) || typeof Status === "boolean",
    isGood: (word) => word === "success" || word === "true",
  },
  runState: {
    isTold: ({ Status, Message }) => isText(Status) || ((Status ?? "") === "" && isText(Message)),
    isGood: () => true,
  },
  none: { isTold: () => true, isGood: () => true },
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
  const requestId = textOf(body.RequestId);
  const { httpStatus, clockAheadMs } = answer;
  const retryAfter = textOf(answer.retryAfter);
  const identify = {
    action,
    httpStatus,
    ...(requestId && { requestId }),
    ...(retryAfter && { retryAfter }),
    ...(clockAheadMs !== undefined && { clockAheadMs }),
  };
  const code = textOf(body.Code) ?? textOf(body.ErrorCode);
  const half = (problem: string) =>
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
      serviceMessage: textOf(body.Message) ?? textOf(body.ErrorMessage) ?? "",
    });
  }
  if (!isObject(answer.body)) {
    throw half("it is not a JSON object");
  }
  if (typeof body.Success !== "boolean") {
    throw half(problemWith("Success", body.Success, "true or false"));
  }
  const { Data: data } = body;
  if (!body.Success) {
    const message = textOf(body.ErrorMessage) ?? textOf(body.Message);
    throw new ApiError({
      ...identify,
      layer: "service",
      ...(code && { code }),
      serviceMessage: message ?? (isObject(data) ? textOf(data.Message) : undefined) ?? "",
    });
  }
  if (!isObject(data)) {
    throw half(problemWith("Data", data, "an object"));
  }
  const { isTold, isGood } = STATUS[rule];
  if (!isTold(data)) {
    throw half(problemWith("Data.Status", data.Status, "a string"));
  }
  const word = textOf(data.Status) ?? "";
  if (!isGood(word.toLowerCase())) {
    throw new ApiError({
      ...identify,
      layer: "business",
      status: word,
      serviceMessage: textOf(data.Message) ?? "",
    });
  }
  const missing = needs?.(data, parameters);
  if (missing !== undefined) {
    throw half(missing);
  }
  return data;
}
