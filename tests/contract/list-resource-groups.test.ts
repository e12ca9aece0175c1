import type { Parameters } from "./clients/client";
import { fileAnswer } from "./support/answers";
import { assertThroughEach, itEmulated } from "./support/cases";
import { accountCases } from "./support/parameters.cases";
import { RESOURCE_GROUP } from "./support/settings";
import { aLong, assertShape } from "./support/shape";
import { targetForEach } from "./support/target-for-each";

const ACTION = "ListResourceGroups";
const DATA_INTEGRATION = { ResourceGroupType: "4" };

describe(ACTION, () => {
  const target = targetForEach();
  const OWN_GROUPS = "the groups are its own";

  const FIRST = {
    Id: aLong,
    Identifier: "S_res_group_1_1",
    Name: "S_res_group_1_1",
    Mode: "ISOLATE",
    Status: 0,
    IsDefault: true,
    Specs: "",
    BizExtKey: "default",
  };
  const SECOND = {
    ...FIRST,
    Identifier: "S_res_group_2_1",
    Name: "S_res_group_2_1",
    IsDefault: false,
    BizExtKey: "single",
  };

  async function groupsOf(filter: Parameters): Promise<readonly unknown[]> {
    const { body } = await target().call(ACTION, filter);
    return (body["Data"] as { Identifier: string }[]).map(({ Identifier }) => Identifier);
  }

  accountCases(
    ACTION,
    [
      { name: "ResourceGroupType", type: "Integer" },
      { name: "BizExtKey", type: "String", values: ["default", "single"] },
    ],
    DATA_INTEGRATION,
    target,
  );

  it("lists the resource group of the run", async () => {
    assertShape((await groupsOf(DATA_INTEGRATION)).includes(RESOURCE_GROUP), true);
  });

  it("finds it by its name", async () => {
    const filter = { ...DATA_INTEGRATION, Keyword: RESOURCE_GROUP };
    assertShape((await groupsOf(filter)).includes(RESOURCE_GROUP), true);
  });

  it("lists no group whose name is not like the keyword", async () => {
    const filter = { ...DATA_INTEGRATION, Keyword: "contract_no_such_group" };
    await assertThroughEach(target(), ACTION, filter, fileAnswer([]));
  });

  itEmulated(
    "lists each group with every field of the page, through every client",
    OWN_GROUPS,
    async () => {
      target().emulator.console.addResourceGroup("S_res_group_2_1");
      await assertThroughEach(target(), ACTION, DATA_INTEGRATION, fileAnswer([FIRST, SECOND]));
    },
  );

  itEmulated("keeps the default group and the others apart", OWN_GROUPS, async () => {
    target().emulator.console.addResourceGroup("S_res_group_2_1");
    const ofKey = (BizExtKey: string) => groupsOf({ ...DATA_INTEGRATION, BizExtKey });
    assertShape(
      [await ofKey("default"), await ofKey("single")],
      [["S_res_group_1_1"], ["S_res_group_2_1"]],
    );
  });

  itEmulated("finds names in any case", OWN_GROUPS, async () => {
    assertShape(await groupsOf({ Keyword: "s_RES_group_1" }), ["S_res_group_1_1"]);
  });

  itEmulated("lists the groups of Data Integration where no type is given", OWN_GROUPS, () =>
    assertThroughEach(target(), ACTION, {}, fileAnswer([FIRST])),
  );

  itEmulated("lists no group of another type", OWN_GROUPS, () =>
    assertThroughEach(target(), ACTION, { ResourceGroupType: "1" }, fileAnswer([])),
  );

  itEmulated("needs no workspace", OWN_GROUPS, () =>
    assertThroughEach(
      target(),
      ACTION,
      { ...DATA_INTEGRATION, ProjectId: "9999999999" },
      fileAnswer([FIRST]),
    ),
  );
});
