import assert from "node:assert/strict";
import { systemClock } from "../../../provider/clock";

describe("the clock of limits and deadlines", () => {
  it("does not jump with the time of day", () => {
    const now = Date.now;
    const beforeMs = systemClock.nowMs();
    try {
      for (const jumpMs of [-3_600_000, 3_600_000]) {
        Date.now = () => now() + jumpMs;
        const passedMs = systemClock.nowMs() - beforeMs;
        assert.ok(passedMs >= 0 && passedMs < 60_000, `${passedMs} ms`);
      }
    } finally {
      Date.now = now;
    }
  });

  it("sleeps", async () => {
    const beforeMs = systemClock.nowMs();
    await systemClock.sleep(2);
    assert.ok(systemClock.nowMs() - beforeMs >= 1);
  });
});
