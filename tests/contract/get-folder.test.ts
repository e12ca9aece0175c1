import { dataOf } from "./clients/client";
import { fileAnswer, fileRefusal } from "./support/answers";
import { assertThroughEach, itEmulated } from "./support/cases";
import { parameterCases, PROJECT } from "./support/parameters.cases";
import { FOLDER, PROJECT_ID } from "./support/settings";
import { assertShape, assumed, aText } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { create } from "./support/tasks";

const ACTION = "GetFolder";
const WORKSPACE = { ProjectId: PROJECT_ID };
const CHINESE = "业务流程/quickstart/数据集成";

describe(ACTION, () => {
  const target = targetForEach();
  const byPath = (FolderPath: string) => ({ ...WORKSPACE, FolderPath });

  parameterCases(
    ACTION,
    [
      PROJECT,
      { name: "FolderId", type: "String", required: true },
      { name: "FolderPath", type: "String" },
    ],
    { ...WORKSPACE, FolderId: "contract_no_such_folder" },
    target,
  );

  it("returns a folder by its path, its id a text, through every client", () => {
    const folder = fileAnswer({ FolderId: aText, FolderPath: assumed(CHINESE, aText) });
    return assertThroughEach(target(), ACTION, byPath(FOLDER), folder);
  });

  it("returns the same folder by its id, through every client", async () => {
    const { FolderId, FolderPath } = dataOf(await target().call(ACTION, byPath(FOLDER)));
    const byId = { ...WORKSPACE, FolderId: FolderId as string };
    await assertThroughEach(target(), ACTION, byId, fileAnswer({ FolderId, FolderPath }));
  });

  it("has the id that ListFiles gives a file of the folder", async () => {
    const fileId = await create(target());
    const files = dataOf(await target().call("ListFiles", { ...WORKSPACE, FileIdIn: fileId }));
    const [{ FileFolderId }] = files["Files"] as [{ FileFolderId: string }];
    const { FolderId } = dataOf(await target().call(ACTION, byPath(FOLDER)));
    assertShape(FileFolderId, FolderId);
  });

  for (const path of [
    CHINESE,
    "business_process/quickstart/folderDi",
    "workflow/quickstart/DATA INTEGRATION",
  ]) {
    itEmulated(`knows the folder as ${path}`, "the folder is its own", async () => {
      const { FolderPath } = dataOf(await target().call(ACTION, byPath(path)));
      assertShape(FolderPath, CHINESE);
    });
  }

  for (const [what, given] of [
    ["path", { FolderPath: "Business Flow/nowhere/Data Integration" }],
    ["id", { FolderId: "contract_no_such_folder" }],
  ] as const) {
    itEmulated(`refuses an unknown ${what}, through every client`, "its words are on no page", () =>
      assertThroughEach(
        target(),
        ACTION,
        { ...WORKSPACE, ...given },
        fileRefusal("Invalid.Folder.NotExists", "The folder does not exist."),
      ),
    );
  }
});
