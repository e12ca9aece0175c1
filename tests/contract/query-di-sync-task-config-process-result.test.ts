import { dataOf } from "./clients/client";
import { CLIENT_NAMES } from "./clients/index";
import { done, gatewayRefusal, refused, unknownId } from "./support/answers";
import { assertThroughEach, itEmulated } from "./support/cases";
import { parameterCases, PROJECT, taskType } from "./support/parameters.cases";
import { creatingScript, tablesIn } from "./support/scripts";
import { PROJECT_ID, RESOURCE_GROUP } from "./support/settings";
import { assertOutcome, assertShape, assumed, aText, nullOrAbsent } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { create } from "./support/tasks";

const ACTION = "QueryDISyncTaskConfigProcessResult";
const NO_SOURCE = "its data sources have to exist";
const PROJECT_AND_TYPE = { ProjectId: PROJECT_ID, TaskType: "DI_REALTIME" };
const PENDING = refused("The process is not finished.", { TaskContent: null });

/** Every field of a column on the page; the emulator has no source to read columns from. */
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

function request(AsyncProcessId: string) {
  return { ...PROJECT_AND_TYPE, AsyncProcessId };
}

describe(ACTION, () => {
  const target = targetForEach();

  async function startProcess(TaskParam = creatingScript()): Promise<string> {
    const generate = { ...PROJECT_AND_TYPE, TaskParam };
    const outcome = await target().call("GenerateDISyncTaskConfigForCreating", generate);
    return String(dataOf(outcome)["ProcessId"]);
  }

  async function contentOf(processId: string): Promise<string> {
    target().pass(200);
    return dataOf(await target().call(ACTION, request(processId)))["TaskContent"] as string;
  }

  parameterCases(
    ACTION,
    [
      PROJECT,
      taskType("DI_REALTIME", "DI_SOLUTION"),
      { name: "AsyncProcessId", type: "Long", required: true, min: "1" },
    ],
    request("9999"),
    target,
  );

  it("refuses an unknown process in the words of its page, through every client", () =>
    assertThroughEach(
      target(),
      ACTION,
      request("9999"),
      unknownId("9999", { TaskContent: assumed(null, nullOrAbsent) }),
    ));

  for (const client of CLIENT_NAMES) {
    itEmulated(
      `returns the generated content as JSON text, through ${client}`,
      NO_SOURCE,
      async () => {
        const processId = await startProcess();
        target().pass(200);
        const outcome = await target().call(ACTION, request(processId), client);
        assertOutcome(outcome, done({ TaskContent: aText }));
        assertShape(tablesIn(dataOf(outcome)["TaskContent"] as string), ["orders"]);
      },
    );
  }

  itEmulated("returns a content of the shape of its page", NO_SOURCE, async () => {
    const content = JSON.parse(await contentOf(await startProcess())) as unknown;
    assertShape(content, {
      type: "job",
      version: "2.0",
      extend: { mode: "migration_holo", resourceGroup: RESOURCE_GROUP },
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
                    dbName: "shop",
                    schema: [
                      { tableInfos: [{ enable: true, table: "orders", tableName: "orders" }] },
                    ],
                  },
                ],
              },
            ],
          },
        },
        {
          stepType: "holo",
          category: "writer",
          name: "writer",
          parameter: {
            datasource: "warehouse",
            writeMode: "replay",
            tableMappingRule: {
              totalTableMapping: 1,
              datasource: [
                {
                  srcDatasourceName: "shop",
                  tableRule: [
                    {
                      srcDbName: "shop",
                      srcTable: "orders",
                      dstTable: "shop.orders",
                      mergeIntoCycleType: "DEFAULT",
                      hourDeltaEnable: false,
                      dayDeltaEnable: false,
                      primaryKeyInfo: { type: "pk", column: ["id"] },
                      dstCreateTableInfo: {
                        schemaName: "shop",
                        tableName: "orders",
                        indexType: "orders",
                        dataColumn: [COLUMN],
                      },
                    },
                  ],
                },
              ],
            },
          },
        },
      ],
      order: { hops: [{ from: "reader", to: "writer" }] },
    });
  });

  itEmulated("returns a content that CreateDISyncTask takes", NO_SOURCE, async () => {
    const TaskContent = await contentOf(await startProcess());
    assertShape(Number(await create(target(), { TaskContent })) > 0, true);
  });

  itEmulated("answers the same again", NO_SOURCE, async () => {
    const processId = await startProcess();
    assertShape(await contentOf(processId), await contentOf(processId));
  });

  itEmulated(
    "refuses before the result is there",
    "open question 8, which needs data sources",
    async () => {
      const processId = await startProcess();
      target().pass(199);
      await assertThroughEach(target(), ACTION, request(processId), PENDING);
      target().pass(1);
      assertOutcome(await target().call(ACTION, request(processId)), done({ TaskContent: aText }));
    },
  );

  const QUIRK = "a switch of the emulator";

  itEmulated("has an empty content before the result under the quirk", QUIRK, async () => {
    target().emulator.setQuirks({ queryPending: "empty" });
    const outcome = await target().call(ACTION, request(await startProcess()));
    assertOutcome(outcome, done({ TaskContent: "" }));
  });

  itEmulated("is an internal error before the result under the quirk", QUIRK, async () => {
    target().emulator.setQuirks({ queryPending: "error" });
    const processId = await startProcess();
    const error = gatewayRefusal(500, "InternalError.System", "An internal error occurred.");
    await assertThroughEach(target(), ACTION, request(processId), error);
  });

  itEmulated("forgets a result under the quirk", QUIRK, async () => {
    target().emulator.setQuirks({ processLifeMs: 1000 });
    const processId = await startProcess();
    target().pass(1199);
    const query = () => target().call(ACTION, request(processId));
    assertOutcome(await query(), done({ TaskContent: aText }));
    target().pass(1);
    assertOutcome(await query(), unknownId(processId, { TaskContent: null }));
  });

  itEmulated("refuses for ever under the quirk", QUIRK, async () => {
    target().emulator.setQuirks({ generateOutcome: "fail" });
    const processId = await startProcess();
    target().pass(3_600_000);
    const expected = refused("The tables cannot be read.", { TaskContent: null });
    assertOutcome(await target().call(ACTION, request(processId)), expected);
  });
});
