import { dataOf } from "./clients/client";
import { CLIENT_NAMES } from "./clients/index";
import { done, refused, unknownId } from "./support/answers";
import { assertThroughEach, itEmulated } from "./support/cases";
import { parameterCases, PROJECT, taskType } from "./support/parameters.cases";
import {
  creatingScript,
  destinationsIn,
  tablesIn,
  updatingScript,
  updatingScriptOf,
} from "./support/scripts";
import { PROJECT_ID } from "./support/settings";
import { aLong, assertOutcome, assertShape } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { create, onTask, UNKNOWN_ID } from "./support/tasks";

const ACTION = "GenerateDISyncTaskConfigForUpdating";
const NO_SOURCE = "its data sources have to exist";
const PROJECT_AND_TYPE = { ProjectId: PROJECT_ID, TaskType: "DI_REALTIME" };

describe(ACTION, () => {
  const target = targetForEach();

  /** The result of a process, once it is there. */
  async function contentOf(processId: unknown): Promise<string> {
    target().pass(60_000);
    const query = { ...PROJECT_AND_TYPE, AsyncProcessId: String(processId) };
    const outcome = await target().call("QueryDISyncTaskConfigProcessResult", query);
    return dataOf(outcome)["TaskContent"] as string;
  }

  /** A task made from a script. */
  async function createGenerated(): Promise<string> {
    const generate = { ...PROJECT_AND_TYPE, TaskParam: creatingScript() };
    const outcome = await target().call("GenerateDISyncTaskConfigForCreating", generate);
    return create(target(), { TaskContent: await contentOf(dataOf(outcome)["ProcessId"]) });
  }

  function request(TaskId: string, TaskParam: string) {
    return { ...PROJECT_AND_TYPE, TaskId, TaskParam };
  }

  parameterCases(
    ACTION,
    [
      PROJECT,
      taskType("DI_REALTIME", "DI_SOLUTION"),
      { name: "TaskId", type: "Long", required: true, assumedMin: "1" },
      { name: "TaskParam", type: "String", required: true },
      { name: "ClientToken", type: "String" },
    ],
    request(UNKNOWN_ID, updatingScript("orders")),
    target,
  );

  itEmulated("refuses an unknown id, through every client", NO_SOURCE, () =>
    assertThroughEach(
      target(),
      ACTION,
      request(UNKNOWN_ID, updatingScript("orders")),
      unknownId(UNKNOWN_ID, { ProcessId: null }),
    ),
  );

  for (const client of CLIENT_NAMES) {
    itEmulated(`changes the tables of a task, through ${client}`, NO_SOURCE, async () => {
      const fileId = await createGenerated();
      const change = request(fileId, updatingScript("orders", "customers"));
      const outcome = await target().call(ACTION, change, client);
      assertOutcome(outcome, done({ ProcessId: aLong }));
      const content = await contentOf(dataOf(outcome)["ProcessId"]);
      assertShape(tablesIn(content), ["orders", "customers"]);
    });
  }

  itEmulated("leaves the task itself alone", NO_SOURCE, async () => {
    const fileId = await createGenerated();
    await target().call(ACTION, request(fileId, updatingScript("customers")));
    const { Code } = dataOf(await onTask(target(), "GetDISyncTask", fileId));
    assertShape(tablesIn(Code as string), ["orders"]);
  });

  const withWriter = JSON.stringify({
    steps: [
      { category: "reader", parameter: { connection: [{ table: ["orders"] }] } },
      { category: "writer", parameter: { datasource: "elsewhere" } },
    ],
  });
  const ofElsewhere = JSON.stringify({
    steps: [
      {
        stepType: "mysql",
        category: "reader",
        parameter: { connection: [{ datasource: "elsewhere", table: ["orders"] }] },
      },
    ],
  });
  for (const [what, script, wrong] of [
    ["that is no JSON", "{", "TaskParam"],
    ["without a reader", '{"steps":[]}', "Reader"],
    ["without tables", updatingScript(), "table"],
    ["with a writer", withWriter, "Writer"],
    ["of another data source", ofElsewhere, "datasource"],
    ["with a table twice", updatingScript("orders", "orders"), "table"],
    ["with settings, which stay as they are", '{"setting":{},"steps":[]}', "setting"],
  ] as const) {
    itEmulated(`refuses a script ${what}, through every client`, NO_SOURCE, async () => {
      const fileId = await createGenerated();
      const expected = refused(`${wrong} is invalid.`, { ProcessId: null });
      await assertThroughEach(target(), ACTION, request(fileId, script), expected);
    });
  }

  itEmulated("leaves the entries of tables that stay as they are", NO_SOURCE, async () => {
    const fileId = await createGenerated();
    const { Code } = dataOf(await onTask(target(), "GetDISyncTask", fileId));
    const renamed = (Code as string).replaceAll('"dstTable":"shop.orders"', '"dstTable":"shop.o"');
    await onTask(target(), "UpdateDISyncTask", fileId, { TaskContent: renamed });
    const connection = {
      selectedTables: [
        { dbName: "shop", schema: [{ tableInfos: [{ table: "orders" }, { table: "refunds" }] }] },
      ],
    };
    const script = updatingScriptOf(connection);
    const outcome = await target().call(ACTION, request(fileId, script));
    const content = await contentOf(dataOf(outcome)["ProcessId"]);
    assertShape(destinationsIn(content), ["shop.o", "shop.refunds"]);
  });

  itEmulated("starts one process for a repeated ClientToken", "open question 5", async () => {
    const repeated = {
      ...request(await createGenerated(), updatingScript("orders")),
      ClientToken: target().newName(),
    };
    await assertThroughEach(target(), ACTION, repeated, done({ ProcessId: 2 }));
  });

  itEmulated("refuses a batch task and a deleted one", NO_SOURCE, async () => {
    const batch = await create(target(), { TaskType: "DI_OFFLINE" });
    const deleted = await createGenerated();
    await onTask(target(), "DeleteDISyncTask", deleted);
    for (const fileId of [batch, deleted]) {
      const outcome = await target().call(ACTION, request(fileId, updatingScript("orders")));
      assertOutcome(outcome, unknownId(fileId, { ProcessId: null }));
    }
  });
});
