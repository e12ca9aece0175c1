import assert from "node:assert/strict";
import { createStage, DESTROY, UP, type Stage } from "../stage";

const NO_CHANGE = [...UP, "--refresh", "--expect-no-changes"];

function generating(make: string, tables: readonly string[], options: object = {}): string {
  return `const dataworks = require("pulumi-dataworks");
new dataworks.DISyncTask("orders", {
  projectId: 10000,
  taskName: "orders_generated",
  fileFolderPath: "Business Flow/quickstart/Data Integration",
  generate: dataworks.${make}({
    resourceGroup: "S_res_group_1_1",
    source: { dataSource: "shop", tables: ${JSON.stringify(tables)} },
    destination: { dataSource: "warehouse" },
  }),
}, ${JSON.stringify(options)});
`;
}

describe("generated tasks on the real engine", () => {
  let stage: Stage;
  afterEach(() => stage.dispose());

  for (const make of ["mysqlToHologres", "mysqlToMaxCompute", "mysqlToKafka"]) {
    it(`are created by ${make}, and unchanged afterwards`, async () => {
      stage = await createStage(generating(make, ["orders"]));
      await stage.succeed(UP);
      await stage.succeed(NO_CHANGE);
      await stage.succeed(["preview", "--expect-no-changes"]);
      await stage.succeed(DESTROY);
    });
  }

  it("take tables in and out in place, and refuse any other change by name", async () => {
    stage = await createStage(generating("mysqlToHologres", ["orders"]));
    await stage.succeed(UP);
    for (const tables of [["orders", "items"], ["items"]]) {
      await stage.workbench.write("index.js", generating("mysqlToHologres", tables));
      await stage.takeCalls();
      await stage.succeed(UP);
      assert.ok((await stage.takeWrites()).includes("GenerateDISyncTaskConfigForUpdating"));
      assert.equal((await stage.storedTask())?.id, "10000:1000001");
      await stage.succeed(NO_CHANGE);
    }
    await stage.workbench.write("index.js", generating("mysqlToKafka", ["items"]));
    const preview = await stage.succeed(["preview"]);
    assert.match(
      preview.text,
      /generate changes in more than its tables, which the service cannot take in place; it needs the option replaceOnChanges: \["generate"\]/,
    );
    await stage.takeCalls();
    const up = await stage.pulumi(UP);
    assert.notEqual(up.exitCode, 0);
    assert.match(up.text, /give the resource the option replaceOnChanges: \["generate"\]/);
    assert.deepEqual(await stage.takeWrites(), []);

    const replacing = generating("mysqlToKafka", ["items"], { replaceOnChanges: ["generate"] });
    await stage.workbench.write("index.js", replacing);
    await stage.succeed(UP);
    assert.equal((await stage.storedTask())?.id, "10000:1000002");
    await stage.succeed(NO_CHANGE);
  });
});
