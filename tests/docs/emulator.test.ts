import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { FILE, quirkTable, withTable } from "../../tools/docs";

describe("docs/emulator.md", () => {
  it("holds the table of quirks as the emulator has it", () => {
    const text = readFileSync(FILE, "utf8");
    assert.equal(text, withTable(text, quirkTable()), "run `npm run docs`");
  });
});
