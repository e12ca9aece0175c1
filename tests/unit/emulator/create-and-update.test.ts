import assert from "node:assert/strict";
import { benchForEach, CONTENT, fail, REQUEST_ID, START_MS, SUCCESS } from "../../harness/emulator";

const FOLDER = "业务流程/quickstart/数据集成";

const REFUSED = (message: string): object => ({ ...fail(message), FileId: null });

function param(changes: object): { TaskParam: string } {
  const whole = { FileFolderPath: FOLDER, ResourceGroup: "S_res_group_1_1", ...changes };
  return { TaskParam: JSON.stringify(whole) };
}

describe("CreateDISyncTask", () => {
  const bench = benchForEach({
    seed: { folders: ["Business Flow/销售/Data Integration/daily"] },
  });

  it("makes a task that is neither deployed nor running", async () => {
    assert.deepEqual(await bench().create(), { ...SUCCESS, FileId: 1000001 });
    assert.deepEqual(bench().emulator.tasks(), [
      {
        fileId: "1000001",
        name: "orders",
        folder: FOLDER,
        fileType: 900,
        content: CONTENT,
        resourceGroup: "S_res_group_1_1",
        cu: null,
        deletedStatus: "NORMAL",
        commitStatus: 0,
        currentVersion: 1,
        deployed: false,
        deployedVersion: null,
        runState: "NORUN",
        startParam: null,
        alarmList: [],
        owner: "1000000000000001",
        createTimeMs: START_MS,
        lastEditTimeMs: START_MS,
      },
    ]);
  });

  for (const path of [
    "Business Flow/销售/Data Integration/daily",
    "业务流程/销售/数据集成/daily",
    "业务流程/销售/folderDi/daily",
    "workflow//销售/data integration/daily/",
  ]) {
    it(`takes the folder ${path}`, async () => {
      await bench().create(param({ FileFolderPath: path }));
      assert.equal(bench().task().folder, "业务流程/销售/数据集成/daily");
    });
  }

  for (const path of [
    "Business Flow/nowhere/Data Integration",
    "Business Flow/quickstart",
    "Business Flow/quickstart/MaxCompute",
    "",
  ]) {
    it(`refuses the folder "${path}"`, async () => {
      const message = `Invalid path: ${path}`;
      assert.deepEqual(await bench().create(param({ FileFolderPath: path })), REFUSED(message));
      assert.deepEqual(bench().emulator.tasks(), []);
    });
  }

  for (const [changes, message] of [
    [param({ ResourceGroup: "other" }), "ResourceGroup:[other] is invalid."],
    [param({ Cu: 0.7 }), "Cu:[0.7] is invalid."],
    [param({ Cu: 0 }), "Cu:[0] is invalid."],
    [{ TaskParam: "no JSON" }, "TaskParam is invalid."],
    [{ TaskContent: "[]" }, "TaskContent is invalid."],
    [{ TaskContent: "{" }, "TaskContent is invalid."],
    [{ TaskName: "" }, "TaskName is invalid."],
    [{ TaskType: "DI_SOLUTION" }, "TaskType:[DI_SOLUTION] is invalid."],
  ] as const) {
    it(`refuses ${JSON.stringify(changes)}`, async () => {
      assert.deepEqual(await bench().create(changes), REFUSED(message));
    });
  }

  it("keeps compute units, and the default group where none is named", async () => {
    await bench().create(param({ ResourceGroup: undefined, Cu: 1.5 }));
    assert.deepEqual([bench().task().cu, bench().task().resourceGroup], [1.5, "S_res_group_1_1"]);
  });

  it("makes a batch task that the real-time calls do not find", async () => {
    await bench().create({ TaskType: "DI_OFFLINE" });
    assert.equal(bench().task().fileType, 23);
    assert.deepEqual(
      await bench().onTask("DeleteDISyncTask"),
      fail("fileId:[1000001] is invalid."),
    );
  });

  it("refuses a name that the folder holds, until it is deleted", async () => {
    await bench().create();
    assert.deepEqual(await bench().create(), REFUSED("TaskName:[orders] already exists."));
    await bench().onTask("DeleteDISyncTask");
    assert.deepEqual(await bench().create(), { ...SUCCESS, FileId: 1000002 });
  });

  it("allows such a name in another folder, and under the quirk in the same", async () => {
    await bench().create();
    await bench().create(param({ FileFolderPath: "业务流程/销售/数据集成/daily" }));
    bench().emulator.setQuirks({ duplicateName: "allow" });
    assert.deepEqual(await bench().create(), { ...SUCCESS, FileId: 1000003 });
  });

  it("gives the same task for the same client token", async () => {
    await bench().create({ ClientToken: "t" });
    assert.deepEqual(await bench().create({ ClientToken: "t" }), { ...SUCCESS, FileId: 1000001 });
    assert.equal(bench().emulator.tasks().length, 1);
  });

  it("refuses the token for other parameters", async () => {
    await bench().create({ ClientToken: "t" });
    const parameters = { ProjectId: "10000", TaskType: "DI_REALTIME", TaskContent: "{}" };
    const answer = await bench().raw("CreateDISyncTask", { ...parameters, ClientToken: "t" });
    const { Code, Message } = JSON.parse(answer.text) as Record<string, string>;
    assert.deepEqual([answer.status, Code], [400, "IdempotentParameterMismatch"]);
    const message =
      "Request uses a client token in a previous request but is not identical to that request.";
    assert.equal(Message, message);
  });

  it("forgets the token of a refused create", async () => {
    await bench().create({ ClientToken: "t", TaskParam: "{}" });
    assert.deepEqual(await bench().create({ ClientToken: "t" }), { ...SUCCESS, FileId: 1000001 });
  });

  it("ignores the token under the quirk", async () => {
    bench().emulator.setQuirks({ clientToken: "ignored" });
    await bench().create({ ClientToken: "t" });
    const changes = { ClientToken: "t", TaskName: "other" };
    assert.deepEqual(await bench().create(changes), { ...SUCCESS, FileId: 1000002 });
  });
});

describe("UpdateDISyncTask", () => {
  const bench = benchForEach();
  beforeEach(() => bench().create());

  it("makes a new version that is not committed and leaves the deployed one", async () => {
    await bench().onTask("DeployDISyncTask");
    bench().pass(1000);
    const TaskContent = '{"steps":[1]}';
    assert.deepEqual(await bench().onTask("UpdateDISyncTask", { TaskContent }), SUCCESS);
    const { content, commitStatus, currentVersion, deployedVersion, lastEditTimeMs } =
      bench().task();
    const got = [content, commitStatus, currentVersion, deployedVersion, lastEditTimeMs];
    assert.deepEqual(got, [TaskContent, 0, 2, 1, START_MS + 1000]);
  });

  it("leaves a content that is not given, and changes group and units", async () => {
    bench().emulator.console.addResourceGroup("S_res_group_2_2");
    const TaskParam = '{"ResourceGroup":"S_res_group_2_2","Cu":2}';
    await bench().onTask("UpdateDISyncTask", { TaskContent: "", TaskParam });
    const { content, resourceGroup, cu } = bench().task();
    assert.deepEqual([content, resourceGroup, cu], [CONTENT, "S_res_group_2_2", 2]);
  });

  it("refuses a group that is not there, and changes nothing", async () => {
    const parameters = { TaskContent: "{}", TaskParam: '{"ResourceGroup":"S_res_group_XXX"}' };
    const data = await bench().onTask("UpdateDISyncTask", parameters);
    assert.deepEqual(data, fail("ResourceGroup:[S_res_group_XXX] is invalid."));
    assert.equal(bench().task().content, CONTENT);
  });

  it("refuses a real-time task under the quirk", async () => {
    bench().emulator.setQuirks({ updateRealtime: "reject" });
    const data = await bench().onTask("UpdateDISyncTask", { TaskContent: "{}" });
    assert.deepEqual(data, fail("TaskType:[DI_REALTIME] is invalid."));
  });

  it("updates a batch task", async () => {
    await bench().create({ TaskType: "DI_OFFLINE", TaskName: "batch" });
    const parameters = { FileId: "1000002", TaskType: "DI_OFFLINE", TaskContent: "{}" };
    assert.deepEqual(await bench().onTask("UpdateDISyncTask", parameters), SUCCESS);
    assert.equal(bench().emulator.task("1000002")?.content, "{}");
  });
});

describe("an answer of the task calls", () => {
  const bench = benchForEach();
  beforeEach(() => bench().create());

  for (const [messageOnSuccess, data] of [
    ["null", SUCCESS],
    ["absent", { Status: "success" }],
    ["sample", { Status: "success", Message: "fileId:[100] is invalid." }],
  ] as const) {
    it(`has on success the message of the quirk ${messageOnSuccess}`, async () => {
      bench().emulator.setQuirks({ messageOnSuccess });
      assert.deepEqual(await bench().onTask("StopDISyncInstance"), data);
    });
  }

  for (const action of [
    "UpdateDISyncTask",
    "DeleteDISyncTask",
    "DeployDISyncTask",
    "StartDISyncInstance",
    "StopDISyncInstance",
    "TerminateDISyncInstance",
  ]) {
    it(`refuses an unknown id in ${action}`, async () => {
      const parameters = { ProjectId: "10000", TaskType: "DI_REALTIME", FileId: "100" };
      assert.deepEqual(await bench().call(action, parameters), {
        Success: true,
        RequestId: REQUEST_ID,
        Data: fail("fileId:[100] is invalid."),
      });
    });
  }

  it("is HTTP 400 for an unknown id under the quirk", async () => {
    bench().emulator.setQuirks({ missingShape: "http400" });
    const parameters = { ProjectId: "10000", TaskType: "DI_REALTIME", FileId: "100" };
    const { status, text } = await bench().raw("StopDISyncInstance", parameters);
    const { Code, Message } = JSON.parse(text) as Record<string, string>;
    assert.deepEqual([status, Code, Message], [400, "Param.Invalid", "The parameter is invalid."]);
  });
});
