import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import {
  differences,
  newestFolder,
  SHAPE_FILE,
  typesOf,
  unlikeTables,
  type Shape,
} from "../../tools/state-shape";
import { keptStates } from "./kept-state";
import { storedTaskOf } from "./read-back";

const newest = newestFolder();
assert.ok(newest);
const shape = JSON.parse(readFileSync(join(newest, SHAPE_FILE), "utf8")) as Shape;

describe("the shape of a state", () => {
  it("holds what the engine stored, whatever led to it", async () => {
    const states = keptStates().filter(({ version }) => version === basename(newest));
    assert.deepEqual(
      states.map(({ name }) => name),
      [
        "adopted",
        "draft",
        "fresh",
        "generated",
        "imported",
        "running",
        "secret",
        "text",
        "unfinished",
      ],
    );
    const known = new Set(
      Object.values(shape.outputs).flatMap((types) => Object.entries(types).map(String)),
    );
    for (const state of states) {
      const { outputs } = await storedTaskOf(state);
      const { __provider: text, taskContent: _content, ...rest } = outputs;
      assert.equal(text, shape.provider);
      assert.deepEqual(
        Object.entries(typesOf(rest))
          .map(String)
          .filter((output) => !known.has(output)),
        [],
        state.name,
      );
    }
  });

  it("keeps no secret of a content readable", async () => {
    const secret = keptStates().find(({ name }) => name === "secret");
    assert.ok(secret);
    assert.ok(secret.setup.program.includes("kept-secret"));
    assert.equal(readFileSync(secret.file, "utf8").includes("kept-secret"), false);
  });

  it("is the one of the tables of inputs and outputs", () => {
    assert.deepEqual(unlikeTables(shape), []);
  });

  it("tells each difference from the tables", () => {
    const { serverDigest: _serverDigest, ...generated } = shape.outputs["generated"] ?? {};
    const changed: Shape = {
      ...shape,
      outputs: { ...shape.outputs, generated: { ...generated, applied: "string", more: "list" } },
    };
    assert.deepEqual(unlikeTables(changed), [
      "generated: applied is string, unlike its table",
      "generated: more is in no table",
      "no program: serverDigest is in a table alone",
    ]);
  });

  it("tells each change by program and output", () => {
    const changed: Shape = {
      provider: `${shape.provider} `,
      outputs: {
        ...shape.outputs,
        generated: { ...shape.outputs["generated"], fileId: "number", more: "list" },
      },
    };
    assert.deepEqual(differences(shape, shape), []);
    assert.deepEqual(differences(shape, changed), [
      "the text of __provider is another one",
      "generated: fileId was string, is number",
      "generated: more was absent, is list",
    ]);
  });
});
