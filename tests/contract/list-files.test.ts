import { dataOf, type Parameters } from "./clients/client";
import { fileAnswer } from "./support/answers";
import { assertThroughEach, itEmulated, itSettles } from "./support/cases";
import { fileRow } from "./support/files";
import { parameterCases, PROJECT } from "./support/parameters.cases";
import { FOLDER, PROJECT_ID } from "./support/settings";
import { assertShape, assumed, aText } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { create, createDeployed, onTask, UNKNOWN_ID } from "./support/tasks";

const ACTION = "ListFiles";
const WORKSPACE = { ProjectId: PROJECT_ID };

function ids(count: number): string {
  return Array.from({ length: count }, (_, at) => String(at + 1)).join(",");
}

function page(Files: readonly unknown[], changes: object = {}) {
  return fileAnswer({ PageNumber: 1, PageSize: 10, TotalCount: Files.length, Files, ...changes });
}

describe(ACTION, () => {
  const target = targetForEach();

  async function namesIn(filter: Parameters): Promise<unknown> {
    const outcome = await target().call(ACTION, { ...WORKSPACE, ...filter });
    return (dataOf(outcome)["Files"] as { FileName: string }[]).map(({ FileName }) => FileName);
  }

  parameterCases(
    ACTION,
    [
      PROJECT,
      { name: "FileTypes", type: "String", wrong: { "another separator": "23;900" } },
      { name: "NodeId", type: "Long" },
      { name: "PageNumber", type: "Integer", assumedMin: "1" },
      { name: "PageSize", type: "Integer", assumedMin: "1", max: "100" },
      {
        name: "FileIdIn",
        type: "String",
        wrong: { "more than 50 ids": ids(51), "no number": "one" },
      },
      { name: "NeedAbsoluteFolderPath", type: "Boolean" },
      { name: "NeedContent", type: "Boolean" },
    ],
    WORKSPACE,
    target,
  );

  it("lists nothing for an unknown id, through every client", () =>
    assertThroughEach(target(), ACTION, { ...WORKSPACE, FileIdIn: UNKNOWN_ID }, page([])));

  it("takes 50 ids, through every client", () =>
    assertThroughEach(
      target(),
      ACTION,
      { ...WORKSPACE, FileIdIn: ids(50), FileTypes: "900", ExactFileName: "contract none" },
      page([]),
    ));

  it("lists a task with every field of the page, through every client", async () => {
    const FileName = target().newName();
    const fileId = await create(target(), { TaskName: FileName });
    const row = fileRow({ FileId: Number(fileId), FileName });
    await assertThroughEach(target(), ACTION, { ...WORKSPACE, FileIdIn: fileId }, page([row]));
  });

  it("adds folder and content where they are asked for, through every client", async () => {
    const fileId = await create(target());
    const row = fileRow({
      AbsoluteFolderPath: assumed("业务流程/quickstart/数据集成", aText),
      Content: aText,
    });
    const wanted = { FileIdIn: fileId, NeedAbsoluteFolderPath: "true", NeedContent: "true" };
    await assertThroughEach(target(), ACTION, { ...WORKSPACE, ...wanted }, page([row]));
  });

  it("leaves folder and content out where they are not wanted", async () => {
    const fileId = await create(target());
    const unwanted = { FileIdIn: fileId, NeedAbsoluteFolderPath: "false", NeedContent: "false" };
    const filter = { ...WORKSPACE, ...unwanted };
    await assertThroughEach(target(), ACTION, filter, page([fileRow({})]));
  });

  it("lists real-time tasks as files of type 900, and batch tasks as files of type 23", async () => {
    const realtime = target().newName();
    const batch = target().newName();
    await create(target(), { TaskName: realtime });
    await create(target(), { TaskName: batch, TaskType: "DI_OFFLINE" });
    const find = (ExactFileName: string, FileTypes: string) =>
      namesIn({ ExactFileName, FileTypes });
    assertShape(
      [
        await find(realtime, "900"),
        await find(realtime, "23"),
        await find(batch, "23"),
        await find(batch, "23,900"),
      ],
      [[realtime], [], [batch], [batch]],
    );
  });

  it("finds a name by all of it or by a part", async () => {
    const name = target().newName();
    await create(target(), { TaskName: name });
    const part = name.slice(1);
    assertShape(
      [
        await namesIn({ ExactFileName: name }),
        await namesIn({ ExactFileName: part }),
        await namesIn({ Keyword: part }),
      ],
      [[name], [], [name]],
    );
  });

  it("finds the files of a folder", async () => {
    const name = target().newName();
    await create(target(), { TaskName: name });
    assertShape(await namesIn({ FileFolderPath: FOLDER, ExactFileName: name }), [name]);
  });

  it("finds the file of a node", async () => {
    const name = target().newName();
    const fileId = await createDeployed(target(), { TaskName: name });
    const outcome = await target().call(ACTION, { ...WORKSPACE, FileIdIn: fileId });
    const [file] = dataOf(outcome)["Files"] as [{ NodeId: number }];
    assertShape(await namesIn({ NodeId: String(file.NodeId) }), [name]);
  });

  it("finds a file by its owner", async () => {
    const name = target().newName();
    const fileId = await create(target(), { TaskName: name });
    const outcome = await target().call(ACTION, { ...WORKSPACE, FileIdIn: fileId });
    const [{ Owner }] = dataOf(outcome)["Files"] as [{ Owner: string }];
    assertShape(
      [
        await namesIn({ ExactFileName: name, Owner }),
        await namesIn({ ExactFileName: name, Owner: "1" }),
      ],
      [[name], []],
    );
  });

  itSettles(16, "lists a real-time task under the use type NORMAL", async (settle) => {
    const fileId = await create(target());
    const filter = { ...WORKSPACE, FileIdIn: fileId, UseType: "NORMAL" };
    settle(await target().call(ACTION, filter), page([fileRow({})]));
  });

  itSettles(12, "lists no deleted task", async (settle) => {
    const fileId = await create(target());
    await onTask(target(), "DeleteDISyncTask", fileId);
    settle(await target().call(ACTION, { ...WORKSPACE, FileIdIn: fileId }), page([]));
  });

  itEmulated("lists a deleted task under the quirk", "a switch of the emulator", async () => {
    const FileName = target().newName();
    const fileId = await create(target(), { TaskName: FileName });
    await onTask(target(), "DeleteDISyncTask", fileId);
    target().emulator.setQuirks({ deletedFileListed: true });
    const row = fileRow({ FileId: Number(fileId), FileName });
    for (const filter of [
      { FileIdIn: fileId },
      { ExactFileName: FileName },
      { FileTypes: "900" },
    ]) {
      await assertThroughEach(target(), ACTION, { ...WORKSPACE, ...filter }, page([row]));
    }
  });

  it("pages, and counts all that there is", async () => {
    const made = [await create(target()), await create(target()), await create(target())];
    const filter = { ...WORKSPACE, FileIdIn: made.join(","), PageSize: "2" };
    const outcome = await target().call(ACTION, { ...filter, PageNumber: "2" });
    const { Files, ...counts } = dataOf(outcome);
    assertShape(counts, { PageNumber: 2, PageSize: 2, TotalCount: 3 });
    assertShape((Files as unknown[]).length, 1);
    const beyond = { PageNumber: 9, PageSize: 2, TotalCount: 3 };
    await assertThroughEach(target(), ACTION, { ...filter, PageNumber: "9" }, page([], beyond));
  });

  itEmulated("takes the workspace by its identifier", "the identifier is its own", () =>
    assertThroughEach(
      target(),
      ACTION,
      { ProjectIdentifier: "quickstart", FileIdIn: UNKNOWN_ID },
      page([]),
    ),
  );

  itEmulated("holds one SQL file from the start", "the file is its own", async () => {
    const row = fileRow({ FileId: 1_000_000, FileName: "daily_report", FileType: 10 });
    const sqlFile = { ...row, IsMaxCompute: true };
    await assertThroughEach(target(), ACTION, WORKSPACE, page([sqlFile]));
  });
});
