import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FAILURE_NAMES } from "../../provider/lifecycle/report/failure";
import { cannotDelete, NEXT, RESTORE, said } from "../quirks/messages.cases";
import { isSaid, SOURCES } from "../harness/fragments";

const read = (file: string) => readFileSync(join(__dirname, "../..", file), "utf8");
const TEXT = read("docs/troubleshooting.md");

/** Quoted from the engine, or put together by the text in the state. */
const FOREIGN: readonly string[] = [
  "No pulumi-dataworks/provider here: run npm ci",
  "no resource plugin 'pulumi-resource-pulumi-nodejs' found",
  "could not read plugin … EOF",
  "Attempting to deploy or update resources with pending operations",
];

/** Entries begin with what they quote, then the name of the failure where they are the entry of one. */
const ENTRY_NAME = /^\*\*`.*?`\*\*.*? \(`([a-z-]+)`\): /gm;

describe("docs/troubleshooting.md", () => {
  it("has one entry for each failure", () => {
    const names = [...TEXT.matchAll(ENTRY_NAME)].map((match) => match[1]);
    assert.deepEqual(new Set(names), new Set<string | undefined>(FAILURE_NAMES));
    assert.equal(names.length, FAILURE_NAMES.length);
  });

  it("has no entry for a failure that never happens", () => {
    const others = SOURCES.filter(({ name }) => name !== "lifecycle/report/failure.ts");
    assert.deepEqual(
      FAILURE_NAMES.filter((name) => !others.some(({ source }) => source.includes(`"${name}"`))),
      [],
    );
  });

  it("quotes only what the provider says", () => {
    const quoted = [...TEXT.matchAll(/\*\*`([^`]+)`\*\*/g)].map((match) => match[1] ?? "");
    assert.ok(quoted.length > FAILURE_NAMES.length);
    assert.deepEqual(
      quoted.filter((fragment) => !FOREIGN.includes(fragment) && !isSaid(fragment)),
      [],
    );
    assert.deepEqual(
      FOREIGN.filter((fragment) => !quoted.includes(fragment)),
      [],
    );
  });
});

describe("README.md", () => {
  it("shows the whole message of a refused destroy", () => {
    const message = cannotDelete({
      cause: said("DeleteDISyncTask", "fileId:[1000001] is invalid."),
      live: "NORUN",
      done: "stop requested; stopped (PAUSE); undeployed",
      next: NEXT.refused,
      restore: RESTORE.undeployed,
    });
    const shown = read("README.md")
      .replace(/^ +/gm, "")
      .replace(/RequestId [0-9A-F-]+/g, "RequestId …");
    assert.ok(shown.includes(`error: ${message}\n`));
  });
});
