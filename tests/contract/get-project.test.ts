import { dataOf } from "./clients/client";
import { fileAnswer } from "./support/answers";
import { assertThroughEach, itEmulated } from "./support/cases";
import { parameterCases, PROJECT } from "./support/parameters.cases";
import { PROJECT_ID } from "./support/settings";
import { assertShape, aText } from "./support/shape";
import { targetForEach } from "./support/target-for-each";

const ACTION = "GetProject";
const WORKSPACE = { ProjectId: PROJECT_ID };

describe(ACTION, () => {
  const target = targetForEach();

  parameterCases(ACTION, [PROJECT], WORKSPACE, target);

  it("tells the default group for Data Integration and the mode of the workspace", async () => {
    const data = dataOf(await target().call(ACTION, WORKSPACE));
    const { DefaultDiResourceGroupIdentifier, ProjectMode } = data;
    assertShape(DefaultDiResourceGroupIdentifier, aText);
    assertShape([2, 3].includes(ProjectMode as number), true);
  });

  itEmulated("tells the same through every client", "the service has further fields", () =>
    assertThroughEach(
      target(),
      ACTION,
      WORKSPACE,
      fileAnswer({ DefaultDiResourceGroupIdentifier: "S_res_group_1_1", ProjectMode: 3 }),
    ),
  );

  itEmulated(
    "tells a group that ListResourceGroups calls the default",
    "groups are its own",
    async () => {
      const { DefaultDiResourceGroupIdentifier } = dataOf(await target().call(ACTION, WORKSPACE));
      const { body } = await target().call("ListResourceGroups", { ResourceGroupType: "4" });
      const groups = body["Data"] as { Identifier: string; IsDefault: boolean }[];
      const defaults = groups.filter(({ IsDefault }) => IsDefault);
      assertShape(
        defaults.map(({ Identifier }) => Identifier),
        [DefaultDiResourceGroupIdentifier],
      );
    },
  );
});
