import assert from "node:assert/strict";
import { createCheckedInputs } from "../../../../../provider/lifecycle/checks/checked-inputs";
import { inputs } from "../../../../harness/lifecycle";

describe("checked inputs", () => {
  it("are known again, in any order and whatever the host adds, and no others are", () => {
    const checked = createCheckedInputs();
    assert.equal(checked.has(inputs), false);
    checked.remember(inputs);
    const { region, ...rest } = inputs;
    const returned = { ...rest, __provider: "text", region, __defaults: [] };
    assert.equal(checked.has(returned), true);
    assert.equal(checked.has({ ...inputs, cu: 1 }), false);
    assert.equal(createCheckedInputs().has(inputs), false);
  });
});
