import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "../..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

const FOLDERS = ["provider", "emulator", "examples", "tests", "tools", "docs", ".github"];

/** Documents for whoever changes the package. */
const DOCUMENTS = [
  "CONTRIBUTING.md",
  "docs/architecture.md",
  "docs/glossary.md",
  "tests/README.md",
  ...readdirSync(join(ROOT, "docs/decisions")).map((name) => `docs/decisions/${name}`),
];

/** The files and folders that a text names between backticks, by their path from the root. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`((?:\.?[\w-]+\/)+[\w.-]*)`/g)]
    .map((match) => match[1] ?? "")
    .filter((path) => FOLDERS.includes(path.split("/")[0] ?? ""));
}

/** Where the links of a document lead, beside addresses of the web and places in itself. */
function linksIn(file: string, text: string): string[] {
  return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map((match) =>
    join(dirname(file), match[1] ?? ""),
  );
}

function foldersOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}/`);
}

describe("the documents for contributors", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

  for (const file of DOCUMENTS) {
    it(`name in ${file} only files and scripts that exist`, () => {
      const text = read(file);
      const named = [...text.matchAll(/\bnpm run ([\w:]+)/g)].map((match) => match[1] ?? "");
      const missing = [
        ...[...pathsIn(text), ...linksIn(file, text)].filter(
          (path) => !existsSync(join(ROOT, path)),
        ),
        ...named.filter((name) => !(name in scripts)),
      ];
      assert.deepEqual(missing, []);
    });
  }

  it("say in docs/architecture.md what each folder of the provider is", () => {
    const text = read("docs/architecture.md");
    const folders = ["provider", "provider/lifecycle", "provider/api"].flatMap(foldersOf);
    assert.ok(folders.length > 3);
    assert.deepEqual(
      folders.filter((folder) => !text.includes(`| \`${folder}\``)),
      [],
    );
  });
});
