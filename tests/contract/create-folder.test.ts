import { CLIENT_NAMES } from "./clients/index";
import { fileAnswer, unknownPath } from "./support/answers";
import { assertThroughEach, itEmulated, itSettles } from "./support/cases";
import { parameterCases, PROJECT } from "./support/parameters.cases";
import { FOLDER, PROJECT_ID } from "./support/settings";
import { assertOutcome, assertShape, aText } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { createFolder, fileOf, taskParam, create } from "./support/tasks";

const ACTION = "CreateFolder";

function request(FolderPath: string) {
  return { ProjectId: PROJECT_ID, FolderPath };
}

describe(ACTION, () => {
  const target = targetForEach();

  parameterCases(
    ACTION,
    [PROJECT, { name: "FolderPath", type: "String", required: true }],
    request(FOLDER),
    target,
  );

  for (const client of CLIENT_NAMES) {
    it(`makes a folder, its answer the id as a text, through ${client}`, async () => {
      const path = `${FOLDER}/${target().newName()}`;
      const outcome = await target().call(ACTION, request(path), client);
      assertOutcome(outcome, fileAnswer(aText));
      const { body } = await target().call("GetFolder", request(path), client);
      assertShape((body["Data"] as { FolderId: string }).FolderId, outcome.body["Data"]);
    });
  }

  it("makes a folder that takes a task", async () => {
    const path = await createFolder(target());
    const fileId = await create(target(), { TaskParam: taskParam({ FileFolderPath: path }) });
    const { body } = await target().call("GetFolder", request(path));
    const { FileFolderId } = await fileOf(target(), fileId);
    assertShape((body["Data"] as { FolderId: string }).FolderId, FileFolderId);
  });

  itSettles(4, "takes the path of a folder that is there", async (settle) => {
    const { body } = await target().call("GetFolder", request(FOLDER));
    const { FolderId } = body["Data"] as { FolderId: string };
    settle(await target().call(ACTION, request(FOLDER)), fileAnswer(FolderId));
  });

  for (const path of ["nowhere", "Business Flow/quickstart", "Other/quickstart/Data Integration"]) {
    itEmulated(`refuses the path ${path}, through every client`, "codes are assumed", () =>
      assertThroughEach(target(), ACTION, request(path), unknownPath(path)),
    );
  }

  itEmulated("makes a flow on the way", "a flow would be left behind", async () => {
    const path = "Business Flow/new/Data Integration/below";
    assertOutcome(await target().call(ACTION, request(path)), fileAnswer(aText));
    const { body } = await target().call("GetFolder", request(path));
    const { FolderPath } = body["Data"] as { FolderPath: string };
    assertShape(FolderPath, "业务流程/new/数据集成/below");
  });
});
