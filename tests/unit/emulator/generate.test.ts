import assert from "node:assert/strict";
import { benchForEach, fail, REQUEST_ID, SUCCESS } from "../../harness/emulator";

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

const COLUMN = {
  name: "id",
  type: "bigint",
  index: 0,
  comment: "",
  columnSize: 19,
  digit: 0,
  newDigit: 0,
  primaryKey: true,
};

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
                  primaryKeyInfo: { type: "pk", column: ["id"] },
                  dstCreateTableInfo: {
                    schemaName: "public",
                    tableName: table,
                    indexType: table,
                    dataColumn: [COLUMN],
                  },
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

/** The script of one table whose connection has something more. */
function changedConnection(more: object): string {
  const whole = JSON.parse(script(["a"])) as {
    steps: { parameter: { connection?: object[] } }[];
  };
  for (const connection of whole.steps[0]?.parameter.connection ?? []) {
    Object.assign(connection, more);
  }
  return JSON.stringify(whole);
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
    ["a table that is there twice", script(["a", "a"]), "table is invalid."],
    [
      "tables in both forms",
      changedConnection({
        selectedTables: [{ dbName: "d", schema: [{ tableInfos: [{ table: "b" }] }] }],
      }),
      "table is invalid.",
    ],
    [
      "a reader that is not MySQL",
      script(["a"]).replace('"stepType":"mysql"', '"stepType":"oracle"'),
      "Reader is invalid.",
    ],
    [
      "an unknown resource group",
      script(["a"]).replace("S_res_group_1_1", "S_res_group_9_9"),
      "ResourceGroup:[S_res_group_9_9] is invalid.",
    ],
    [
      "a second connection",
      script(["a"]).replace('"connection":[', '"connection":[{},'),
      "connection is invalid.",
    ],
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
    assert.deepEqual(await update(JSON.stringify({ steps: [reader], setting: {} })), {
      ...fail("setting is invalid."),
      ProcessId: null,
    });
  });

  it("leave the entries of tables that stay as they are", async () => {
    const changed = JSON.stringify(content(["orders"])).replace("public.orders", "sales.orders");
    await bench().create({ TaskContent: changed });
    const [reader] = (JSON.parse(script(["items", "orders"])) as { steps: object[] }).steps;
    await bench().call(UPDATING, {
      ...PROJECT,
      TaskId: "1000001",
      TaskParam: JSON.stringify({ steps: [reader] }),
    });
    bench().pass(200);
    const expected = JSON.stringify(content(["items", "orders"]));
    assert.deepEqual(
      JSON.parse(String((await query())?.["TaskContent"])),
      JSON.parse(expected.replace("public.orders", "sales.orders")),
    );
  });

  it("keep the name of the script, and the database as the schema", async () => {
    const whole = JSON.parse(changedConnection({ table: undefined })) as {
      setting: object;
      steps: { parameter: { connection: object[] } }[];
    };
    Object.assign(whole.setting, { name: "orders_sync" });
    Object.assign(whole.steps[0]?.parameter.connection[0] ?? {}, {
      selectedTables: [{ dbName: "shop_db", schema: [{ tableInfos: [{ table: "orders" }] }] }],
    });
    await generate(JSON.stringify(whole));
    bench().pass(200);
    const made = String((await query())?.["TaskContent"]);
    assert.match(made, /"name":"orders_sync"/);
    assert.match(made, /"srcDbName":"shop_db","srcTable":"orders","dstTable":"shop_db.orders"/);
  });

  it("give the same process for the same client token", async () => {
    const once = { ...PROJECT, TaskParam: script(["orders"]), ClientToken: "t" };
    const answers = [await bench().call(CREATING, once), await bench().call(CREATING, once)];
    assert.deepEqual(
      answers.map(({ Data }) => Data?.["ProcessId"]),
      [1, 1],
    );
    const other = await bench().call(CREATING, { ...once, TaskParam: script(["items"]) });
    assert.equal(other["Code"], "IdempotentParameterMismatch");
  });

  it("know no solutions", async () => {
    const solution = { ...PROJECT, TaskType: "DI_SOLUTION", TaskParam: script(["orders"]) };
    const refused = { ...fail("TaskType:[DI_SOLUTION] is invalid."), ProcessId: null };
    assert.deepEqual((await bench().call(CREATING, solution)).Data, refused);
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
