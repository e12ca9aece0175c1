import assert from "node:assert/strict";
import { PartialError } from "../../../../provider/lifecycle/report/errors";
import { appliedDigest, unfinished } from "../../../../provider/lifecycle/model/state";
import { diffInputs } from "../../../../provider/lifecycle/diff";
import { readTask } from "../../../../provider/lifecycle/read";
import { updateTask } from "../../../../provider/lifecycle/update";
import { createTaskWorld, inputs, type CreatedWorld } from "../../../harness/lifecycle";

const ID = "10000:1000001";
const changed = { ...inputs, taskContent: { steps: [] } };

describe("update", () => {
  let world: CreatedWorld;
  beforeEach(async () => {
    world = await createTaskWorld({ DATAWORKS_MAX_RETRIES: "0" });
  });
  afterEach(() => world.stop());

  it("sends content, group and size, and records what was applied", async () => {
    const news = { ...changed, cu: 1.5 };
    assert.deepEqual(await updateTask(world.context, ID, world.created.state, news), {
      ...world.created.state,
      ...news,
      applied: appliedDigest(news),
    });
    const params = world.emulator.requests.at(-1)?.params ?? {};
    assert.equal(params.TaskContent, '{"steps":[]}');
    assert.equal(params.TaskParam, '{"ResourceGroup":"S_res_group_1_1","Cu":1.5}');
  });

  it("calls nothing for a policy or a timeout, and gives a whole state back", async () => {
    const news = { ...inputs, deletePolicy: "refuseIfRunning" as const };
    assert.deepEqual(await updateTask(world.context, ID, world.created.state, news), {
      ...world.created.state,
      deletePolicy: "refuseIfRunning",
    });
    assert.deepEqual(world.takeActions(), []);
  });

  it("calls nothing where the program takes over the name that somebody gave in the console", async () => {
    await world.changeTask({ name: "orders_2" });
    const accepting = {
      ...world.context,
      settings: { ...world.context.settings, acceptRename: ID },
    };
    const seen = await readTask(accepting, ID, world.created.state);
    const news = { ...inputs, taskName: "orders_2" };
    assert.deepEqual(diffInputs(seen!, news), { replaces: [], deleteBeforeReplace: true });
    world.takeActions();
    const updated = await updateTask(world.context, ID, seen!, news);
    assert.deepEqual(world.takeActions(), []);
    assert.deepEqual(updated, {
      ...world.created.state,
      taskName: "orders_2",
      liveName: "orders_2",
    });
    assert.deepEqual(diffInputs(updated, news), { changes: false });
    assert.deepEqual(await readTask(world.context, ID, updated), updated);
  });

  it("refuses to unset what the service cannot unset, before any call", async () => {
    const { resourceGroup: _group, ...news } = inputs;
    const olds = { ...world.created.state, cu: 1.5 };
    await assert.rejects(updateTask(world.context, ID, olds, news), {
      name: "LifecycleError",
      message:
        'Cannot update task "orders" (region cn-shanghai, workspace 10000, file 1000001): the program no longer sets resourceGroup and cu, and the service cannot unset them.\n' +
        'Nothing was called.\nNext: Set resourceGroup: "S_res_group_1_1", cu: 1.5 as before, or to another value. Only a new task can be without: ' +
        "`pulumi up --replace <URN>` deletes this one and creates a new one.",
    });
    assert.deepEqual(world.takeActions(), []);
  });

  it("repeats an unfinished change that shows in no input", async () => {
    const state = await updateTask(world.context, ID, unfinished(world.created.state), inputs);
    assert.deepEqual(state, world.created.state);
    assert.deepEqual(world.takeActions(), ["GetDISyncInstanceInfo", "UpdateDISyncTask"]);
  });

  it("puts a drifted content back", async () => {
    const drifted = { ...world.created.state, taskContent: { steps: [1] } };
    assert.deepEqual(await updateTask(world.context, ID, drifted, inputs), world.created.state);
    assert.deepEqual(world.takeActions(), ["GetDISyncInstanceInfo", "UpdateDISyncTask"]);
  });

  it("says that a changed definition of a deployed task is not deployed", async () => {
    await world.changeTask({ deployed: true, runState: "RUN" });
    await updateTask(world.context, ID, world.created.state, changed);
    assert.deepEqual(world.lines, [
      'task "orders" (region cn-shanghai, workspace 10000, file 1000001): updated but not deployed; the version deployed last keeps running',
    ]);
  });

  for (const kind of ["html", "cutAfter"] as const) {
    it(`marks the change as unfinished where no answer comes (${kind})`, async () => {
      world.fault({ action: "UpdateDISyncTask", kind, count: 0 });
      await assert.rejects(updateTask(world.context, ID, world.created.state, changed), (error) => {
        assert.ok(error instanceof PartialError);
        assert.equal(error.id, ID);
        assert.deepEqual(error.state, unfinished(world.created.state));
        return true;
      });
    });
  }

  it("deploys what was sent before anybody asked for a deployment, as soon as somebody does", async () => {
    await world.changeTask({ runState: "RUN", deployed: true });
    const sent = await updateTask(world.context, ID, world.created.state, changed);
    assert.equal(sent.draft, true);
    world.takeActions();
    const running = await updateTask(world.context, ID, sent, {
      ...changed,
      desiredState: "running",
    });
    assert.deepEqual(
      world.takeActions().filter((action) => !action.startsWith("Get")),
      ["UpdateDISyncTask", "DeployDISyncTask", "StopDISyncInstance", "StartDISyncInstance"],
    );
    assert.equal(running.draft, undefined);
  });

  it("deploys again after a drift whose repair was killed before its deployment", async () => {
    const running = { ...inputs, desiredState: "running" } as const;
    const reached = await updateTask(world.context, ID, world.created.state, running);
    const content = JSON.stringify(running.taskContent).replace('"batchSize":5', '"batchSize":6');
    await world.changeTask({ content, deployed: true });
    const drifted = await readTask(world.context, ID, reached);
    world.fault({ action: "DeployDISyncTask", kind: "cutBefore", count: 0 });
    await assert.rejects(updateTask(world.context, ID, drifted!, running));
    world.emulator.clearFaults();
    // A kill saves nothing: the state is still the one of the refresh before.
    const seen = await readTask(world.context, ID, drifted!);
    assert.deepEqual(seen?.taskContent, running.taskContent);
    assert.equal(diffInputs(seen!, running).changes, true);
    const repaired = await updateTask(world.context, ID, seen!, running);
    const { deployedVersion, currentVersion } = world.emulator.task("1000001")!;
    assert.deepEqual([deployedVersion, repaired.draft], [currentVersion, undefined]);
  });

  it("touches no task of another name, also where a refresh would take the name over", async () => {
    const accepting = {
      ...world.context,
      settings: { ...world.context.settings, acceptRename: ID },
    };
    await world.changeTask({ name: "payroll" });
    await assert.rejects(
      updateTask(accepting, ID, world.created.state, changed),
      /DataWorks calls it "payroll", but the name on record is "orders"/,
    );
    assert.deepEqual(world.takeActions(), ["GetDISyncInstanceInfo"]);
  });

  it("touches no task of another name", async () => {
    await world.changeTask({ name: "payroll" });
    await assert.rejects(
      updateTask(world.context, ID, world.created.state, changed),
      /DataWorks calls it "payroll", but the name on record is "orders"/,
    );
    assert.deepEqual(world.takeActions(), ["GetDISyncInstanceInfo"]);
  });
});
