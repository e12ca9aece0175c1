import assert from "node:assert/strict";
import { readTask } from "../../../../provider/lifecycle/read";
import { createTaskWorld, type CreatedWorld } from "../../../harness/lifecycle";

const ID = "10000:1000001";

describe("read", () => {
  let world: CreatedWorld;
  async function prepare(
    variables: Readonly<Record<string, string>> = {},
    quirks: Record<string, unknown> = {},
  ): Promise<void> {
    world = await createTaskWorld(variables, quirks);
  }
  afterEach(() => world.stop());

  const read = () => readTask(world.context, ID, world.created.state);

  it("gives the state back as it is where nothing changed, with two calls", async () => {
    await prepare();
    assert.deepEqual(await read(), world.created.state);
    assert.deepEqual(world.takeActions(), ["GetDISyncInstanceInfo", "GetDISyncTask"]);
  });

  it("gives the service's own word for the run state, known or not", async () => {
    await prepare();
    await world.changeTask({ deployed: true, runState: "EXPLODED" });
    assert.deepEqual(await read(), { ...world.created.state, liveState: "EXPLODED" });
  });

  it("takes a changed content over", async () => {
    await prepare();
    const content = { type: "job", steps: [{ name: "reader", parameter: { batchSize: 7 } }] };
    await world.changeTask({ content: JSON.stringify(content) });
    assert.deepEqual(await read(), { ...world.created.state, taskContent: content });
  });

  it("finds a deleted task gone, with the whole proof", async () => {
    await prepare();
    await world.deleteTask();
    assert.equal(await read(), undefined);
    assert.deepEqual(world.takeActions(), [
      "GetDISyncInstanceInfo",
      "ListFiles",
      "GetDISyncTask",
      "GetDISyncTask",
      "ListFiles",
      "GetDISyncInstanceInfo",
      "ListFiles",
    ]);
  });

  it("finds a deleted task gone whose instance stands still, and says where to look for it", async () => {
    await prepare();
    await world.deleteTask();
    world.fault({ action: "GetDISyncInstanceInfo", kind: "infoWord", word: "PAUSE", count: 0 });
    assert.equal(await read(), undefined);
    assert.deepEqual(world.lines, [
      'warning: task "orders" (region cn-shanghai, workspace 10000, file 1000001) no longer exists in DataWorks, but its instance still says PAUSE: ' +
        "a deployed instance may remain; look in Operation Center",
    ]);
  });

  it("finds a task in the recycle bin gone", async () => {
    await prepare({}, { deletedFileVisible: "RECYCLE_BIN" });
    await world.deleteTask();
    assert.equal(await read(), undefined);
  });

  it("finds a task in the recycle bin gone where ListFiles goes on listing it", async () => {
    await prepare({}, { deletedFileListed: true });
    const api = world.context.connect(world.emulator.url, world.clock.nowMs() + 60_000);
    await api.deleteDISyncTask({ projectId: "10000", fileId: "1000001" });
    assert.equal(await read(), undefined);
  });

  it("finds a task gone where the gateway says 400 instead of the documented fail", async () => {
    await prepare({}, { missingShape: "http400" });
    await world.deleteTask();
    assert.equal(await read(), undefined);
  });

  it("asks for the control anew for each proof, and once for proofs that are under way", async () => {
    await prepare();
    await world.deleteTask();
    world.takeActions();
    const listings = () => world.takeActions().filter((action) => action === "ListFiles").length;
    await read();
    assert.equal(listings(), 3);
    await read();
    assert.equal(listings(), 3);
    await Promise.all([read(), read()]);
    assert.equal(listings(), 5);
  });

  it("believes that a running task has no state only if a second look says so", async () => {
    await prepare();
    const running = { ...world.created.state, liveState: "RUN", deployed: true };
    await world.changeTask({ runState: "RUN", deployed: true });
    world.fault({ action: "GetDISyncInstanceInfo", kind: "refuse", message: "busy" });
    assert.deepEqual(await readTask(world.context, ID, running), running);
    assert.deepEqual(world.clock.sleptMs, [5_000]);
    assert.deepEqual(world.lines, []);
    world.fault({ action: "GetDISyncInstanceInfo", kind: "refuse", message: "busy", count: 2 });
    const seen = await readTask(world.context, ID, running);
    assert.deepEqual(seen, { ...running, liveState: "" });
    assert.deepEqual(world.lines, [
      'task "orders" (region cn-shanghai, workspace 10000, file 1000001): GetDISyncInstanceInfo no longer returns a run state; the last one was RUN',
    ]);
  });

  const unclear: [string, object, RegExp][] = [
    [
      "an unknown action",
      {
        kind: "gateway",
        httpStatus: 404,
        code: "InvalidAction.NotFound",
        message: "no such action",
      },
      /GetDISyncTask answered HTTP 404 InvalidAction\.NotFound: no such action \(RequestId .*\)\.\nThe task stays in the state\.\nNext: This endpoint does not know the operation/,
    ],
    [
      "403",
      { kind: "gateway", httpStatus: 403, code: "Forbidden.Access", message: "no" },
      /GetDISyncTask answered HTTP 403 Forbidden\.Access: no \(RequestId .*\)\.\nThe task stays in the state\./,
    ],
    [
      "an HTML page",
      { kind: "html" },
      /GetDISyncTask received no response: the response is not JSON\.\nThe task stays/,
    ],
  ];
  for (const [what, fault, message] of unclear) {
    it(`never takes ${what} for gone`, async () => {
      await prepare({ DATAWORKS_MAX_RETRIES: "0" });
      world.fault({ action: "GetDISyncTask", count: 0, ...fault } as never);
      await assert.rejects(read(), message);
    });
  }

  it("does not call a task gone that ListFiles still shows", async () => {
    await prepare();
    world.fault({
      action: "GetDISyncTask",
      kind: "refuse",
      message: "fileId:[1000001] is invalid.",
      count: 0,
    });
    await assert.rejects(
      read(),
      /is invalid\. \(RequestId .*\), but ListFiles still shows its file\.\nThe task stays in the state\./,
    );
  });

  it("never takes another name over by itself", async () => {
    await prepare();
    await world.changeTask({ name: "payroll" });
    await assert.rejects(read(), {
      message:
        'Cannot read task "orders" (region cn-shanghai, workspace 10000, file 1000001): DataWorks calls it "payroll", but the name on record is "orders": ' +
        "it may be another task.\nNothing was changed. The task stays in the state.\nNext: If it was renamed in the console, set DATAWORKS_ACCEPT_RENAME=10000:1000001 " +
        "and run `pulumi refresh`; if not, check that region, endpoint and account are those of this stack.",
    });
  });

  it("takes the name of exactly the task over that the environment names", async () => {
    await prepare({ DATAWORKS_ACCEPT_RENAME: ID });
    await world.changeTask({ name: "orders_2" });
    assert.deepEqual(await read(), { ...world.created.state, liveName: "orders_2" });
  });

  it("takes the accepted rename of one task for no other's", async () => {
    await prepare({ DATAWORKS_ACCEPT_RENAME: "10000:1000002" });
    await world.changeTask({ name: "orders_2" });
    await assert.rejects(
      read(),
      /DataWorks calls it "orders_2", but the name on record is "orders"/,
    );
  });
});
