import assert from "node:assert/strict";
import { createLimiter, type Limiter } from "../../../provider/api/limiter";
import { fakeClock } from "../../support/fake-clock";

async function turns(limiter: Limiter, count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) {
    await limiter.turn();
  }
}

describe("the limiter", () => {
  it("lets everything pass while the service does not throttle", async () => {
    const clock = fakeClock();
    await turns(createLimiter(clock), 100);
    assert.deepEqual(clock.sleptMs, []);
  });

  it("holds the user's number from the start", async () => {
    const clock = fakeClock();
    await turns(createLimiter(clock, 4), 3);
    assert.deepEqual(clock.sleptMs, [250, 250]);
  });

  it("slows down by half with every throttling and speeds up a little with every call that passes", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    limiter.throttled();
    await turns(limiter, 2);
    limiter.throttled();
    await turns(limiter, 2);
    assert.deepEqual(clock.sleptMs, [200, 200, 400]);
    for (let call = 0; call < 25; call++) {
      limiter.passed();
    }
    await turns(limiter, 2);
    assert.deepEqual(clock.sleptMs.slice(3), [400, 200]);
  });

  it("never passes the user's number again", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock, 2);
    limiter.passed();
    await turns(limiter, 2);
    assert.deepEqual(clock.sleptMs, [500]);
  });
});
