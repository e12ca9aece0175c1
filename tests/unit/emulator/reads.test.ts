import assert from "node:assert/strict";
import {
  benchForEach,
  CONTENT,
  fail,
  openBench,
  REQUEST_ID,
  START_MS,
  SUCCESS,
} from "../../harness/emulator";

const PROJECT = { ProjectId: "10000" };
const OWNER = "1000000000000001";
const NORMALISED =
  '{"extend":{"mode":"wizard","resourceGroup":"S_res_group_1_1"},"nodeDef":{},"order":{"hops":[]},"setting":{"errorLimit":{}},"steps":[],"type":"job","version":"2.0"}';

const FILE = {
  FileId: 1000001,
  FileName: "orders",
  FileType: 900,
  FileFolderId: "2d5a4ff5e4d1fc54",
  FileDescription: null,
  CommitStatus: 0,
  CurrentVersion: 1,
  NodeId: null,
  Owner: OWNER,
  BusinessId: 0,
  BizId: 0,
  UseType: "NORMAL",
  CreateUser: OWNER,
  CreateTime: START_MS,
  LastEditUser: OWNER,
  LastEditTime: START_MS,
  ConnectionName: null,
  AutoParsing: false,
  IsMaxCompute: false,
  ParentId: -1,
};

/** The row without the three ids that are made up. */
function plain(row: unknown): object {
  return { ...(row as object), FileFolderId: FILE.FileFolderId, BusinessId: 0, BizId: 0 };
}

describe("GetDISyncTask", () => {
  const bench = benchForEach();
  beforeEach(() => bench().create());

  it("returns the content with sorted and added keys", async () => {
    const data = { ...SUCCESS, Code: NORMALISED, SolutionDetail: null, AlarmList: [] };
    assert.deepEqual(await bench().onTask("GetDISyncTask"), data);
  });

  it("returns the content as it was sent without the quirk", async () => {
    bench().emulator.setQuirks({ normalise: false });
    const data = { ...SUCCESS, Code: CONTENT, SolutionDetail: null, AlarmList: [] };
    assert.deepEqual(await bench().onTask("GetDISyncTask"), data);
  });

  it("changes nothing that was sent, to the last digit", async () => {
    const sent = `{"b":1.0,"a":12345678901234567890,"extend":{"mode":"m","z":{"d":1e3,"c":"\\u0000\\""}},
      "setting":null,"steps":[{"name":"s","gui":7},3],"nodeDef":{"x":[{"k":2,"j":1}]},"__proto__":{"p":-0.10}}`;
    await bench().onTask("UpdateDISyncTask", { TaskContent: sent });
    assert.equal(
      (await bench().onTask("GetDISyncTask"))?.["Code"],
      '{"__proto__":{"p":-0.10},"a":12345678901234567890,"b":1.0,"extend":{"mode":"m","resourceGroup":"S_res_group_1_1","z":{"c":"\\u0000\\"","d":1e3}},' +
        '"nodeDef":{"x":[{"j":1,"k":2}]},"setting":null,"steps":[{"displayName":"s","gui":7,"name":"s"},3]}',
    );
  });

  it("draws each step", async () => {
    await bench().onTask("UpdateDISyncTask", { TaskContent: '{"steps":[{"name":"s"}]}' });
    const { Code } = (await bench().onTask("GetDISyncTask")) as { Code: string };
    const { steps } = JSON.parse(Code) as { steps: unknown };
    assert.deepEqual(steps, [{ displayName: "s", gui: { x: 100, y: 100 }, name: "s" }]);
  });

  it("refuses an unknown id with empty fields", async () => {
    const data = await bench().onTask("GetDISyncTask", { FileId: "100" });
    const empty = { Code: null, SolutionDetail: null, AlarmList: null };
    assert.deepEqual(data, { ...fail("fileId:[100] is invalid."), ...empty });
  });

  it("finds no solution", async () => {
    const data = await bench().onTask("GetDISyncTask", { TaskType: "DI_SOLUTION" });
    assert.equal(data!["Message"], "fileId:[1000001] is invalid.");
  });

  it("capitalises Status under the quirk", async () => {
    bench().emulator.setQuirks({ statusCase: "capitalised" });
    assert.equal((await bench().onTask("GetDISyncTask"))?.["Status"], "Success");
    assert.equal((await bench().onTask("GetDISyncTask", { FileId: "100" }))?.["Status"], "Fail");
  });
});

describe("ListFiles", () => {
  const bench = benchForEach({ seed: { folders: ["Business Flow/sales/Data Integration"] } });

  async function names(filter: Record<string, string>): Promise<unknown> {
    const { Data } = await bench().call("ListFiles", { ...PROJECT, ...filter });
    return (Data!["Files"] as { FileName: string }[]).map(({ FileName }) => FileName);
  }

  beforeEach(async () => {
    await bench().create();
    const TaskParam = '{"FileFolderPath":"Business Flow/sales/Data Integration"}';
    await bench().create({ TaskName: "Orders_EU", TaskParam });
  });

  it("shows the fields of the page in its envelope", async () => {
    const answer = await bench().call("ListFiles", { ...PROJECT, FileIdIn: "1000001" });
    assert.deepEqual(answer, {
      HttpStatusCode: 200,
      Success: true,
      RequestId: REQUEST_ID,
      ErrorCode: null,
      ErrorMessage: null,
      Data: { PageNumber: 1, PageSize: 10, TotalCount: 1, Files: answer.Data?.["Files"] },
    });
    assert.deepEqual((answer.Data!["Files"] as unknown[]).map(plain), [FILE]);
  });

  it("adds folder and content where they are asked for", async () => {
    const wanted = { FileIdIn: "1000001", NeedAbsoluteFolderPath: "true", NeedContent: "true" };
    const { Data } = await bench().call("ListFiles", { ...PROJECT, ...wanted });
    const added = { AbsoluteFolderPath: "业务流程/quickstart/数据集成", Content: NORMALISED };
    assert.deepEqual((Data!["Files"] as unknown[]).map(plain), [{ ...FILE, ...added }]);
  });

  for (const [filter, expected] of [
    [{}, ["daily_report", "orders", "Orders_EU"]],
    [{ FileTypes: "900" }, ["orders", "Orders_EU"]],
    [{ FileTypes: "10,23" }, ["daily_report"]],
    [{ Keyword: "orders" }, ["orders", "Orders_EU"]],
    [{ ExactFileName: "orders" }, ["orders"]],
    [{ ExactFileName: "ORDERS" }, []],
    [{ FileIdIn: "1000002,1000000" }, ["daily_report", "Orders_EU"]],
    [{ FileFolderPath: "业务流程/sales/folderDi" }, ["Orders_EU"]],
    [{ FileFolderPath: "nowhere" }, []],
    [{ UseType: "NORMAL", FileTypes: "900" }, ["orders", "Orders_EU"]],
    [{ UseType: "MANUAL" }, []],
    [{ Owner: "somebody" }, []],
    [{ PageSize: "2" }, ["daily_report", "orders"]],
    [{ PageSize: "2", PageNumber: "2" }, ["Orders_EU"]],
  ] as const) {
    it(`finds ${expected.length} by ${JSON.stringify(filter)}`, async () => {
      assert.deepEqual(await names(filter), expected);
    });
  }

  it("finds by NodeId what is deployed", async () => {
    await bench().onTask("DeployDISyncTask");
    assert.deepEqual(await names({ NodeId: "700001000001" }), ["orders"]);
  });

  it("does not show a deleted file", async () => {
    await bench().onTask("DeleteDISyncTask");
    assert.deepEqual(await names({ FileTypes: "900" }), ["Orders_EU"]);
  });

  it("takes the workspace by its identifier, and needs one of the two", async () => {
    const byName = await bench().raw("ListFiles", { ProjectIdentifier: "quickstart" });
    assert.equal(byName.status, 200);
    const { text } = await bench().raw("ListFiles");
    assert.equal((JSON.parse(text) as { Code: string }).Code, "MissingProjectId");
  });

  for (const [name, value] of [
    ["PageSize", "101"],
    ["PageNumber", "0"],
    ["FileTypes", "900,"],
    ["FileIdIn", Array.from({ length: 51 }, (_, id) => id + 1).join(",")],
    ["NeedContent", "yes"],
  ] as const) {
    it(`finds ${name} ${value} not valid`, async () => {
      const { text } = await bench().raw("ListFiles", { ...PROJECT, [name]: value });
      assert.equal((JSON.parse(text) as { Code: string }).Code, `Invalid${name}`);
    });
  }
});

describe("GetFile", () => {
  const bench = benchForEach();
  beforeEach(() => bench().create());
  const ONE = { ...PROJECT, FileId: "1000001" };

  it("shows the file with its content and where it is", async () => {
    const { Data } = await bench().call("GetFile", ONE);
    const { File, ...rest } = Data ?? {};
    const added = { Content: NORMALISED, AdvancedSettings: null, DeletedStatus: "NORMAL" };
    assert.deepEqual(plain(File), { ...FILE, ...added });
    assert.deepEqual(rest, { NodeConfiguration: null, ResourceDownloadLink: null });
  });

  it("finds the SQL file that is there from the start", async () => {
    const { Data } = await bench().call("GetFile", { ...PROJECT, FileId: "1000000" });
    const { FileName, FileType, Content } = Data!["File"] as Record<string, unknown>;
    assert.deepEqual([FileName, FileType, Content], ["daily_report", 10, "SELECT 1;"]);
  });

  it("finds a committed file by its NodeId", async () => {
    await bench().onTask("DeployDISyncTask");
    const { Data } = await bench().call("GetFile", { ...PROJECT, NodeId: "700001000001" });
    assert.equal((Data!["File"] as { FileId: number }).FileId, 1000001);
  });

  it("shows a deleted file in the recycle bin", async () => {
    await bench().onTask("DeleteDISyncTask");
    const { Data } = await bench().call("GetFile", ONE);
    assert.equal((Data!["File"] as Record<string, unknown>)["DeletedStatus"], "RECYCLE_BIN");
  });

  const UNKNOWN = {
    HttpStatusCode: 400,
    Success: false,
    RequestId: REQUEST_ID,
    ErrorCode: "Invalid.File.NotExists",
    ErrorMessage: "fileId:[1000001] is invalid.",
    Data: null,
  };

  it("does not find a deleted file under the quirk", async () => {
    bench().emulator.setQuirks({ deletedFileVisible: "error" });
    await bench().onTask("DeleteDISyncTask");
    assert.deepEqual(await bench().call("GetFile", ONE), UNKNOWN);
  });

  it("does not find an unknown id", async () => {
    const unknown = await bench().call("GetFile", { ...PROJECT, FileId: "100" });
    assert.deepEqual(unknown, { ...UNKNOWN, ErrorMessage: "fileId:[100] is invalid." });
  });

  it("needs an id", async () => {
    const { text } = await bench().raw("GetFile", PROJECT);
    assert.equal((JSON.parse(text) as { Code: string }).Code, "MissingFileId");
  });
});

describe("ids beyond 2^53", () => {
  const FIRST = 2n ** 53n + 1n;

  it("are exact in and out", async () => {
    const bench = await openBench({ firstFileId: FIRST });
    await bench.create();
    const task = { ...PROJECT, TaskType: "DI_REALTIME", FileId: FIRST.toString() };
    await bench.raw("DeployDISyncTask", task);
    const { text } = await bench.raw("ListFiles", { ...PROJECT, FileIdIn: FIRST.toString() });
    assert.match(text, /"FileId" : 9007199254740993,/);
    assert.match(text, /"NodeId" : 9007899254740993,/);
    const neighbour = await bench.call("StopDISyncInstance", {
      ...task,
      FileId: "9007199254740992",
    });
    assert.deepEqual(neighbour.Data, fail("fileId:[9007199254740992] is invalid."));
    assert.deepEqual((await bench.call("StopDISyncInstance", task)).Data, SUCCESS);
    await bench.emulator.stop();
  });
});
