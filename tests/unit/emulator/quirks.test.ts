import assert from "node:assert/strict";
import type { Quirks } from "../../../emulator/index";
import { benchForEach, fail, SUCCESS } from "../../harness/emulator";

const SCRIPT = JSON.stringify({
  setting: { resourceGroup: "S_res_group_1_1", taskType: "oneclick_to_holo" },
  steps: [
    {
      stepType: "mysql",
      category: "reader",
      parameter: { connection: [{ datasource: "shop", table: ["orders"] }] },
    },
    { stepType: "holo", category: "writer", parameter: { datasource: "dwh" } },
  ],
});

/** The quirks that have no test beside the operation that they are of. */
describe("under the quirk", () => {
  const bench = benchForEach();
  beforeEach(() => bench().create());

  const set = (quirks: Partial<Quirks>): void => bench().emulator.setQuirks(quirks);
  const onTask: ReturnType<typeof bench>["onTask"] = (...call) => bench().onTask(...call);
  const file = { ProjectId: "10000", FileId: "1000001" };
  const generate = async () =>
    (await onTask("GenerateDISyncTaskConfigForCreating", { TaskParam: SCRIPT }))?.["ProcessId"];
  const query = (id: unknown) =>
    onTask("QueryDISyncTaskConfigProcessResult", { AsyncProcessId: String(id) });

  it("terminateDelayMs a task is undeployed only later", async () => {
    set({ terminateDelayMs: 100 });
    await onTask("DeployDISyncTask");
    assert.deepEqual(await onTask("TerminateDISyncInstance"), SUCCESS);
    const deployed = fail("fileId:[1000001] is deployed, undeploy it first.");
    assert.deepEqual(await onTask("DeleteDISyncTask"), deployed);
    bench().pass(100);
    assert.deepEqual(await onTask("DeleteDISyncTask"), SUCCESS);
  });

  it("deleteDelayMs a file is gone only later", async () => {
    set({ deleteDelayMs: 100 });
    assert.deepEqual(await onTask("DeleteDISyncTask"), SUCCESS);
    const count = async () => (await bench().call("ListFiles", { ...file, FileTypes: "900" })).Data;
    assert.equal((await count())?.["TotalCount"], 1);
    bench().pass(100);
    assert.equal((await count())?.["TotalCount"], 0);
  });

  for (const [missingInfo, Status] of [
    ["fail", "fail"],
    ["null", null],
    ["NORUN", "NORUN"],
  ] as const) {
    it(`missingInfo=${missingInfo} an unknown id has that Status beside its message`, async () => {
      set({ missingInfo });
      const data = { Status, Message: "fileId[7] is invalid", Name: null, SolutionInfo: null };
      assert.deepEqual(await onTask("GetDISyncInstanceInfo", { FileId: "7" }), data);
    });
  }

  it("startOutcome=failed WAIT turns into a word that no page lists", async () => {
    set({ startOutcome: "failed" });
    await onTask("DeployDISyncTask");
    await onTask("StartDISyncInstance");
    bench().pass(200);
    assert.equal(await bench().state(), "FAILED");
  });

  it("updateTakesEffect=atOnce an update is deployed where the task was", async () => {
    set({ updateTakesEffect: "atOnce" });
    await onTask("UpdateDISyncTask", { TaskContent: "{}" });
    assert.equal(bench().task().deployedVersion, null);
    await onTask("DeployDISyncTask");
    await onTask("UpdateDISyncTask", { TaskContent: '{"a":1}' });
    assert.deepEqual([bench().task().deployedVersion, bench().task().commitStatus], [3, 1]);
  });

  it("handWrittenContent=reject only a generated content makes a real-time task", async () => {
    set({ handWrittenContent: "reject" });
    const refused = { ...fail("TaskContent is invalid."), FileId: null };
    assert.deepEqual(await bench().create({ TaskName: "other" }), refused);
    const batch = { TaskName: "batch", TaskType: "DI_OFFLINE" };
    assert.equal((await bench().create(batch))?.["Status"], "success");
    const id = await generate();
    bench().pass(200);
    const TaskContent = String((await query(id))?.["TaskContent"]);
    assert.equal((await bench().create({ TaskName: "b", TaskContent }))?.["FileId"], 1000003);
  });

  for (const deletedFileVisible of ["RECYCLE", "DELETED"] as const) {
    it(`deletedFileVisible=${deletedFileVisible} GetFile says so`, async () => {
      set({ deletedFileVisible });
      await onTask("DeleteDISyncTask");
      const { Data } = await bench().call("GetFile", file);
      const shown = Data?.["File"] as Record<string, unknown>;
      assert.equal(shown["DeletedStatus"], deletedFileVisible);
    });
  }

  it("refusalShape=http400 a refusal is the gateway's", async () => {
    set({ refusalShape: "http400" });
    const { Code, Message } = await bench().call("StartDISyncInstance", {
      ...file,
      TaskType: "DI_REALTIME",
    });
    const message = "fileId:[1000001] is not deployed.";
    assert.deepEqual([Code, Message], ["Param.Invalid", message]);
  });

  it("nameScope=workspace a name is taken in every folder", async () => {
    bench().emulator.console.addFolder("Business Flow/sales/Data Integration");
    const param = '{"FileFolderPath":"Business Flow/sales/Data Integration"}';
    set({ nameScope: "workspace" });
    const refused = { ...fail("TaskName:[orders] already exists."), FileId: null };
    assert.deepEqual(await bench().create({ TaskParam: param }), refused);
    set({ nameScope: "folder" });
    assert.equal((await bench().create({ TaskParam: param }))?.["FileId"], 1000002);
  });

  it("clientToken=refused a repeat fails", async () => {
    set({ clientToken: "refused" });
    const token = { TaskName: "once", ClientToken: "t" };
    assert.equal((await bench().create(token))?.["FileId"], 1000002);
    const refused = { ...fail("ClientToken:[t] is invalid."), FileId: null };
    assert.deepEqual(await bench().create(token), refused);
  });

  it("processLifeMs a generation is forgotten", async () => {
    set({ processLifeMs: 100, generateDelayMs: 50 });
    const id = await generate();
    bench().pass(149);
    assert.equal((await query(id))?.["Message"], null);
    bench().pass(1);
    assert.equal((await query(id))?.["Message"], "fileId:[1] is invalid.");
  });

  const CODE_CONTENT = JSON.stringify({
    type: "job",
    version: "2.0",
    steps: [
      { stepType: "mysql", name: "reader" },
      { stepType: "holo", name: "writer" },
    ],
    order: { hops: [{ from: "reader", to: "writer" }] },
  });

  for (const [quirks, expected] of [
    [
      { droppedContentKeys: true },
      '{"steps":[{"stepType":"mysql","name":"reader"},{"stepType":"holo","name":"writer"}],"order":{"hops":[{"from":"reader","to":"writer"}]}}',
    ],
    [
      { renamedSteps: true },
      '{"type":"job","version":"2.0","steps":[{"stepType":"mysql","name":"mysql_0"},{"stepType":"holo","name":"holo_1"}],"order":{"hops":[{"from":"mysql_0","to":"holo_1"}]}}',
    ],
  ] as const) {
    it(`${Object.keys(quirks).join()} content comes back changed`, async () => {
      set({ normalise: false, ...quirks });
      await onTask("UpdateDISyncTask", { TaskContent: CODE_CONTENT });
      assert.equal((await onTask("GetDISyncTask"))?.["Code"], expected);
    });
  }

  for (const [quirks, expected] of [
    [{ pathForm: "english" }, "Business Flow/quickstart/Data Integration"],
    [{ pathForm: "key" }, "业务流程/quickstart/folderDi"],
    [{ doubledSlashes: true }, "业务流程//quickstart//数据集成"],
  ] as const) {
    it(`${JSON.stringify(quirks)} paths are written so`, async () => {
      set(quirks);
      const parameters = { ...file, FileIdIn: "1000001", NeedAbsoluteFolderPath: "true" };
      const { Data } = await bench().call("ListFiles", parameters);
      const rows = Data?.["Files"] as Record<string, unknown>[] | undefined;
      assert.deepEqual(
        rows?.map((row) => row["AbsoluteFolderPath"]),
        [expected],
      );
    });
  }

  it("nameAfterRename=deployed the instance keeps the name of its deployment", async () => {
    set({ nameAfterRename: "deployed" });
    await onTask("DeployDISyncTask");
    await bench().control("PATCH", "/tasks/1000001", { name: "renamed" });
    assert.equal((await onTask("GetDISyncInstanceInfo"))?.["Name"], "orders");
  });

  for (const action of ["GetFile", "UpdateFile", "DeleteFile", "GetFileVersion"]) {
    it(`realtimeFileCalls=reject ${action} is not for a real-time task`, async () => {
      set({ realtimeFileCalls: "reject" });
      const { ErrorCode } = await bench().call(action, { ...file, FileVersion: "1" });
      assert.equal(ErrorCode, "Invalid.File.Type");
    });
  }

  it("realtimeUseType=REALTIME a real-time task has that UseType", async () => {
    set({ realtimeUseType: "REALTIME" });
    const { Data } = await bench().call("ListFiles", { ...file, UseType: "REALTIME" });
    assert.equal(Data?.["TotalCount"], 1);
  });

  it("newDataStudio ListFiles is empty", async () => {
    set({ newDataStudio: true });
    const { Data } = await bench().call("ListFiles", file);
    assert.deepEqual(Data, { PageNumber: 1, PageSize: 10, TotalCount: 0, Files: [] });
  });

  it("parametersInForm=reject a body is not looked into for parameters of the query", async () => {
    set({ parametersInForm: "reject" });
    const task = { ...file, TaskType: "DI_REALTIME" };
    assert.equal((await bench().call("GetDISyncTask", task))["Code"], "MissingProjectId");
    const queried = await bench().raw("GetDISyncTask", task, { place: "query" });
    assert.equal((JSON.parse(queried.text) as { Success: boolean }).Success, true);
    assert.equal((await bench().call("GetFile", file))["Success"], true);
  });

  it("callerRole=visitor writing is forbidden and reading is not", async () => {
    set({ callerRole: "visitor" });
    const task = { ...file, TaskType: "DI_REALTIME" };
    assert.equal((await bench().call("StopDISyncInstance", task))["Code"], "Forbidden.Access");
    assert.equal((await bench().call("GetDISyncTask", task))["Success"], true);
  });

  it("unknownStartParam=fail another key is refused", async () => {
    set({ unknownStartParam: "fail" });
    await onTask("DeployDISyncTask");
    const start = (startParam: object) =>
      onTask("StartDISyncInstance", { StartParam: JSON.stringify(startParam) });
    assert.deepEqual(await start({ checkpoint: 1 }), fail("StartParam is invalid."));
    assert.deepEqual(await start({ errorLimit: { record: 0 } }), SUCCESS);
  });
});
