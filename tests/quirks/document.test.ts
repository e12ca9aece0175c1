import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withGenerated, withoutPadding } from "../../tools/docs";
import { CASES, QUIRK_NAMES, QUIRK_VALUES, type QuirkValue } from "./quirks.cases";
import type { Situation } from "./life";
import { SITUATIONS } from "./situations.cases";
import { VISIBLE } from "./visible.cases";

const FILE = join(__dirname, "../../docs/quirks.md");
/** Set by `npm run docs:quirks`: the tables are written instead of compared. */
const UPDATE_VARIABLE = "UPDATE_DOCS";

function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [titles, titles.map(() => "---"), ...rows].map(line).join("\n");
}

/** Markdown would take these for its own. */
function plain(text: string): string {
  return text.replaceAll("\n", " ").replace(/[|<>*_]/g, (sign) => `\\${sign}`);
}

/** A list, since a table of such long messages cannot be read as text. */
function outcome({ situation, text, key }: QuirkValue): string {
  const says = Object.entries(VISIBLE[key] ?? {});
  const told = says.map(([step, message]) => `  - ${step}: ${plain(message)}`);
  const word = told.length === 0 ? "absorbed" : "visible";
  return [`- \`${text}\`, in the life \`${situation}\`: **${word}**`, ...told].join("\n");
}

const situations: readonly (readonly [string, Situation])[] = Object.entries(SITUATIONS);

const PARTS = {
  outcomes: QUIRK_VALUES.map(outcome).join("\n"),
  lives: markdownTable(
    ["life", "what happens in it", "its steps"],
    situations.map(([name, { what, steps }]) => [
      name,
      what,
      steps.map((step) => step.name).join(" → "),
    ]),
  ),
};

describe("the sweep of the quirks", () => {
  it("has a case for every quirk, and no other", () => {
    assert.deepEqual(Object.keys(CASES).sort(), [...QUIRK_NAMES].sort());
    const tried = new Set(QUIRK_VALUES.map(({ name }) => name));
    assert.deepEqual(
      QUIRK_NAMES.filter((name) => !tried.has(name)),
      [],
    );
  });

  it("lists as visible only values that are tried", () => {
    const keys = QUIRK_VALUES.map(({ key }) => key);
    assert.deepEqual(
      Object.keys(VISIBLE).filter((key) => !keys.includes(key)),
      [],
    );
  });

  it("is told by docs/quirks.md as its tables have it", () => {
    const text = readFileSync(FILE, "utf8");
    const told = Object.entries(PARTS).reduce(
      (document, [mark, part]) => withGenerated(document, mark, part),
      text,
    );
    if (process.env[UPDATE_VARIABLE] === "1") {
      writeFileSync(FILE, told);
      return;
    }
    assert.equal(withoutPadding(text), withoutPadding(told), "run `npm run docs:quirks`");
  });
});
