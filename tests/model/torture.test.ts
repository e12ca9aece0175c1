import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { tallyText } from "./tally";
import { torture } from "./torture";

const RUNS = 500;

/** Seeds of fast-check are 32-bit integers. */
const SEEDS = { fixed: 1, random: randomInt(2 ** 31) };

describe("random programs, commands, faults, kills and changes in the console", () => {
  for (const [kind, seed] of Object.entries(SEEDS)) {
    it(`break no promise in ${RUNS} runs of a ${kind} seed (${seed})`, async () => {
      const { failure } = await torture({ runs: RUNS, seed });
      if (failure !== undefined) {
        const scenario = JSON.stringify(failure.scenario);
        assert.fail(`seed ${seed}, scenario ${scenario}\n${String(failure.violation)}`);
      }
    });
  }

  it("are the same ones for the same seed", async () => {
    const texts = [];
    for (const seed of [7, 7, 8]) {
      texts.push(tallyText((await torture({ runs: 20, seed })).tally));
    }
    assert.equal(texts[0], texts[1]);
    assert.notEqual(texts[0], texts[2]);
  });
});
