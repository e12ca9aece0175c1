import assert from "node:assert/strict";
import { ApiError, TransportError } from "../../../../provider/api/errors";
import { withRetry, type Repeat } from "../../../../provider/api/retry";
import { pauseAskedMs } from "../../../../provider/api/retry-after";
import { fakeClock } from "../../../harness/fake-clock";

const throttled = new ApiError({
  action: "ListFiles",
  layer: "gateway",
  httpStatus: 429,
  code: "Throttling.User",
  serviceMessage: "slow down",
});
const lost = new TransportError("ListFiles", { reason: "ECONNRESET" });

const unsent = new TransportError("ListFiles", { reason: "ECONNREFUSED", isUnsent: true });
const untrusted = new TransportError("ListFiles", {
  reason: "CERT_HAS_EXPIRED",
  isUnsent: true,
  isPermanent: true,
});
const expired = new ApiError({
  ...throttled.details,
  httpStatus: 400,
  code: "InvalidSecurityToken.Expired",
});

function askingFor(retryAfter: string): ApiError {
  return new ApiError({ ...throttled.details, retryAfter });
}

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
    assert.equal(await retry(failing(throttled), "onlyIfNotExecuted"), "answer");
  });

  it("never repeats a write without an answer", async () => {
    const call = failing(lost);
    await assert.rejects(retry(call, "onlyIfNotExecuted"), lost);
    assert.equal(call.attempts(), 1);
  });

  it("repeats a write that was never sent", async () => {
    assert.equal(await retry(failing(unsent), "onlyIfNotExecuted"), "answer");
  });

  it("does not repeat what no repetition cures", async () => {
    const call = failing(untrusted);
    await assert.rejects(retry(call, "idempotent"), untrusted);
    assert.equal(call.attempts(), 1);
  });

  it("waits as long as the service asks", async () => {
    const clock = fakeClock();
    const call = failing(askingFor("7"));
    assert.equal(await retry(call, "onlyIfNotExecuted", clock), "answer");
    assert.deepEqual(clock.sleptMs, [7_000]);
  });

  it("reads a date of the service by the time of day", () => {
    const date = "Thu, 01 Jan 1970 00:00:30 GMT";
    assert.equal(pauseAskedMs(askingFor(date), 7_000), 23_000);
    assert.equal(pauseAskedMs(askingFor(date), 31_000), 0);
    assert.equal(pauseAskedMs(askingFor("9"), 31_000), 9_000);
  });

  it("waits its own time where the service asks for less, or for something that is no time", async () => {
    const clock = fakeClock();
    const past = askingFor("Wed, 31 Dec 1969 23:00:00 GMT");
    assert.equal(await retry(failing(past, askingFor("soon")), "idempotent", clock), "answer");
    assert.deepEqual(clock.sleptMs, [500, 1_000]);
  });

  it("gives up at once where the service asks for more time than there is", async () => {
    const clock = fakeClock();
    const asked = askingFor("60");
    await assert.rejects(retry(failing(asked), "idempotent", clock), asked);
    assert.deepEqual(clock.sleptMs, []);
    assert.equal(
      asked.message,
      "ListFiles answered HTTP 429 Throttling.User: slow down (RequestId not given, Retry-After 60)",
    );
  });

  it("repeats a call once and at once, writes too, whose token was too old", async () => {
    const clock = fakeClock();
    assert.equal(await retry(failing(expired), "onlyIfNotExecuted", clock), "answer");
    const twice = failing(expired, expired);
    await assert.rejects(retry(twice, "idempotent", clock), expired);
    assert.equal(twice.attempts(), 2);
    assert.deepEqual(clock.sleptMs, []);
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
