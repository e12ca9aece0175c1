import { fileAnswer } from "./support/answers";
import { assertThroughEach, itEmulated } from "./support/cases";
import { parameterCases, PROJECT } from "./support/parameters.cases";
import { FOLDER, PROJECT_ID } from "./support/settings";
import { assertShape, aText, Shape } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { createFolder } from "./support/tasks";

const ACTION = "ListFolders";

interface Folder {
  readonly FolderId: string;
  readonly FolderPath: string;
}

function request(ParentFolderPath: string, PageNumber = "1", PageSize = "10") {
  return { ProjectId: PROJECT_ID, ParentFolderPath, PageNumber, PageSize };
}

/** Words of root and layer are the service's own. */
function endsWith(name: string): Shape {
  return new Shape(
    `<a path that ends with ${name}>`,
    (value) => typeof value === "string" && value.endsWith(`/${name}`),
  );
}

describe(ACTION, () => {
  const target = targetForEach();

  async function foldersIn(...page: Parameters<typeof request>): Promise<readonly Folder[]> {
    const { body } = await target().call(ACTION, request(...page));
    return (body["Data"] as { Folders: Folder[] }).Folders;
  }

  parameterCases(
    ACTION,
    [
      PROJECT,
      { name: "ParentFolderPath", type: "String", required: true },
      { name: "PageNumber", type: "Integer", required: true, assumedMin: "1" },
      { name: "PageSize", type: "Integer", required: true, assumedMin: "1", assumedMax: "100" },
    ],
    request(FOLDER),
    target,
  );

  it("lists a folder that is below, with id and path, through every client", async () => {
    const parent = await createFolder(target());
    const name = target().newName();
    const path = `${parent}/${name}`;
    await target().call("CreateFolder", { ProjectId: PROJECT_ID, FolderPath: path });
    const folder = { FolderId: aText, FolderPath: endsWith(name) };
    const expected = fileAnswer({ Folders: [folder] });
    await assertThroughEach(target(), ACTION, request(parent), expected);
  });

  it("lists the same ids as GetFolder", async () => {
    const parent = await createFolder(target());
    const FolderPath = `${parent}/${target().newName()}`;
    const byPath = { ProjectId: PROJECT_ID, FolderPath };
    await target().call("CreateFolder", byPath);
    const { body } = await target().call("GetFolder", byPath);
    assertShape(await foldersIn(parent), [body["Data"]]);
  });

  it("lists nothing below a folder without folders, through every client", async () => {
    const empty = await createFolder(target());
    await assertThroughEach(target(), ACTION, request(empty), fileAnswer({ Folders: [] }));
  });

  it("lists no folder twice, and none two levels below", async () => {
    const parent = await createFolder(target());
    const [below, other] = [target().newName(), target().newName()];
    for (const path of [below, `${below}/deeper`, other]) {
      const FolderPath = `${parent}/${path}`;
      await target().call("CreateFolder", { ProjectId: PROJECT_ID, FolderPath });
    }
    const names = (await foldersIn(parent)).map(({ FolderPath }) => FolderPath.split("/").at(-1));
    assertShape(new Set(names), new Set([below, other]));
    assertShape(names.length, 2);
  });

  it("pages", async () => {
    const parent = await createFolder(target());
    for (let count = 0; count < 3; count += 1) {
      const FolderPath = `${parent}/${target().newName()}`;
      await target().call("CreateFolder", { ProjectId: PROJECT_ID, FolderPath });
    }
    const pages = await Promise.all(
      ["1", "2", "3"].map(async (number) => (await foldersIn(parent, number, "2")).length),
    );
    assertShape(pages, [2, 1, 0]);
  });

  for (const [parent, children] of [
    ["Business Flow", ["业务流程/quickstart"]],
    ["业务流程/quickstart", ["业务流程/quickstart/MaxCompute", "业务流程/quickstart/数据集成"]],
    ["nowhere", []],
  ] as const) {
    itEmulated(`lists what is below ${parent}`, "the folders are its own", async () => {
      const paths = (await foldersIn(parent)).map(({ FolderPath }) => FolderPath);
      assertShape(new Set(paths), new Set(children));
    });
  }

  itEmulated("doubles the slashes under the quirk", "a switch of the emulator", async () => {
    target().emulator.setQuirks({ doubledSlashes: true });
    const [flow] = await foldersIn("Business Flow");
    assertShape(flow?.FolderPath, "业务流程//quickstart");
  });
});
