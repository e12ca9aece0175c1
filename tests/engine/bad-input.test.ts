import assert from "node:assert/strict";
import { ARGS, createStack, program, type Stack } from "../harness/stack";

/** Inputs of one task each, with what is said of every one of them. */
const CASES: readonly (readonly [title: string, args: object, messages: readonly string[]])[] = [
  [
    "every bad input of a task",
    {
      taskName: "",
      fileFolderPath: undefined,
      projectId: "10000000001",
      taskContent: "[1]",
      cu: 0.7,
      taskname: "x",
      taskType: "DI_OFFLINE",
    },
    [
      "taskName: must not be empty",
      "fileFolderPath: is missing",
      "projectId: must be the workspace's id, an integer from 1 to 10000000000",
      "taskContent: must be a JSON object or JSON string",
      "cu: must be a number above 0 and a multiple of 0.5",
      "taskname: is not an input of DISyncTask; the nearest one is taskName",
      "taskType: cannot be set: every task of this provider is DI_REALTIME; a batch task (DI_OFFLINE) is a file that DeleteFile deletes",
    ],
  ],
  [
    "a content that is not JSON, and its text is not shown",
    { taskContent: '{"a": 1,, "b": "canary-of-content"}' },
    ["taskContent: is not JSON: parsing stops at position 8 (line 1, column 9)"],
  ],
];

/** Values that JSON cannot write, as the program writes them. */
const UNSENDABLE: readonly [args: string, message: string][] = [
  ["taskName: () => 1", "taskName: is a function, which cannot be sent"],
  ["projectId: 10000n", "projectId: is a bigint, which cannot be sent; write it as a string"],
  ["cu: 0 / 0", "cu: is NaN, which JSON does not have"],
  ["taskContent: cycle", "taskContent.steps[0].again: refers to itself"],
  ["taskContent: { at: new Date(0) }", "taskContent.at: is a Date, not a plain object or a list"],
  ["taskContent: deep", "taskContent: is nested deeper than 200 levels"],
  [
    `taskContent: JSON.parse('{"__proto__":1}')`,
    "taskContent.__proto__: is a key that cannot be sent",
  ],
  [String.raw`taskName: "\ud800"`, "taskName: contains half of a surrogate pair"],
  ['id: "10000:1"', "id: is not an input of DISyncTask"],
];

function programWith(args: string): string {
  return `const pulumi = require("@pulumi/pulumi");
const dataworks = require("pulumi-dataworks");
new dataworks.DISyncTask("orders", { ...${JSON.stringify(ARGS)}, ${args} });
`;
}

/** Tries one task after the other, so that one preview shows what each is told; the last one ends the program. */
function unsendableProgram(): string {
  const tries = UNSENDABLE.map(([args]) => `() => ({ ...${JSON.stringify(ARGS)}, ${args} })`);
  return `const pulumi = require("@pulumi/pulumi");
const dataworks = require("pulumi-dataworks");
const cycle = { steps: [{}] };
cycle.steps[0].again = cycle;
let deep = {};
for (let level = 0; level < 1000; level++) deep = { deep };
const tries = [${tries.join(",\n")}];
for (const args of tries) {
  try {
    new dataworks.DISyncTask("orders", args());
  } catch (error) {
    if (args === tries.at(-1)) throw error;
    pulumi.log.error(error.message);
  }
}
`;
}

describe("bad input on the real engine", () => {
  let stack: Stack;
  before(async () => {
    stack = await createStack();
  });
  after(() => stack.dispose());

  for (const [title, args, messages] of CASES) {
    it(`is refused at preview, once and before any call: ${title}`, async () => {
      await stack.project.write("index.js", program(args));
      const preview = await stack.pulumi(["preview"]);
      assert.notEqual(preview.exitCode, 0);
      // Above the diagnostics the engine repeats every line as progress.
      const diagnostics = preview.text.split("Diagnostics:")[1] ?? "";
      for (const message of messages) {
        assert.equal(diagnostics.split(`: ${message}\n`).length, 2, preview.text);
      }
      assert.equal(diagnostics.split("error: ").length - 1, messages.length, preview.text);
      assert.equal(preview.text.includes("canary-of-content"), false);
      assert.deepEqual(await stack.takeCalls(), []);
    });
  }

  it("is refused by the class before the engine hears of it, each with its path", async () => {
    await stack.project.write("index.js", unsendableProgram());
    const preview = await stack.pulumi(["preview"]);
    assert.notEqual(preview.exitCode, 0);
    const diagnostics = preview.text.split("Diagnostics:")[1] ?? "";
    const said = diagnostics.split("\n").filter((line) => line.includes("error:"));
    assert.deepEqual(
      said.map((line) => line.replace(/^\s*error: /, "")),
      UNSENDABLE.map(([, message]) => `DISyncTask "orders": ${message}`),
    );
    assert.deepEqual(await stack.takeCalls(), []);
  });

  it("is refused where it becomes known only later, without a stack", async () => {
    const taskContent = "pulumi.output(Promise.resolve({ steps: [{ size: NaN }] }))";
    await stack.project.write("index.js", programWith(`taskContent: ${taskContent}`));
    const preview = await stack.pulumi(["preview"]);
    assert.notEqual(preview.exitCode, 0);
    const message =
      'error: error serializing property "taskContent": DISyncTask "orders": taskContent.steps[0].size: is NaN, which JSON does not have\n';
    const diagnostics = preview.text.split("Diagnostics:")[1] ?? "";
    assert.equal(diagnostics.split(message).length, 2, preview.text);
    assert.equal(/^ +at /m.test(diagnostics), false, preview.text);
    assert.deepEqual(await stack.takeCalls(), []);
  });

  it("names the command that sets a region where there is none", async () => {
    await stack.project.write("index.js", program());
    await stack.project.write("Pulumi.dev.yaml", "config: {}\n");
    const preview = await stack.pulumi(["preview"]);
    assert.notEqual(preview.exitCode, 0);
    assert.match(
      preview.text,
      /region: is not set; set it in the program, or run: pulumi config set dataworks:region <region>/,
    );
  });
});
