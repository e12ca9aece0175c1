import { CLIENT_NAMES } from "./clients/index";
import { fileAnswer, fileRefusal, unknownPath } from "./support/answers";
import { assertThroughEach, itEmulated, itSettles } from "./support/cases";
import { parameterCases, PROJECT } from "./support/parameters.cases";
import { CONTENT, FOLDER, PROJECT_ID } from "./support/settings";
import { aLong, assertOutcome, assertShape } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { fileOf, onTask } from "./support/tasks";
import type { Parameters } from "./clients/client";

const ACTION = "CreateFile";
const BATCH = "23";

describe(ACTION, () => {
  const target = targetForEach();

  function request(changes: Parameters = {}): Parameters {
    return {
      ProjectId: PROJECT_ID,
      FileName: "contract",
      FileType: BATCH,
      FileFolderPath: FOLDER,
      Content: CONTENT,
      ...changes,
    };
  }

  async function createFile(changes: Parameters = {}): Promise<string> {
    const outcome = await target().call(
      ACTION,
      request({ FileName: target().newName(), ...changes }),
    );
    assertOutcome(outcome, fileAnswer(aLong));
    return String(outcome.body["Data"]);
  }

  parameterCases(
    ACTION,
    [
      PROJECT,
      { name: "FileName", type: "String", required: true },
      { name: "FileType", type: "Integer", required: true, assumedMin: "1" },
      { name: "FileFolderPath", type: "String", required: true },
      { name: "Content", type: "String" },
    ],
    request(),
    target,
  );

  for (const client of CLIENT_NAMES) {
    it(`makes a batch task, its answer the id alone, through ${client}`, async () => {
      const FileName = target().newName();
      const outcome = await target().call(ACTION, request({ FileName }), client);
      assertOutcome(outcome, fileAnswer(aLong));
      const file = await fileOf(target(), String(outcome.body["Data"]));
      assertShape([file["FileName"], file["FileType"], file["CommitStatus"]], [FileName, 23, 0]);
    });
  }

  it("keeps the content as it was sent", async () => {
    const fileId = await createFile();
    const file = await fileOf(target(), fileId, { NeedContent: "true" });
    assertShape(JSON.parse(file["Content"] as string), JSON.parse(CONTENT));
  });

  it("makes a file without content", async () => {
    const { Content: _content, ...rest } = request({ FileName: target().newName() });
    assertOutcome(await target().call(ACTION, rest), fileAnswer(aLong));
  });

  it("keeps a description", async () => {
    const fileId = await createFile({ FileDescription: "for the contract" });
    assertShape((await fileOf(target(), fileId))["FileDescription"], "for the contract");
  });

  it("makes no real-time task that the instance calls would know", async () => {
    const fileId = await createFile();
    const outcome = await onTask(target(), "StartDISyncInstance", fileId);
    assertShape((outcome.body["Data"] as { Status: unknown }).Status, "fail");
  });

  itSettles(16, "makes no file of type 900", async (settle) => {
    const real = request({ FileName: target().newName(), FileType: "900" });
    const refusal = fileRefusal("Invalid.File.Type", "fileType:[900] is invalid.");
    settle(await target().call(ACTION, real), refusal);
  });

  itEmulated(
    "makes no file of a type that nothing has, through every client",
    "codes are assumed",
    () =>
      assertThroughEach(
        target(),
        ACTION,
        request({ FileType: "4711" }),
        fileRefusal("Invalid.File.Type", "fileType:[4711] is invalid."),
      ),
  );

  for (const path of ["Business Flow/nowhere/Data Integration", "Business Flow", "nowhere"]) {
    itEmulated(`refuses the folder path ${path}, through every client`, "codes are assumed", () =>
      assertThroughEach(target(), ACTION, request({ FileFolderPath: path }), unknownPath(path)),
    );
  }

  itEmulated("takes the workspace by its identifier", "the identifier is its own", async () => {
    const { ProjectId: _project, ...rest } = request();
    const byName = { ...rest, ProjectIdentifier: "quickstart" };
    assertOutcome(await target().call(ACTION, byName), fileAnswer(1_000_001));
  });

  itEmulated("makes a SQL file in the folder of MaxCompute", "the folder is its own", async () => {
    const sql = request({
      FileType: "10",
      FileFolderPath: "Business Flow/quickstart/MaxCompute",
      Content: "SELECT 2;",
    });
    assertOutcome(await target().call(ACTION, sql), fileAnswer(1_000_001));
  });
});
