import assert from "node:assert/strict";
import { createTask } from "../../../provider/lifecycle/create";
import type { DISyncTaskInputs } from "../../../provider/lifecycle/inputs";
import { removeTask } from "../../../provider/lifecycle/remove";
import { rememberKnown } from "../../../provider/lifecycle/ownership";
import { createProcessMemory } from "../../../provider/lifecycle/process-memory";
import { appliedDigest } from "../../../provider/lifecycle/state";
import { createTaskWorld, inputs, type CreatedWorld } from "../../support/world";

const ID = "10000:1000001";
const adopting: DISyncTaskInputs = { ...inputs, onExisting: "adopt", desiredState: "running" };
const importing: DISyncTaskInputs = { ...inputs, import: ID, desiredState: "running" };
const INFO = "GetDISyncInstanceInfo";
const TASK = 'task "orders" (region cn-shanghai, workspace 10000, file 1000001)';

/** Another run: a process that knows nothing of the first. */
function createAnew(world: CreatedWorld, news: DISyncTaskInputs) {
  return createTask({ ...world.context, memory: createProcessMemory() }, news);
}

describe("adoption of a task that a killed run left", () => {
  let world: CreatedWorld;
  beforeEach(async () => {
    world = await createTaskWorld();
  });
  afterEach(() => world.stop());

  it("takes over the task of the same content that is at rest, and brings it to the wish", async () => {
    const { id, state } = await createAnew(world, adopting);
    assert.equal(id, ID);
    assert.equal(state.liveState, "RUN");
    assert.equal(state.applied, appliedDigest(adopting));
    assert.deepEqual(world.takeActions(), [
      "ListFiles",
      "ListFiles",
      "GetFile",
      "GetDISyncTask",
      INFO,
      INFO,
      "UpdateDISyncTask",
      "DeployDISyncTask",
      "StartDISyncInstance",
      INFO,
    ]);
  });

  it("refuses another content, by path", async () => {
    const content = { type: "job", steps: [{ name: "reader", parameter: { batchSize: 6 } }] };
    await world.changeTask({ content: JSON.stringify(content) });
    await assert.rejects(createAnew(world, adopting), {
      message:
        `Cannot adopt ${TASK}: its content differs from the program's at steps[0].parameter.batchSize. Nothing was changed. ` +
        "Make the program equal to the task, or stop the task, or delete it in DataWorks if nobody needs it.",
    });
  });

  for (const runState of ["RUN", "WAIT", "EXPLODED"]) {
    it(`refuses a task that is ${runState}`, async () => {
      await world.changeTask({ deployed: true, runState });
      await assert.rejects(
        createAnew(world, adopting),
        new RegExp(`Cannot adopt .*: its live state is ${runState}\\. Nothing was changed\\.`),
      );
    });
  }
});

describe("import by option", () => {
  let world: CreatedWorld;
  beforeEach(async () => {
    world = await createTaskWorld({}, {}, { ...inputs, desiredState: "running" });
  });
  afterEach(() => world.stop());

  it("writes nothing where the program says what the task is", async () => {
    const { id, state } = await createAnew(world, importing);
    assert.equal(id, ID);
    const { import: _import, ...stored } = importing;
    assert.deepEqual(state, {
      ...stored,
      fileId: "1000001",
      liveName: "orders",
      liveState: "RUN",
      deployed: true,
      emulated: true,
      takenOver: "token-2",
      applied: appliedDigest(importing),
    });
    assert.deepEqual(world.takeActions(), ["ListFiles", "GetDISyncTask", INFO]);
  });

  it("changes what the program says differently", async () => {
    await createAnew(world, { ...importing, taskContent: { steps: [] } });
    const writes = world.takeActions().filter((action) => !/^(Get|List)/.test(action));
    assert.deepEqual(writes, [
      "UpdateDISyncTask",
      "DeployDISyncTask",
      "StopDISyncInstance",
      "StartDISyncInstance",
    ]);
  });

  it("creates anew where the task was known to this run already: it is a replacement", async () => {
    const memory = createProcessMemory();
    const context = { ...world.context, memory };
    rememberKnown(context, ID, importing);
    const { id } = await createTask(context, { ...importing, taskName: "orders_2" });
    assert.equal(id, "10000:1000002");
  });

  const refused: [string, Partial<DISyncTaskInputs>, string][] = [
    [
      "an id that does not exist",
      { import: "10000:7" },
      'Cannot import task "orders" (region cn-shanghai, workspace 10000, file 7): the workspace has no file of this id. Nothing was changed. Check the id, region and account.',
    ],
    [
      "a file of another type",
      { import: "10000:1000000" },
      'Cannot import task "orders" (region cn-shanghai, workspace 10000, file 1000000): file 1000000 has type 10, and a real-time sync task has type 900. Check the id.',
    ],
    [
      "a task of another name",
      { taskName: "payroll" },
      'Cannot import task "payroll" (region cn-shanghai, workspace 10000, file 1000001): file 1000001 is called "orders". Set taskName to that name, or correct the id.',
    ],
  ];
  for (const [what, change, message] of refused) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(createAnew(world, { ...importing, ...change }), { message });
    });
  }
});

describe("a task that a second resource of the same run took over", () => {
  let world: CreatedWorld;
  beforeEach(async () => {
    world = await createTaskWorld();
  });
  afterEach(() => world.stop());

  for (const news of [adopting, { ...inputs, import: ID }]) {
    const way = news.import === undefined ? "adoption" : "import";
    it(`survives the deletion of the entry that owned it before (${way})`, async () => {
      const context = { ...world.context, memory: createProcessMemory() };
      const { state } = await createTask(context, news);
      world.takeActions();
      world.lines.length = 0;
      await removeTask(context, ID, world.created.state);
      assert.deepEqual(world.takeActions(), []);
      assert.deepEqual(world.lines, [
        `${TASK} was taken over by another resource of this stack: this entry is dropped, and the task stays`,
      ]);
      // A task of the same ids in another region is another task.
      const elsewhere = { ...world.created.state, region: "ap-southeast-1", liveName: "other" };
      await assert.rejects(
        removeTask(context, ID, elsewhere),
        /task "orders" \(region ap-southeast-1, .*"other" is the name on record/,
      );
      // The entry that owns it now deletes it.
      await removeTask(context, ID, state);
      assert.equal(world.emulator.store.task("1000001")?.deletedStatus, "RECYCLE_BIN");
    });
  }
});
