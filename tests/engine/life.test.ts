import assert from "node:assert/strict";
import { PROVIDER_TEXT } from "../../provider/host/provider-text";
import { contentWithBatchSize, createStage, program, UP, type Stage } from "./stage";

describe("the life of a task on the real engine", () => {
  let stage: Stage;
  before(async () => {
    stage = await createStage();
  });
  after(() => stage.dispose());

  it("is previewed with reads at most", async () => {
    const { text } = await stage.succeed(["preview"]);
    assert.match(text, /\+ 2 to create/);
    assert.deepEqual(await stage.takeWrites(), []);
  });

  it("is created once", async () => {
    await stage.succeed(UP);
    assert.deepEqual(await stage.takeWrites(), ["CreateDISyncTask"]);
    const task = await stage.storedTask();
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
      endpoint: stage.emulator.url,
    });
  });

  it("is unchanged in a second up and in a refresh", async () => {
    const up = await stage.succeed([...UP, "--expect-no-changes"]);
    assert.match(up.text, /2 unchanged/);
    const refresh = await stage.succeed(["refresh", "--yes", "--expect-no-changes"]);
    assert.match(refresh.text, /2 unchanged/);
    assert.deepEqual(await stage.takeWrites(), []);
  });

  it("shows a change of its content by nested path and updates it in place", async () => {
    await stage.workbench.write("index.js", program({ taskContent: contentWithBatchSize(5) }));
    const preview = await stage.succeed(["preview", "--diff"]);
    assert.match(preview.text, /batchSize: 1000 => 5/);
    await stage.succeed(UP);
    assert.deepEqual(await stage.takeWrites(), ["UpdateDISyncTask"]);
    assert.equal((await stage.storedTask())?.id, "10000:1000001");
    await stage.succeed([...UP, "--expect-no-changes"]);
  });

  it("shows what somebody changed in the console, and puts it back", async () => {
    const [task] = (await stage.control("GET", "tasks")) as { content: string }[];
    const content = (task?.content ?? "").replaceAll('"batchSize":5', '"batchSize":7');
    await stage.control("PATCH", "tasks/1000001", { content });
    await stage.succeed(["refresh", "--yes"]);
    const preview = await stage.succeed(["preview", "--diff"]);
    assert.match(preview.text, /batchSize: 7 => 5/);
    await stage.succeed(UP);
    assert.deepEqual(await stage.takeWrites(), ["UpdateDISyncTask"]);
    await stage.succeed(["refresh", "--yes", "--expect-no-changes"]);
  });

  it("takes changed timeouts over without a call", async () => {
    const changed = program(
      { taskContent: contentWithBatchSize(5) },
      { customTimeouts: { delete: "7m" } },
    );
    await stage.workbench.write("index.js", changed);
    await stage.takeCalls();
    const { text } = await stage.succeed(UP);
    assert.match(text, /~ 1 updated/);
    assert.deepEqual(await stage.takeCalls(), []);
    assert.deepEqual((await stage.storedTask())?.outputs.customTimeouts, { delete: "7m" });
    await stage.succeed([...UP, "--expect-no-changes"]);
  });

  it("is replaced, the old one deleted first, where its name changes", async () => {
    await stage.workbench.write("index.js", program({ taskName: "orders_renamed" }));
    const preview = await stage.succeed(["preview", "--diff"]);
    assert.match(preview.text, /taskName *: "orders_copy" => "orders_renamed"/);
    await stage.takeCalls();
    await stage.succeed(UP);
    assert.deepEqual(await stage.takeWrites(), [
      "TerminateDISyncInstance",
      "DeleteDISyncTask",
      "CreateDISyncTask",
    ]);
    assert.equal((await stage.storedTask())?.id, "10000:1000002");
  });

  it("is replaced under its own name by --replace", async () => {
    const urn = "urn:pulumi:dev::orders::pulumi-nodejs:dynamic/dataworks:DISyncTask::orders";
    await stage.succeed([...UP, "--replace", urn]);
    assert.deepEqual(await stage.takeWrites(), [
      "TerminateDISyncInstance",
      "DeleteDISyncTask",
      "CreateDISyncTask",
    ]);
    assert.equal((await stage.storedTask())?.id, "10000:1000003");
  });

  it("ends with destroy, and nothing is left on the service", async () => {
    await stage.succeed(["destroy", "--yes", "--refresh"]);
    assert.equal(await stage.storedTask(), undefined);
    const tasks = (await stage.control("GET", "tasks")) as { deletedStatus?: string }[];
    assert.deepEqual(
      tasks.filter((task) => task.deletedStatus === "NORMAL"),
      [],
    );
  });
});
