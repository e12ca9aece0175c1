import { dataOf, type Parameters } from "./clients/client";
import { syncAnswer } from "./support/answers";
import { assertThroughEach, itEmulated } from "./support/cases";
import { parameterCases, PROJECT, taskType } from "./support/parameters.cases";
import { PROJECT_ID } from "./support/settings";
import { aLong, assertShape } from "./support/shape";
import { targetForEach } from "./support/target-for-each";
import { create, createDeployed, onTask } from "./support/tasks";

const ACTION = "ListRefDISyncTasks";
const UNKNOWN_SOURCE = "contract_no_such_source";

function request(changes: Parameters = {}): Parameters {
  return {
    ProjectId: PROJECT_ID,
    DatasourceName: UNKNOWN_SOURCE,
    TaskType: "DI_REALTIME",
    RefType: "from",
    ...changes,
  };
}

/** A content that reads from shop and writes to warehouse. */
const TaskContent = JSON.stringify({
  steps: [
    { category: "reader", parameter: { connection: [{ datasource: "shop" }] } },
    { category: "writer", parameter: { datasource: "warehouse" } },
  ],
});

describe(ACTION, () => {
  const target = targetForEach();
  const NO_SOURCE = "its data sources have to exist";

  async function namesIn(changes: Parameters): Promise<unknown> {
    const outcome = await target().call(ACTION, request(changes));
    const rows = dataOf(outcome)["DISyncTasks"] as { NodeName: string }[];
    return rows.map(({ NodeName }) => NodeName);
  }

  parameterCases(
    ACTION,
    [
      PROJECT,
      { name: "DatasourceName", type: "String", required: true },
      taskType("DI_OFFLINE", "DI_REALTIME"),
      { name: "RefType", type: "String", required: true, values: ["from", "to"] },
      { name: "PageNumber", type: "Integer", min: "1", max: "100" },
      { name: "PageSize", type: "Integer", min: "1", max: "100000" },
    ],
    request(),
    target,
  );

  it("lists nothing for an unknown data source, through every client", () =>
    assertThroughEach(target(), ACTION, request(), syncAnswer({ DISyncTasks: [] })));

  for (const [RefType, DatasourceName] of [
    ["from", "shop"],
    ["to", "warehouse"],
  ] as const) {
    itEmulated(
      `lists a deployed task that goes ${RefType} a data source, through every client`,
      NO_SOURCE,
      async () => {
        const NodeName = target().newName();
        await createDeployed(target(), { TaskName: NodeName, TaskContent });
        const row = {
          NodeId: aLong,
          NodeName,
          TaskType: "DI_REALTIME",
          DiSourceDatasource: '["shop"]',
          DiDestinationDatasource: '["warehouse"]',
        };
        const filter = request({ RefType, DatasourceName });
        await assertThroughEach(target(), ACTION, filter, syncAnswer({ DISyncTasks: [row] }));
      },
    );
  }

  itEmulated("keeps the two directions apart", NO_SOURCE, async () => {
    await createDeployed(target(), { TaskContent });
    assertShape(await namesIn({ DatasourceName: "shop", RefType: "to" }), []);
    assertShape(await namesIn({ DatasourceName: "warehouse", RefType: "from" }), []);
  });

  itEmulated("keeps the two types apart", NO_SOURCE, async () => {
    await createDeployed(target(), { TaskContent });
    assertShape(await namesIn({ DatasourceName: "shop", TaskType: "DI_OFFLINE" }), []);
  });

  itEmulated(
    "lists no task that was never deployed, and none that is deleted",
    NO_SOURCE,
    async () => {
      await create(target(), { TaskContent });
      const deleted = await createDeployed(target(), { TaskContent });
      await onTask(target(), "TerminateDISyncInstance", deleted);
      await onTask(target(), "DeleteDISyncTask", deleted);
      assertShape(await namesIn({ DatasourceName: "shop" }), []);
    },
  );

  itEmulated("pages", NO_SOURCE, async () => {
    for (const TaskName of ["a", "b", "c"]) {
      await createDeployed(target(), { TaskName, TaskContent });
    }
    const page = (PageNumber: string) =>
      namesIn({ DatasourceName: "shop", PageSize: "2", PageNumber });
    assertShape([await page("1"), await page("2"), await page("3")], [["a", "b"], ["c"], []]);
  });
});
