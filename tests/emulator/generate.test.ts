import assert from "node:assert/strict";
import { benchForEach, fail, REQUEST_ID, SUCCESS } from "./bench";

const PROJECT = { ProjectId: "10000", TaskType: "DI_REALTIME" };
const CREATING = "GenerateDISyncTaskConfigForCreating";
const UPDATING = "GenerateDISyncTaskConfigForUpdating";
const QUERY = "QueryDISyncTaskConfigProcessResult";

function script(tables: readonly string[], taskType = "oneclick_to_holo", writer = "holo"): string {
  const connection = [{ datasourceType: "mysql", datasource: "shop", table: tables }];
  return JSON.stringify({
    type: "realtime",
    version: "1.0",
    setting: { resourceGroup: "S_res_group_1_1", taskType },
    steps: [
      { stepType: "mysql", category: "reader", name: "Reader", parameter: { connection } },
      { stepType: writer, category: "writer", name: "Writer", parameter: { datasource: "dwh" } },
    ],
  });
}

function content(tables: readonly string[], mode = "migration_holo", writer = "holo"): object {
  return {
    type: "job",
    version: "2.0",
    extend: { mode, resourceGroup: "S_res_group_1_1" },
    steps: [
      {
        stepType: "mysql",
        category: "reader",
        name: "reader",
        parameter: {
          connection: [
            {
              datasourceType: "mysql",
              datasource: "shop",
              selectedTables: [
                {
                  dbName: "",
                  schema: [
                    {
                      tableInfos: tables.map((table) => ({
                        enable: true,
                        table,
                        tableName: table,
                      })),
                    },
                  ],
                },
              ],
            },
          ],
        },
      },
      {
        stepType: writer,
        category: "writer",
        name: "writer",
        parameter: {
          datasource: "dwh",
          writeMode: "replay",
          tableMappingRule: {
            totalTableMapping: tables.length,
            datasource: [
              {
                srcDatasourceName: "shop",
                tableRule: tables.map((table) => ({
                  srcDbName: "",
                  srcTable: table,
                  dstTable: `public.${table}`,
                  mergeIntoCycleType: "DEFAULT",
                  hourDeltaEnable: false,
                  dayDeltaEnable: false,
                })),
              },
            ],
          },
        },
      },
    ],
    order: { hops: [{ from: "reader", to: "writer" }] },
  };
}

describe("the Generate calls", () => {
  const bench = benchForEach();
  const generate = async (TaskParam: string) =>
    (await bench().call(CREATING, { ...PROJECT, TaskParam })).Data;
  const query = async (AsyncProcessId = "1") =>
    (await bench().call(QUERY, { ...PROJECT, AsyncProcessId })).Data;

  const pairs: [string, string, string][] = [
    ["oneclick_to_holo", "holo", "migration_holo"],
    ["oneclick_to_odps", "odps", "migration_odps"],
    ["oneclick_to_kafka", "kafka", "migration_kafka"],
  ];
  for (const [taskType, writer, mode] of pairs) {
    it(`expand a script of ${taskType}`, async () => {
      assert.deepEqual(await generate(script(["orders"], taskType, writer)), {
        ...SUCCESS,
        ProcessId: 1,
      });
      bench().pass(200);
      const { TaskContent, ...rest } = (await query()) ?? {};
      assert.deepEqual(rest, SUCCESS);
      assert.deepEqual(JSON.parse(String(TaskContent)), content(["orders"], mode, writer));
    });
  }

  const refused: [string, string, string][] = [
    ["no JSON", "{", "TaskParam is invalid."],
    ["an unknown pair", script(["a"], "oneclick_to_mars"), "taskType is invalid."],
    ["a writer of another pair", script(["a"], "oneclick_to_odps", "holo"), "Writer is invalid."],
    ["no table", script([]), "table is invalid."],
    ["a table without a name", script([""]), "table is invalid."],
  ];
  for (const [what, param, message] of refused) {
    it(`refuse ${what}`, async () => {
      assert.deepEqual(await generate(param), { ...fail(message), ProcessId: null });
    });
  }

  it("say the documentation's word true under its quirk", async () => {
    bench().emulator.setQuirks({ generateStatus: "true" });
    assert.deepEqual(await generate(script(["orders"])), {
      ...SUCCESS,
      Status: "true",
      ProcessId: 1,
    });
  });

  const pending: [string, object][] = [
    ["fail", { ...fail("The process is not finished."), TaskContent: null }],
    ["empty", { ...SUCCESS, TaskContent: "" }],
  ];
  for (const [queryPending, answer] of pending) {
    it(`are pending as ${queryPending} until the result is there`, async () => {
      bench().emulator.setQuirks({ queryPending });
      await generate(script(["orders"]));
      bench().pass(199);
      assert.deepEqual(await query(), answer);
    });
  }

  it("are pending as an HTTP error under its quirk", async () => {
    bench().emulator.setQuirks({ queryPending: "error" });
    await generate(script(["orders"]));
    const raw = await bench().raw(QUERY, { ...PROJECT, AsyncProcessId: "1" });
    assert.equal(raw.status, 500);
  });

  it("fail for ever under their quirk", async () => {
    bench().emulator.setQuirks({ generateOutcome: "fail" });
    await generate(script(["orders"]));
    bench().pass(10_000);
    assert.deepEqual(await query(), {
      ...fail("The tables cannot be read."),
      TaskContent: null,
    });
  });

  it("know no process that was not started", async () => {
    assert.deepEqual(await query("7"), { ...fail("fileId:[7] is invalid."), TaskContent: null });
  });

  it("change the tables of a task, and nothing else", async () => {
    await bench().create({ TaskContent: JSON.stringify(content(["orders"])) });
    const update = async (TaskParam: string, TaskId = "1000001") =>
      (await bench().call(UPDATING, { ...PROJECT, TaskId, TaskParam })).Data;
    const { steps } = JSON.parse(script(["orders", "items"])) as { steps: object[] };
    const [reader, writer] = steps;
    assert.deepEqual(await update(JSON.stringify({ steps: [reader] })), {
      ...SUCCESS,
      ProcessId: 1,
    });
    bench().pass(200);
    assert.deepEqual(
      JSON.parse(String((await query())?.["TaskContent"])),
      content(["orders", "items"]),
    );
    assert.deepEqual(await update(JSON.stringify({ steps: [reader, writer] })), {
      ...fail("Writer is invalid."),
      ProcessId: null,
    });
    assert.deepEqual(await update(JSON.stringify({ steps: [reader] }), "7"), {
      ...fail("fileId:[7] is invalid."),
      ProcessId: null,
    });
  });
});

describe("ListRefDISyncTasks", () => {
  const bench = benchForEach();
  beforeEach(async () => {
    await bench().create({ TaskContent: JSON.stringify(content(["orders"])) });
  });
  const list = async (DatasourceName: string, RefType: string) =>
    bench().call("ListRefDISyncTasks", { ...PROJECT, DatasourceName, RefType });
  const empty = { Success: true, RequestId: REQUEST_ID, Data: { DISyncTasks: [] } };

  it("gives deployed tasks by the data source that they read or write", async () => {
    await bench().onTask("DeployDISyncTask");
    const { Data } = await bench().call("GetFile", { ProjectId: "10000", FileId: "1000001" });
    const NodeId = ((Data?.["File"] ?? {}) as { NodeId?: number }).NodeId;
    const row = {
      NodeId,
      NodeName: "orders",
      TaskType: "DI_REALTIME",
      DiSourceDatasource: '["shop"]',
      DiDestinationDatasource: '["dwh"]',
    };
    const found = { ...empty, Data: { DISyncTasks: [row] } };
    assert.deepEqual(await list("shop", "from"), found);
    assert.deepEqual(await list("dwh", "to"), found);
    assert.deepEqual(await list("shop", "to"), empty);
    const files = await bench().call("ListFiles", { ProjectId: "10000", NodeId: String(NodeId) });
    assert.equal(files.Data?.["TotalCount"], 1);
  });

  it("gives no task that was never deployed: it has no node", async () => {
    assert.deepEqual(await list("shop", "from"), empty);
  });
});

describe("GetFolder", () => {
  const bench = benchForEach();

  it("gives the id of a folder in every language, and its path in the Chinese form", async () => {
    await bench().create();
    const files = await bench().call("ListFiles", { ProjectId: "10000", FileTypes: "900" });
    const [row] = (files.Data?.["Files"] ?? []) as { FileFolderId: string }[];
    const expected = {
      FolderId: row?.FileFolderId,
      FolderPath: "业务流程/quickstart/数据集成",
    };
    for (const FolderPath of ["Business Flow/quickstart/Data Integration", expected.FolderPath]) {
      const { Data } = await bench().call("GetFolder", { ProjectId: "10000", FolderPath });
      assert.deepEqual(Data, expected);
    }
    const byId = { ProjectId: "10000", FolderId: expected.FolderId ?? "" };
    assert.deepEqual((await bench().call("GetFolder", byId)).Data, expected);
  });

  it("knows no other folder", async () => {
    const answer = await bench().call("GetFolder", { ProjectId: "10000", FolderPath: "x" });
    assert.equal(answer["ErrorCode"], "Invalid.Folder.NotExists");
  });
});

describe("alert rules", () => {
  const bench = benchForEach();

  it("are read by GetDISyncTask and written by the control alone", async () => {
    await bench().create();
    const alarmList = [{ Id: 1, RuleName: "delay" }];
    const changed = await bench().control("PATCH", "/tasks/1000001", { alarmList, owner: "7" });
    assert.equal(changed.status, 200);
    assert.deepEqual((await bench().onTask("GetDISyncTask"))?.["AlarmList"], alarmList);
  });
});
