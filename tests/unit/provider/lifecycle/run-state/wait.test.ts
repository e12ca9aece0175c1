import assert from "node:assert/strict";
import { waitUntil } from "../../../../../provider/lifecycle/run-state/wait";
import { fakeClock } from "../../../../harness/fake-clock";

function waitFor(words: string[], deadlineMs = 1_200_000) {
  const clock = fakeClock();
  const lines: string[] = [];
  const result = waitUntil(
    async () => words.shift() ?? "KILLING",
    {
      verdictOf: (word) => (word === "PAUSE" ? "success" : word === "FAILED" ? "suspect" : "retry"),
      wordOf: (word) => word,
      messageOf: (word) => (word === "FAILED" ? "table orders is missing" : undefined),
    },
    {
      what: 'task "orders" to stop',
      step: "step 2 of 5 (wait for the stop)",
      deadlineMs,
      advice: "Give it more time",
      clock,
      log: (line) => lines.push(line),
    },
  );
  return { clock, lines, result };
}

describe("waiting", () => {
  it("polls after 1 s, then after 5 s, then ever less often, down to every 30 s", async () => {
    const { clock, result } = waitFor([...Array<string>(7).fill("KILLING"), "PAUSE"]);
    assert.equal(await result, "PAUSE");
    assert.deepEqual(
      clock.sleptMs.map((ms) => Math.round(ms)),
      [1_000, 5_000, 7_500, 11_250, 16_875, 25_313, 30_000, 30_000],
    );
  });

  it("tells every change of the word, and every 30 s that it goes on", async () => {
    const { lines, result } = waitFor(["RUN", "KILLING", "KILLING", "KILLING", "KILLING", "PAUSE"]);
    await result;
    const start = 'step 2 of 5 (wait for the stop): waiting for task "orders" to stop; now';
    assert.deepEqual(lines, [
      `${start} RUN, 19 min 59 s left`,
      `${start} KILLING, 19 min 54 s left`,
      `${start} KILLING, 19 min 18 s left`,
    ]);
  });

  it("fails where the word is suspect three times in a row, with the service's own message", async () => {
    const { clock, result } = waitFor(["FAILED", "KILLING", "FAILED", "FAILED", "FAILED"]);
    await assert.rejects(result, {
      message:
        'step 2 of 5 (wait for the stop): waited 42 s for task "orders" to stop; it stays FAILED; the service says: table orders is missing',
    });
    assert.equal(clock.sleptMs.length, 5);
  });

  it("polls a last time at the deadline and says which step used up the time", async () => {
    const { clock, result } = waitFor([], 2_000);
    await assert.rejects(result, {
      name: "WaitError",
      message:
        'step 2 of 5 (wait for the stop): waited 2 s for task "orders" to stop; it still says KILLING',
      advice: "Give it more time",
    });
    assert.deepEqual(clock.sleptMs, [1_000, 1_000]);
  });
});
