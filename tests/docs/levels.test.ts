import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const text = readFileSync(join(ROOT, "tests/README.md"), "utf8");

describe("tests/README.md", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const named = [...text.matchAll(/\bnpm (?:run )?(test(?::\w+)?|\w+)/g)].map(([, name]) => name);

  it("names only commands that package.json has", () => {
    assert.deepEqual(
      named.filter((name) => name === undefined || !(name in scripts)),
      [],
    );
  });

  it("names every command that runs tests", () => {
    const testing = Object.keys(scripts).filter((name) => /^test\b|^bench$|^torture$/.test(name));
    assert.deepEqual(
      testing.filter((name) => !named.includes(name)),
      [],
    );
  });

  it("names only folders and files that exist", () => {
    const folders = [...text.matchAll(/`(\w+(?:\/\w+)*)\/`/g)].map(([, folder]) => folder ?? "");
    const existing = readdirSync(join(ROOT, "tests"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name));
    assert.ok(folders.length > 5);
    assert.deepEqual(
      folders.filter((folder) => !existing.includes(join(ROOT, "tests", folder))),
      [],
    );
  });
});
