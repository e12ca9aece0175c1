import assert from "node:assert/strict";
import { createLimiter, type Limiter, type Permit } from "../../../../provider/api/limiter";
import { fakeClock } from "../../../harness/fake-clock";

const NEVER = Number.POSITIVE_INFINITY;

async function permits(limiter: Limiter, count: number): Promise<Permit[]> {
  const given: Permit[] = [];
  for (let number = 0; number < count; number++) {
    const permit = await limiter.acquire(NEVER);
    assert.ok(permit);
    given.push(permit);
  }
  return given;
}

async function throttleOnce(limiter: Limiter): Promise<void> {
  (await limiter.acquire(NEVER))?.throttled();
}

describe("the limiter", () => {
  it("lets everything pass while the service does not throttle", async () => {
    const clock = fakeClock();
    await permits(createLimiter(clock), 100);
    assert.deepEqual(clock.sleptMs, []);
  });

  it("holds the user's number from the start", async () => {
    const clock = fakeClock();
    await permits(createLimiter(clock, 4), 3);
    assert.deepEqual(clock.sleptMs, [250, 250]);
  });

  it("slows down by half with every throttling and speeds up a little with every call that passes", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    await throttleOnce(limiter);
    await permits(limiter, 2);
    assert.deepEqual(clock.sleptMs, [200]);
    await throttleOnce(limiter);
    await permits(limiter, 2);
    // 5 a second, then 2.5
    assert.deepEqual(clock.sleptMs, [200, 200, 200, 400]);
    const [permit] = await permits(limiter, 1);
    for (let call = 0; call < 25; call++) {
      permit?.passed();
    }
    clock.sleptMs.length = 0;
    await permits(limiter, 2);
    assert.deepEqual(clock.sleptMs, [400, 200]);
  });

  it("slows down once for all calls that were under way together", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const together = await permits(limiter, 16);
    together.forEach((permit) => permit.throttled());
    await permits(limiter, 2);
    assert.deepEqual(clock.sleptMs, [200]);
  });

  it("never falls below one call in two seconds by itself", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    for (let call = 0; call < 20; call++) {
      await throttleOnce(limiter);
    }
    clock.sleptMs.length = 0;
    await permits(limiter, 2);
    assert.deepEqual(clock.sleptMs, [2_000, 2_000]);
  });

  it("never passes the user's number, neither after a call that passed nor after one that was throttled", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock, 0.1);
    const [first] = await permits(limiter, 1);
    first?.passed();
    first?.throttled();
    await permits(limiter, 2);
    assert.deepEqual(clock.sleptMs, [10_000, 10_000]);
  });

  it("lets no call start before the pause that the service asked for", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const [permit] = await permits(limiter, 1);
    permit?.throttled(30_000);
    await permits(limiter, 2);
    assert.deepEqual(clock.sleptMs, [30_000, 200]);
  });

  it("gives no permit where the pause ends too long after the deadline, and does not wait for it", async () => {
    const clock = fakeClock();
    const limiter = createLimiter(clock);
    const [permit] = await permits(limiter, 1);
    permit?.throttled(3_600_000);
    assert.equal(await limiter.acquire(3_569_999), undefined);
    assert.deepEqual(clock.sleptMs, []);
    assert.equal(limiter.calls, 1);
    assert.ok(await limiter.acquire(3_570_000));
    assert.deepEqual(clock.sleptMs, [3_600_000]);
  });

  it("gives permits in the order in which they were asked for", async () => {
    const limiter = createLimiter(fakeClock(), 1);
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3].map(async (place) => order.push((await limiter.acquire(NEVER), place))),
    );
    assert.deepEqual(order, [1, 2, 3]);
  });

  it("counts the calls", async () => {
    const limiter = createLimiter(fakeClock());
    await permits(limiter, 3);
    assert.equal(limiter.calls, 3);
  });
});
