import assert from "node:assert/strict";
import { createStage, program, type Stage } from "./stage";

const CASES: readonly [object, string][] = [
  [{ taskName: "" }, "taskName: must not be empty"],
  [{ fileFolderPath: undefined }, "fileFolderPath: is missing"],
  [
    { projectId: "10000000001" },
    "projectId: must be the workspace's id, a whole number from 1 to 10000000000",
  ],
  [{ taskContent: "[1]" }, "taskContent: must be a JSON object, or the text of one"],
  [
    { taskContent: '{"a": 1,, "b": "canary-of-content"}' },
    "taskContent: is not JSON: parsing stops at position 8 (line 1, column 9)",
  ],
  [{ cu: 0.7 }, "cu: must be a number above 0 and a multiple of 0.5"],
  [{ taskname: "x" }, "taskname: is not an input of DISyncTask; the nearest one is taskName"],
  [
    { taskType: "DI_OFFLINE" },
    "taskType: cannot be set: every task of this provider is DI_REALTIME; a batch task (DI_OFFLINE) is a file that DeleteFile deletes",
  ],
];

describe("bad input on the real engine", () => {
  let stage: Stage;
  before(async () => {
    stage = await createStage();
  });
  after(() => stage.dispose());

  for (const [args, message] of CASES) {
    it(`is refused at preview, once and before any call: ${message}`, async () => {
      await stage.workbench.write("index.js", program(args));
      const preview = await stage.pulumi(["preview"]);
      assert.notEqual(preview.exitCode, 0);
      // Above the diagnostics the engine repeats every line as progress.
      const diagnostics = preview.text.split("Diagnostics:")[1] ?? "";
      assert.equal(diagnostics.split(message).length, 2, preview.text);
      assert.equal(preview.text.includes("canary-of-content"), false);
      assert.deepEqual(await stage.takeCalls(), []);
    });
  }

  it("names the command that sets a region where there is none", async () => {
    await stage.workbench.write("index.js", program());
    await stage.workbench.write("Pulumi.dev.yaml", "config: {}\n");
    const preview = await stage.pulumi(["preview"]);
    assert.notEqual(preview.exitCode, 0);
    assert.match(
      preview.text,
      /region: is nowhere set; set it in the program, or run: pulumi config set dataworks:region <region>/,
    );
  });
});
