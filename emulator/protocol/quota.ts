import type { Clock } from "../clock";
import type { Quirks } from "../quirks";
import { gatewayErrors } from "./gateway-error";

const SECOND_MS = 1000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

/** Calls in the current period. */
interface Window {
  index: number;
  count: number;
}

function countIn(window: Window, periodMs: number, nowMs: number): number {
  const index = Math.floor(nowMs / periodMs);
  if (index !== window.index) {
    window.index = index;
    window.count = 0;
  }
  window.count += 1;
  return window.count;
}

export interface Quota {
  /** Counts a call, including refused ones (API overview), and throws a GatewayError beyond the quota. */
  check(quirks: Quirks): void;
  reset(): void;
}

/** The account's calls, all operations together. Assumed: whole seconds and days of UTC, not a sliding window. */
export function createQuota(clock: Clock): Quota {
  const second: Window = { index: 0, count: 0 };
  const day: Window = { index: 0, count: 0 };
  return {
    check({ callsPerDay, callsPerSecond }) {
      const nowMs = clock.nowMs();
      const inDay = countIn(day, DAY_MS, nowMs);
      const inSecond = countIn(second, SECOND_MS, nowMs);
      if (callsPerDay > 0 && inDay > callsPerDay) {
        throw gatewayErrors.throttled("day");
      }
      if (callsPerSecond > 0 && inSecond > callsPerSecond) {
        throw gatewayErrors.throttled("second");
      }
    },
    reset() {
      day.count = 0;
      second.count = 0;
    },
  };
}
