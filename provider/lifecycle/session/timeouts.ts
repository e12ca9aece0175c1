import { parseDurationMs } from "../../duration";
import type { CustomTimeouts } from "../model/inputs";

const MINUTE_MS = 60_000;

/** Time for one operation where the user set none. */
const DEFAULT_TIMEOUT_MS = {
  create: 20 * MINUTE_MS,
  read: 2 * MINUTE_MS,
  update: 20 * MINUTE_MS,
  delete: 20 * MINUTE_MS,
} as const;

export type Operation = keyof typeof DEFAULT_TIMEOUT_MS;

/** @param customTimeouts the user's; a read has none */
export function timeoutMs(
  operation: Operation,
  customTimeouts: CustomTimeouts | undefined,
): number {
  const custom = operation === "read" ? undefined : customTimeouts?.[operation];
  return (
    (custom === undefined ? undefined : parseDurationMs(custom)) ?? DEFAULT_TIMEOUT_MS[operation]
  );
}

export const READ_TIMEOUT_MS = DEFAULT_TIMEOUT_MS.read;
