import assert from "node:assert/strict";
import { ApiError, TransportError } from "../../../provider/api/errors";
import { withRetry, type Repeat } from "../../../provider/api/retry";
import { fakeClock } from "../../support/fake-clock";

const throttled = new ApiError({
  action: "ListFiles",
  layer: "gateway",
  httpStatus: 429,
  code: "Throttling.User",
  serviceMessage: "slow down",
});
const lost = new TransportError("ListFiles", "ECONNRESET");

function failing(...errors: Error[]) {
  let attempts = 0;
  return {
    attempts: () => attempts,
    async run() {
      const error = errors[attempts++];
      if (error !== undefined) {
        throw error;
      }
      return "answer";
    },
  };
}

const always = () => 1;
const policy = { maxRetries: 3, deadlineMs: 60_000 };

function retry(call: ReturnType<typeof failing>, repeat: Repeat, clock = fakeClock()) {
  return withRetry(call.run, repeat, policy, clock, always);
}

describe("retry", () => {
  it("waits a random part of a doubling ceiling", async () => {
    const clock = fakeClock();
    const call = failing(throttled, lost, throttled);
    assert.equal(await retry(call, "idempotent", clock), "answer");
    assert.deepEqual(clock.sleptMs, [500, 1_000, 2_000]);
  });

  it("gives up after the number of retries that was set", async () => {
    const call = failing(lost, lost, lost, lost, lost);
    await assert.rejects(retry(call, "idempotent"), lost);
    assert.equal(call.attempts(), 4);
  });

  it("repeats a write that was throttled", async () => {
    assert.equal(await retry(failing(throttled), "throttledOnly"), "answer");
  });

  it("never repeats a write without an answer", async () => {
    const call = failing(lost);
    await assert.rejects(retry(call, "throttledOnly"), lost);
    assert.equal(call.attempts(), 1);
  });

  it("starts no attempt after the deadline", async () => {
    const clock = fakeClock(59_800);
    const call = failing(lost);
    await assert.rejects(retry(call, "idempotent", clock), lost);
    assert.deepEqual(clock.sleptMs, []);
  });

  it("does not repeat a refusal", async () => {
    const refused = new ApiError({
      ...throttled.details,
      layer: "business",
      code: "",
      httpStatus: 200,
    });
    const call = failing(refused);
    await assert.rejects(retry(call, "idempotent"), refused);
    assert.equal(call.attempts(), 1);
  });
});
