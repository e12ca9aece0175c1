import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { FILE, quirkTable, withoutPadding, withTable } from "../../tools/docs";

describe("docs/emulator.md", () => {
  it("holds the table of quirks as the emulator has it", () => {
    const text = readFileSync(FILE, "utf8");
    const written = withoutPadding(text);
    assert.equal(written, withoutPadding(withTable(text, quirkTable())), "run `npm run docs`");
  });
});
