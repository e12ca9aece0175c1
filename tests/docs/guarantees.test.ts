import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const QUOTED = /^- `(?<file>tests\/[^`]+)`: "(?<name>.+)"$/gm;
/** The title of a test, in either kind of quotes. */
const TITLE = /\bit\(\s*(?:"(?<plain>[^"\n]+)"|`(?<template>[^`\n]+)`)/g;

/** What the document writes for a part of a title that differs from case to case. */
const DIFFERING_PART = "…";

function titlesIn(text: string): string[] {
  return [...text.matchAll(TITLE)].map(
    ({ groups }) =>
      groups?.["plain"] ?? groups?.["template"]?.replace(/\$\{.+?\}/g, DIFFERING_PART) ?? "",
  );
}

describe("docs/guarantees.md", () => {
  const text = readFileSync(join(ROOT, "docs/guarantees.md"), "utf8");
  const quoted = [...text.matchAll(QUOTED)].map(({ groups }) => ({
    file: groups?.["file"] ?? "",
    name: groups?.["name"] ?? "",
  }));

  it("quotes only tests that exist", () => {
    const missing = quoted.filter(({ file, name }) => {
      const path = join(ROOT, file);
      return !existsSync(path) || !titlesIn(readFileSync(path, "utf8")).includes(name);
    });
    assert.deepEqual(missing, []);
  });

  it("names a test wherever it names a file of tests", () => {
    const mentioned = text.match(/^- `tests\//gm) ?? [];
    assert.equal(quoted.length, mentioned.length);
  });

  it("proves every guarantee by at least one test", () => {
    const guarantees = text.split(/^(?=\*\*)/m).slice(1);
    const unproved = guarantees.filter((guarantee) => !/^- `tests\//m.test(guarantee));
    assert.deepEqual(unproved, []);
  });

  it("quotes each of the failure modes", () => {
    const file = "tests/engine/long/failure-modes.long.ts";
    const titles = titlesIn(readFileSync(join(ROOT, file), "utf8"));
    const names = quoted.filter((one) => one.file === file).map(({ name }) => name);
    assert.deepEqual(new Set(names), new Set(titles));
    assert.equal(titles.length, 15);
  });
});
