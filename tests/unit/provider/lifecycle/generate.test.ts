import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { canonicalContent } from "../../../../provider/lifecycle/model/content";
import { createTask } from "../../../../provider/lifecycle/create";
import { diffInputs, diffNotes } from "../../../../provider/lifecycle/diff";
import type { DISyncTaskInputs } from "../../../../provider/lifecycle/model/inputs";
import { readTask } from "../../../../provider/lifecycle/read";
import { updateTask } from "../../../../provider/lifecycle/update";
import {
  mysqlToHologres,
  mysqlToKafka,
  mysqlToMaxCompute,
  type MySqlScriptArgs,
} from "../../../../provider/program/mysql-scripts";
import {
  createTaskWorld,
  createWorld,
  inputs,
  type CreatedWorld,
} from "../../../harness/lifecycle";

const ID = "10000:1000001";
const INFO = "GetDISyncInstanceInfo";
const CREATING = "GenerateDISyncTaskConfigForCreating";
const UPDATING = "GenerateDISyncTaskConfigForUpdating";
const QUERY = "QueryDISyncTaskConfigProcessResult";

function scriptArgs(tables: MySqlScriptArgs["source"]["tables"]): MySqlScriptArgs {
  return {
    resourceGroup: "S_res_group_1_1",
    source: { dataSource: "shop", tables },
    destination: { dataSource: "warehouse" },
  };
}

/** Inputs with a generated content. */
function generated(tables: readonly string[], make = mysqlToHologres): DISyncTaskInputs {
  const { taskContent: _content, ...rest } = inputs;
  return { ...rest, generate: { ...make(scriptArgs(tables)) } };
}

describe("generate", () => {
  let world: CreatedWorld;
  afterEach(() => world.stop());

  for (const make of [mysqlToHologres, mysqlToMaxCompute, mysqlToKafka]) {
    it(`creates ${make.name} as Generate, Query, Create, and is unchanged afterwards`, async () => {
      const news = generated(["orders", "items"], make);
      const created = await createWorld({}, { quirks: { generateDelayMs: 0 } });
      world = { ...created, created: await createTask(created.context, news) };
      assert.deepEqual(world.takeActions(), [
        "ListFiles",
        CREATING,
        QUERY,
        "CreateDISyncTask",
        INFO,
        "GetDISyncTask",
      ]);
      const { state } = world.created;
      assert.deepEqual(diffInputs(state, news), { changes: false });
      assert.deepEqual(await readTask(world.context, ID, state), state);
    });
  }

  it("takes the tables of several databases", async () => {
    const { taskContent: _content, ...rest } = inputs;
    const script = mysqlToHologres(scriptArgs({ shop: ["orders"], stock: ["items", "bins"] }));
    world = await createTaskWorld({}, {}, { ...rest, generate: { ...script } });
    const content = world.emulator.task("1000001")?.content ?? "";
    for (const table of ["orders", "items", "bins"]) {
      assert.ok(content.includes(`"${table}"`), content);
    }
  });

  for (const queryPending of ["fail", "empty"]) {
    it(`waits for a result that is pending as ${queryPending}`, async () => {
      world = await createTaskWorld(
        {},
        { generateDelayMs: 10_000, queryPending },
        generated(["orders"]),
      );
      const polls = world.emulator.requests.filter(({ action }) => action === QUERY);
      assert.equal(polls.length, 3);
    });
  }

  it("takes a refusal as HTTP 400 for a result that is not ready", async () => {
    const quirks = { generateDelayMs: 10_000, refusalShape: "http400" };
    world = await createTaskWorld({}, quirks, generated(["orders"]));
    const polls = world.emulator.requests.filter(({ action }) => action === QUERY);
    assert.deepEqual(
      polls.map(({ outcome }) => outcome),
      ["Param.Invalid", "Param.Invalid", "success"],
    );
  });

  it("waits on where no look at the result gets an answer for a while", async () => {
    world = await createTaskWorld(
      { DATAWORKS_MAX_RETRIES: "0" },
      { generateDelayMs: 10_000, queryPending: "error" },
      generated(["orders"]),
    );
    const polls = world.emulator.requests.filter(({ action }) => action === QUERY);
    assert.deepEqual(
      polls.map(({ outcome }) => outcome),
      ["InternalError.System", "InternalError.System", "success"],
    );
  });

  it('takes the word "true" of the documentation for a success', async () => {
    world = await createTaskWorld({}, { generateStatus: "true" }, generated(["orders"]));
    assert.equal(world.created.id, ID);
  });

  it("gives up a generation that fails, with the service's own message, and creates nothing", async () => {
    const created = await createWorld({}, { quirks: { generateOutcome: "fail" } });
    world = { ...created, created: { id: "", state: {} as never } };
    await assert.rejects(createTask(created.context, generated(["orders"])), (error: Error) => {
      assert.match(
        error.message,
        /^Cannot create task "orders" \(region cn-shanghai, workspace 10000\): generate: waited 2 min for the content of task "orders" \(process \d+\); it still says not ready; the service says: .+\.\nNext: Correct in the program's generate what the service's message names, then run `pulumi up` again\.$/,
      );
      return true;
    });
    assert.equal(created.emulator.tasks().length, 0);
  });

  it("adds and removes tables in place", async () => {
    world = await createTaskWorld({}, {}, generated(["orders"]));
    for (const tables of [["orders", "items"], ["items"]]) {
      const { state } = world.created;
      const news = generated(tables);
      const updated = await updateTask(world.context, ID, state, news);
      assert.deepEqual(
        world.takeActions().filter((action) => action !== QUERY),
        [INFO, UPDATING, "UpdateDISyncTask", "GetDISyncTask"],
      );
      assert.deepEqual(diffInputs(updated, news), { changes: false });
      world = { ...world, created: { id: ID, state: updated } };
    }
    const content = world.emulator.task("1000001")?.content ?? "";
    assert.equal(content.includes('"orders"'), false);
  });

  it("refuses any other change in place, and says so in the preview", async () => {
    world = await createTaskWorld({}, {}, generated(["orders"]));
    const news = generated(["orders"], mysqlToKafka);
    const { state } = world.created;
    assert.deepEqual(diffNotes(state, news, diffInputs(state, news)), [
      'task "orders": generate changes in more than its tables, which the service cannot take in place; it needs the option replaceOnChanges: ["generate"]',
    ]);
    await assert.rejects(updateTask(world.context, ID, state, news), {
      message:
        'Cannot update task "orders" (region cn-shanghai, workspace 10000, file 1000001): generate changes in more than its tables, and the service changes only tables in place.\n' +
        'Nothing was called.\nNext: Undo the change, or give the resource the option replaceOnChanges: ["generate"], which deletes the task and creates it anew.',
    });
    assert.deepEqual(world.takeActions(), []);
  });

  it("does not see a box that somebody moved in the console", async () => {
    const news = generated(["orders"]);
    world = await createTaskWorld({}, {}, news);
    const { state } = world.created;
    const content = JSON.parse(world.emulator.task("1000001")?.content ?? "") as object;
    await world.changeTask({ content: JSON.stringify({ ...content, gui: { x: 10, y: 20 } }) });
    const seen = await readTask(world.context, ID, state);
    assert.deepEqual(seen, state);
    assert.deepEqual(diffInputs(seen!, news), { changes: false });
  });

  it("renews a digest of 0.1.0, which counted moved boxes, with the first refresh", async () => {
    const news = generated(["orders"]);
    world = await createTaskWorld({}, {}, news);
    const { state } = world.created;
    const api = world.context.connect(world.emulator.url, world.clock.nowMs() + 1_000);
    const { code } = await api.getDISyncTask({ projectId: "10000", fileId: "1000001" });
    const long = createHash("sha256").update(canonicalContent(code)).digest("hex");
    assert.deepEqual(await readTask(world.context, ID, { ...state, serverDigest: long }), state);
  });

  it("still sees a content that somebody changed after an update that did not write one", async () => {
    const running = { ...generated(["orders"]), desiredState: "running" } as const;
    const created = await createWorld();
    world = { ...created, created: await createTask(created.context, running) };
    const { state } = world.created;
    await world.changeTask({ content: '{"type":"job","steps":[]}' });
    const restarted = { ...running, restartTriggers: [1] };
    const updated = await updateTask(world.context, ID, state, restarted);
    assert.equal(updated.serverDigest, state.serverDigest);
    const seen = await readTask(world.context, ID, updated);
    assert.deepEqual(diffInputs(seen ?? {}, restarted), {
      changes: true,
      deleteBeforeReplace: true,
    });
  });

  it("sees a content that somebody changed by its digest, and generates anew in place", async () => {
    const news = generated(["orders"]);
    world = await createTaskWorld({}, {}, news);
    const { state } = world.created;
    const content = world.emulator.task("1000001")?.content ?? "";
    await world.changeTask({ content: content.replace('"replay"', '"other"') });
    const seen = await readTask(world.context, ID, state);
    const { serverDigest: _digest, ...withoutDigest } = state;
    assert.deepEqual(seen, withoutDigest);
    assert.deepEqual(diffInputs(seen ?? {}, news), { changes: true, deleteBeforeReplace: true });
    world.takeActions();
    const updated = await updateTask(world.context, ID, seen as typeof state, news);
    assert.deepEqual(
      world.takeActions().filter((action) => action !== QUERY),
      [INFO, CREATING, "UpdateDISyncTask", "GetDISyncTask"],
    );
    assert.deepEqual(updated, state);
  });
});
