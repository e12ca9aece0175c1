import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { GENERATED, withGenerated, withoutPadding } from "../../tools/docs";

describe("the documents", () => {
  for (const { file, mark, make } of GENERATED) {
    it(`hold in ${basename(file)}, under the mark ${mark}, what the code says now`, () => {
      const text = readFileSync(file, "utf8");
      const generated = withGenerated(text, mark, make());
      assert.equal(withoutPadding(text), withoutPadding(generated), "run `npm run docs`");
    });
  }

  it("cannot lose a mark unseen", () => {
    assert.throws(() => withGenerated("# A title\n", "steps", "| a |"), {
      message: "The document has no marks <!-- steps: … --> and <!-- /steps -->",
    });
  });
});
