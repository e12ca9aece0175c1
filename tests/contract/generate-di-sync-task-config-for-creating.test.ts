import { dataOf } from "./clients/client";
import { CLIENT_NAMES } from "./clients/index";
import { done, gatewayRefusal, refused } from "./support/answers";
import { assertThroughEach, itEmulated } from "./support/cases";
import { parameterCases, PROJECT, taskType } from "./support/parameters.cases";
import { creatingScript } from "./support/scripts";
import { PROJECT_ID } from "./support/settings";
import { aLong, assertOutcome, assertShape } from "./support/shape";
import { targetForEach } from "./support/target-for-each";

const ACTION = "GenerateDISyncTaskConfigForCreating";
const NO_SOURCE = "its data sources have to exist";

function request(TaskParam: string) {
  return { ProjectId: PROJECT_ID, TaskType: "DI_REALTIME", TaskParam };
}

describe(ACTION, () => {
  const target = targetForEach();

  parameterCases(
    ACTION,
    [
      PROJECT,
      taskType("DI_REALTIME", "DI_SOLUTION"),
      { name: "TaskParam", type: "String", required: true },
      { name: "ClientToken", type: "String" },
    ],
    request(creatingScript()),
    target,
  );

  for (const client of CLIENT_NAMES) {
    itEmulated(`starts a process, through ${client}`, NO_SOURCE, async () => {
      const outcome = await target().call(ACTION, request(creatingScript()), client);
      assertOutcome(outcome, done({ ProcessId: aLong }));
    });
  }

  itEmulated("gives each process an id of its own", NO_SOURCE, async () => {
    const start = async () =>
      dataOf(await target().call(ACTION, request(creatingScript())))["ProcessId"];
    assertShape([await start(), await start()], [1, 2]);
  });

  for (const [pair, stepType] of [
    ["oneclick_to_odps", "odps"],
    ["oneclick_to_kafka", "kafka"],
    ["oneclick_to_holo", "holo"],
  ] as const) {
    itEmulated(`takes the pair of ${pair}`, NO_SOURCE, async () => {
      const script = creatingScript({ setting: { taskType: pair }, writer: { stepType } });
      assertOutcome(await target().call(ACTION, request(script)), done({ ProcessId: aLong }));
    });
  }

  itEmulated("takes the tables of one database", NO_SOURCE, async () => {
    const script = creatingScript({ connection: { selectedTables: undefined, table: ["orders"] } });
    assertOutcome(await target().call(ACTION, request(script)), done({ ProcessId: aLong }));
  });

  for (const [what, script, wrong] of [
    ["that is no JSON", "{", "TaskParam"],
    ["that is a list", "[]", "TaskParam"],
    [
      "of a pair that no page names",
      creatingScript({ setting: { taskType: "oneclick_to_oracle" } }),
      "taskType",
    ],
    ["without tables", creatingScript({ connection: { selectedTables: [] } }), "table"],
    [
      "with a table that has no name",
      creatingScript({ connection: { selectedTables: undefined, table: [""] } }),
      "table",
    ],
    ["with tables in both forms", creatingScript({ connection: { table: ["refunds"] } }), "table"],
    ["with the writer of another pair", creatingScript({ writer: { stepType: "odps" } }), "Writer"],
    ["without a destination", creatingScript({ writer: { parameter: {} } }), "datasource"],
  ] as const) {
    itEmulated(`refuses a script ${what}, through every client`, NO_SOURCE, () =>
      assertThroughEach(
        target(),
        ACTION,
        request(script),
        refused(`${wrong} is invalid.`, { ProcessId: null }),
      ),
    );
  }

  itEmulated("refuses a resource group that is not there, through every client", NO_SOURCE, () =>
    assertThroughEach(
      target(),
      ACTION,
      request(creatingScript({ setting: { resourceGroup: "S_res_group_0_0" } })),
      refused("ResourceGroup:[S_res_group_0_0] is invalid.", { ProcessId: null }),
    ),
  );

  itEmulated("generates no solution, through every client", "the emulator has none", () =>
    assertThroughEach(
      target(),
      ACTION,
      { ...request(creatingScript()), TaskType: "DI_SOLUTION" },
      refused("TaskType:[DI_SOLUTION] is invalid.", { ProcessId: null }),
    ),
  );

  itEmulated("starts one process for a repeated ClientToken", "open question 5", async () => {
    const repeated = { ...request(creatingScript()), ClientToken: "token" };
    await assertThroughEach(target(), ACTION, repeated, done({ ProcessId: 1 }));
  });

  itEmulated("refuses another script for the same ClientToken", "open question 5", async () => {
    await target().call(ACTION, { ...request(creatingScript()), ClientToken: "token" });
    const other = creatingScript({ setting: { name: "other" } });
    const message =
      "Request uses a client token in a previous request but is not identical to that request.";
    const expected = gatewayRefusal(400, "IdempotentParameterMismatch", message);
    const again = { ...request(other), ClientToken: "token" };
    await assertThroughEach(target(), ACTION, again, expected);
  });

  itEmulated("tells the sample's true under the quirk", "a switch of the emulator", async () => {
    target().emulator.setQuirks({ generateStatus: "true" });
    const outcome = await target().call(ACTION, request(creatingScript()));
    assertOutcome(outcome, done({ Status: "true", ProcessId: 1 }));
  });
});
