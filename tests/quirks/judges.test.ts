import assert from "node:assert/strict";
import { OWN_REFUSALS } from "../model/invariants-outcome";
import { MAYBE_LEFT } from "../model/judged";
import { isSaid } from "../harness/fragments";
import { UNCONFIRMED } from "./play";

describe("what a judge knows a message by", () => {
  it("is in the provider's messages", () => {
    const fragments = [...MAYBE_LEFT, UNCONFIRMED, ...OWN_REFUSALS];
    assert.deepEqual(
      fragments.filter((fragment) => !isSaid(fragment)),
      [],
    );
  });
});
