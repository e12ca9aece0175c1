import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

/** The cells of every row, without the title and the line below it. */
function rowsOf(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
}

describe("docs/glossary.md", () => {
  const rows = rowsOf(readFileSync(join(ROOT, "docs/glossary.md"), "utf8"));
  const terms = rows.map(([term = ""]) => term);

  it("has each term once, in the order of the alphabet", () => {
    const sorted = [...new Set(terms)].sort((a, b) => a.localeCompare(b, "en"));
    assert.deepEqual(terms, sorted);
  });

  it("says what each means, in a sentence", () => {
    const unsaid = rows.filter(([, meaning = ""]) => !/^[A-Z`].+\.$/.test(meaning));
    assert.deepEqual(unsaid, []);
    assert.ok(rows.every((cells) => cells.length === 3));
  });
});
