import { dataOf } from "./clients/client";
import { fileAnswer, fileRefusal, unknownFile } from "./support/answers";
import { assertThroughEach, itEmulated, itSettles } from "./support/cases";
import { fileRow } from "./support/files";
import { FILE, parameterCases, PROJECT } from "./support/parameters.cases";
import { PROJECT_ID } from "./support/settings";
import { aLong, assertShape, aText, nullOrAbsent } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { create, createDeployed, onTask, UNKNOWN_ID } from "./support/tasks";

const ACTION = "GetFile";

function request(FileId: string) {
  return { ProjectId: PROJECT_ID, FileId };
}

function file(fields: Readonly<Record<string, unknown>>) {
  const own = { Content: aText, AdvancedSettings: nullOrAbsent, DeletedStatus: "NORMAL" };
  return fileAnswer({
    File: fileRow({ ...own, ...fields }),
    NodeConfiguration: null,
    ResourceDownloadLink: null,
  });
}

const NOT_THERE = "Invalid.File.NotExists";

describe(ACTION, () => {
  const target = targetForEach();

  parameterCases(
    ACTION,
    [PROJECT, FILE, { name: "NodeId", type: "Long" }],
    request(UNKNOWN_ID),
    target,
  );

  itSettles(16, "refuses an unknown id", async (settle) => {
    const expected = unknownFile(UNKNOWN_ID);
    settle(await target().call(ACTION, request(UNKNOWN_ID)), expected);
  });

  itEmulated(
    "refuses an unknown id and an unknown node, through every client",
    "open question 16",
    async () => {
      const noFile = unknownFile(UNKNOWN_ID);
      await assertThroughEach(target(), ACTION, request(UNKNOWN_ID), noFile);
      const noNode = fileRefusal(NOT_THERE, "nodeId:[100] is invalid.");
      await assertThroughEach(target(), ACTION, { ProjectId: PROJECT_ID, NodeId: "100" }, noNode);
    },
  );

  itSettles(16, "returns a real-time task with every field of the page", async (settle) => {
    const FileName = target().newName();
    const fileId = await create(target(), { TaskName: FileName });
    settle(
      await target().call(ACTION, request(fileId)),
      file({ FileId: Number(fileId), FileName }),
    );
  });

  itEmulated("returns a task, through every client", "open question 16", async () => {
    const fileId = await create(target());
    await assertThroughEach(target(), ACTION, request(fileId), file({ FileName: "contract_1" }));
  });

  itSettles(16, "returns a deployed task as committed, and by its node too", async (settle) => {
    const fileId = await createDeployed(target());
    const outcome = await target().call(ACTION, request(fileId));
    settle(outcome, file({ CommitStatus: 1, NodeId: aLong }));
    const { NodeId } = (dataOf(outcome)["File"] ?? {}) as { NodeId?: number };
    const byNode = { ProjectId: PROJECT_ID, NodeId: String(NodeId) };
    settle(await target().call(ACTION, byNode), file({ CommitStatus: 1, NodeId: NodeId ?? null }));
  });

  it("returns a batch task with its content as it was sent", async () => {
    const TaskContent = '{"type":"job","version":"2.0","steps":[],"order":{"hops":[]}}';
    const fileId = await create(target(), { TaskType: "DI_OFFLINE", TaskContent });
    const outcome = await target().call(ACTION, request(fileId));
    const { Content, FileType } = dataOf(outcome)["File"] as Record<string, unknown>;
    assertShape([JSON.parse(Content as string), FileType], [JSON.parse(TaskContent), 23]);
  });

  itSettles(12, "returns a deleted task as in the recycle bin", async (settle) => {
    const fileId = await create(target());
    await onTask(target(), "DeleteDISyncTask", fileId);
    const outcome = await target().call(ACTION, request(fileId));
    const { DeletedStatus } = (dataOf(outcome)["File"] ?? {}) as { DeletedStatus?: string };
    settle(outcome, file({ DeletedStatus: "RECYCLE_BIN" }), DeletedStatus);
  });

  itEmulated("has the same content as GetDISyncTask", "open question 16", async () => {
    const fileId = await create(target());
    const { File } = dataOf(await target().call(ACTION, request(fileId)));
    const { Code } = dataOf(await onTask(target(), "GetDISyncTask", fileId));
    assertShape((File as { Content: string }).Content, Code);
  });

  itEmulated("returns the SQL file", "the file is its own", async () => {
    const sqlFile = file({
      FileId: 1_000_000,
      FileName: "daily_report",
      FileType: 10,
      IsMaxCompute: true,
      Content: "SELECT 1;",
    });
    await assertThroughEach(target(), ACTION, request("1000000"), sqlFile);
  });

  itEmulated("refuses a deleted task under the quirk", "a switch of the emulator", async () => {
    const fileId = await create(target());
    await onTask(target(), "DeleteDISyncTask", fileId);
    target().emulator.setQuirks({ deletedFileVisible: "error" });
    const expected = unknownFile(fileId);
    await assertThroughEach(target(), ACTION, request(fileId), expected);
  });
});
