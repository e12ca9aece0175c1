import assert from "node:assert/strict";
import { createStack, DESTROY, UP, type Stack } from "../../harness/stack";

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
  let stack: Stack;
  afterEach(() => stack.dispose());

  for (const make of ["mysqlToHologres", "mysqlToMaxCompute", "mysqlToKafka"]) {
    it(`are created by ${make}, and unchanged afterwards`, async () => {
      stack = await createStack(generating(make, ["orders"]));
      await stack.succeed(UP);
      await stack.succeed(NO_CHANGE);
      await stack.succeed(["preview", "--expect-no-changes"]);
      await stack.succeed(DESTROY);
    });
  }

  it("take tables in and out in place, and refuse any other change by name", async () => {
    stack = await createStack(generating("mysqlToHologres", ["orders"]));
    await stack.succeed(UP);
    for (const tables of [["orders", "items"], ["items"]]) {
      await stack.project.write("index.js", generating("mysqlToHologres", tables));
      await stack.takeCalls();
      await stack.succeed(UP);
      assert.ok((await stack.takeWrites()).includes("GenerateDISyncTaskConfigForUpdating"));
      assert.equal((await stack.storedTask())?.id, "10000:1000001");
      await stack.succeed(NO_CHANGE);
    }
    await stack.project.write("index.js", generating("mysqlToKafka", ["items"]));
    const preview = await stack.succeed(["preview"]);
    assert.match(
      preview.text,
      /generate changes in more than its tables, which the service cannot take in place; it needs the option replaceOnChanges: \["generate"\]/,
    );
    await stack.takeCalls();
    const up = await stack.pulumi(UP);
    assert.notEqual(up.exitCode, 0);
    assert.match(up.text, /give the resource the option replaceOnChanges: \["generate"\]/);
    assert.deepEqual(await stack.takeWrites(), []);

    const replacing = generating("mysqlToKafka", ["items"], { replaceOnChanges: ["generate"] });
    await stack.project.write("index.js", replacing);
    await stack.succeed(UP);
    assert.equal((await stack.storedTask())?.id, "10000:1000002");
    await stack.succeed(NO_CHANGE);
  });
});
