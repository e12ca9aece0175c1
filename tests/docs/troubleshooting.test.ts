import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FAILURE_NAMES } from "../../provider/lifecycle/report/failure";

const ROOT = join(__dirname, "../..");
const TEXT = readFileSync(join(ROOT, "docs/troubleshooting.md"), "utf8");

/** Quoted from the engine, or put together by the text in the state. */
const FOREIGN: readonly string[] = [
  "No pulumi-dataworks/provider here: run npm ci",
  "no resource plugin 'pulumi-resource-pulumi-nodejs' found",
  "could not read plugin … EOF",
  "Attempting to deploy or update resources with pending operations",
];

const FILES = readdirSync(join(ROOT, "provider"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({
    name: name.replaceAll("\\", "/"),
    source: readFileSync(join(ROOT, "provider", name), "utf8"),
  }));

/** The sources with every message on one line, as it is said. */
const SAID = FILES.map(({ source }) =>
  source.replace(/(["'`])\s*\+\s*["'`]/g, "").replaceAll("\\`", "`"),
).join("\n");

/** Entries begin with what they quote, then the name of the failure where they are the entry of one. */
const ENTRY_NAME = /^\*\*`.*?`\*\*.*? \(`([a-z-]+)`\): /gm;

/** The parts of a fragment between its gaps, without the marks that join them to what is left out. */
function partsOf(fragment: string): string[] {
  return fragment
    .split("…")
    .map((part) => part.replace(/^[\s,]+|[\s:,]+$/g, ""))
    .filter((part) => part !== "");
}

describe("docs/troubleshooting.md", () => {
  it("has one entry for each failure", () => {
    const names = [...TEXT.matchAll(ENTRY_NAME)].map((match) => match[1]);
    assert.deepEqual(new Set(names), new Set<string | undefined>(FAILURE_NAMES));
    assert.equal(names.length, FAILURE_NAMES.length);
  });

  it("quotes only what the provider says", () => {
    const quoted = [...TEXT.matchAll(/\*\*`([^`]+)`\*\*/g)].map((match) => match[1] ?? "");
    assert.ok(quoted.length > FAILURE_NAMES.length);
    const unsaid = quoted.filter(
      (fragment) =>
        !FOREIGN.includes(fragment) && !partsOf(fragment).every((part) => SAID.includes(part)),
    );
    assert.deepEqual(unsaid, []);
    assert.deepEqual(
      FOREIGN.filter((fragment) => !quoted.includes(fragment)),
      [],
    );
  });

  it("has no entry for a failure that never happens", () => {
    const throwers = FILES.filter(({ name }) => name !== "lifecycle/report/failure.ts");
    assert.deepEqual(
      FAILURE_NAMES.filter(
        (failure) => !throwers.some(({ source }) => source.includes(`"${failure}"`)),
      ),
      [],
    );
  });
});
