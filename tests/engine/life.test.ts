import assert from "node:assert/strict";
import { PROVIDER_TEXT } from "../../provider/host/provider-text";
import { contentWithBatchSize, createStack, program, UP, type Stack } from "../harness/stack";

describe("the life of a task on the real engine", () => {
  let stack: Stack;
  before(async () => {
    stack = await createStack();
  });
  after(() => stack.dispose());

  it("is previewed with reads at most", async () => {
    const { text } = await stack.succeed(["preview"]);
    assert.match(text, /\+ 2 to create/);
    assert.deepEqual(await stack.takeWrites(), []);
  });

  it("is created once", async () => {
    await stack.succeed(UP);
    assert.deepEqual(await stack.takeWrites(), ["CreateDISyncTask"]);
    const task = await stack.storedTask();
    assert.equal(task?.id, "10000:1000001");
    const { applied, __provider, ...outputs } = task?.outputs ?? {};
    assert.equal(__provider, PROVIDER_TEXT);
    assert.ok("ciphertext" in (applied as object));
    assert.deepEqual(outputs, {
      projectId: "10000",
      region: "cn-shanghai",
      taskName: "orders_copy",
      fileFolderPath: "Business Flow/quickstart/Data Integration",
      resourceGroup: "S_res_group_1_1",
      taskContent: contentWithBatchSize(1000),
      fileId: "1000001",
      liveName: "orders_copy",
      liveState: "NORUN",
      deployed: false,
      emulated: true,
      endpoint: stack.emulator.url,
    });
  });

  it("is unchanged in a second up and in a refresh", async () => {
    const up = await stack.succeed([...UP, "--expect-no-changes"]);
    assert.match(up.text, /2 unchanged/);
    const refresh = await stack.succeed(["refresh", "--yes", "--expect-no-changes"]);
    assert.match(refresh.text, /2 unchanged/);
    assert.deepEqual(await stack.takeWrites(), []);
  });

  it("shows a change of its content by nested path and updates it in place", async () => {
    await stack.project.write("index.js", program({ taskContent: contentWithBatchSize(5) }));
    const preview = await stack.succeed(["preview", "--diff"]);
    assert.match(preview.text, /batchSize: 1000 => 5/);
    await stack.succeed(UP);
    assert.deepEqual(await stack.takeWrites(), ["UpdateDISyncTask"]);
    assert.equal((await stack.storedTask())?.id, "10000:1000001");
    await stack.succeed([...UP, "--expect-no-changes"]);
  });

  it("shows what somebody changed in the console, and puts it back", async () => {
    const [task] = (await stack.control("GET", "tasks")) as { content: string }[];
    const content = (task?.content ?? "").replaceAll('"batchSize":5', '"batchSize":7');
    await stack.control("PATCH", "tasks/1000001", { content });
    await stack.succeed(["refresh", "--yes"]);
    const preview = await stack.succeed(["preview", "--diff"]);
    assert.match(preview.text, /batchSize: 7 => 5/);
    await stack.succeed(UP);
    assert.deepEqual(await stack.takeWrites(), ["UpdateDISyncTask"]);
    await stack.succeed(["refresh", "--yes", "--expect-no-changes"]);
  });

  it("takes changed timeouts over without a call", async () => {
    const changed = program(
      { taskContent: contentWithBatchSize(5) },
      { customTimeouts: { delete: "7m" } },
    );
    await stack.project.write("index.js", changed);
    await stack.takeCalls();
    const { text } = await stack.succeed(UP);
    assert.match(text, /~ 1 updated/);
    assert.deepEqual(await stack.takeCalls(), []);
    assert.deepEqual((await stack.storedTask())?.outputs.customTimeouts, { delete: "7m" });
    await stack.succeed([...UP, "--expect-no-changes"]);
  });

  it("is replaced, the old one deleted first, where its name changes", async () => {
    await stack.project.write("index.js", program({ taskName: "orders_renamed" }));
    const preview = await stack.succeed(["preview", "--diff"]);
    assert.match(preview.text, /taskName *: "orders_copy" => "orders_renamed"/);
    await stack.takeCalls();
    await stack.succeed(UP);
    assert.deepEqual(await stack.takeWrites(), [
      "TerminateDISyncInstance",
      "DeleteDISyncTask",
      "CreateDISyncTask",
    ]);
    assert.equal((await stack.storedTask())?.id, "10000:1000002");
  });

  it("is replaced under its own name by --replace", async () => {
    const urn = "urn:pulumi:dev::orders::pulumi-nodejs:dynamic/dataworks:DISyncTask::orders";
    await stack.succeed([...UP, "--replace", urn]);
    assert.deepEqual(await stack.takeWrites(), [
      "TerminateDISyncInstance",
      "DeleteDISyncTask",
      "CreateDISyncTask",
    ]);
    assert.equal((await stack.storedTask())?.id, "10000:1000003");
  });

  it("ends with destroy, and nothing is left on the service", async () => {
    await stack.succeed(["destroy", "--yes", "--refresh"]);
    assert.equal(await stack.storedTask(), undefined);
    const tasks = (await stack.control("GET", "tasks")) as { deletedStatus?: string }[];
    assert.deepEqual(
      tasks.filter((task) => task.deletedStatus === "NORMAL"),
      [],
    );
  });
});
