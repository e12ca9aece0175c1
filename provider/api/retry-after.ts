import { ApiError } from "./errors";

/**
 * The pause that the header Retry-After requests: a number of seconds or a date.
 *
 * @param wallMs wall-clock time, to which a date is compared
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function pauseAskedMs(error: unknown, wallMs = Date.now()): number | undefined {
  const text = error instanceof ApiError ? error.details.retryAfter?.trim() : undefined;
  if (text === undefined) {
    return undefined;
  }
  const pauseMs = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - wallMs;
  return Number.isNaN(pauseMs) ? undefined : Math.max(0, pauseMs);
}
