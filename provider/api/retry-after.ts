import { ApiError } from "./errors";

/**
 * How long the service asks to leave it alone, by the header Retry-After: a number of seconds or a date.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function pauseAskedMs(error: unknown, nowMs: number): number | undefined {
  const text = error instanceof ApiError ? error.details.retryAfter?.trim() : undefined;
  if (text === undefined) {
    return undefined;
  }
  const untilMs = /^\d+$/.test(text) ? nowMs + Number(text) * 1_000 : Date.parse(text);
  return Number.isNaN(untilMs) ? undefined : Math.max(0, untilMs - nowMs);
}
