import assert from "node:assert/strict";
import { OWN_REFUSALS } from "../model/invariants-outcome";
import { isSaid } from "../harness/fragments";
import { MAYBE_LEFT } from "./play";
import { UNCONFIRMED } from "./truth";

describe("what a judge knows a message by", () => {
  it("is in the provider's messages", () => {
    const fragments = [...MAYBE_LEFT, UNCONFIRMED, ...OWN_REFUSALS];
    assert.deepEqual(
      fragments.filter((fragment) => !isSaid(fragment)),
      [],
    );
  });
});
