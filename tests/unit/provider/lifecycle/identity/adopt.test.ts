import assert from "node:assert/strict";
import { createTask } from "../../../../../provider/lifecycle/create";
import type { DISyncTaskInputs } from "../../../../../provider/lifecycle/model/inputs";
import { removeTask } from "../../../../../provider/lifecycle/remove";
import { recordDeclared } from "../../../../../provider/lifecycle/identity/ownership";
import { appliedDigest } from "../../../../../provider/lifecycle/model/state";
import { anotherProcess, anotherRun } from "../../../../harness/context";
import { createTaskWorld, inputs, type CreatedWorld } from "../../../../harness/lifecycle";

const ID = "10000:1000001";
const adopting: DISyncTaskInputs = { ...inputs, onExisting: "adopt", desiredState: "running" };
const importing: DISyncTaskInputs = { ...inputs, import: ID, desiredState: "running" };
const INFO = "GetDISyncInstanceInfo";
const TASK = 'task "orders" (region cn-shanghai, workspace 10000, file 1000001)';

function createAnew(world: CreatedWorld, news: DISyncTaskInputs) {
  return createTask(anotherRun(world.context), news);
}

describe("adoption of a task that a killed run left", () => {
  let world: CreatedWorld;
  beforeEach(async () => {
    world = await createTaskWorld();
  });
  afterEach(() => world.stop());

  it("takes over the task of the same content that is at rest, and brings it to the desired state", async () => {
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
        `Cannot adopt ${TASK}: its content differs from the program's at steps[0].parameter.batchSize.\nNothing was changed.\nNext: ` +
        "Make the program match the task, or stop the task, or delete it in DataWorks if nobody needs it.",
    });
  });

  for (const runState of ["RUN", "WAIT", "KILLING", "EXPLODED"]) {
    it(`refuses a task that is ${runState}`, async () => {
      await world.changeTask({ deployed: true, runState });
      await assert.rejects(
        createAnew(world, adopting),
        new RegExp(`Cannot adopt .*: its live state is ${runState}\\.\nNothing was changed\\.`),
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
      endpoint: world.emulator.url,
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

  it("creates anew where the program declared that this very entry needs another task", async () => {
    const context = anotherRun(world.context);
    const renamed = { ...importing, taskName: "orders_2" };
    await recordDeclared(context, ID, world.created.state, renamed, true);
    const { id } = await createTask(anotherProcess(context), renamed);
    assert.equal(id, "10000:1000002");
  });

  it("creates anew where this run has deleted the task and the program declared nothing", async () => {
    const context = anotherRun(world.context);
    await removeTask(context, ID, world.created.state);
    const { id } = await createTask(anotherProcess(context), importing);
    assert.equal(id, "10000:1000002");
  });

  it("refuses a task that this run has deleted for another resource", async () => {
    const context = anotherRun(world.context);
    const renamed = { ...inputs, taskName: "orders_2" };
    await recordDeclared(context, ID, world.created.state, renamed, true);
    await removeTask(context, ID, world.created.state);
    await assert.rejects(createTask(anotherProcess(context), importing), {
      message:
        `Cannot import ${TASK}: this command has deleted it for another resource.\nNothing was created.\nNext: ` +
        `Remove import: "${ID}" from the resource's options, or restore the file in DataWorks, then run the command again.`,
    });
  });

  it("creates a new task where the file of that id stays listed in another folder, and is deleted", async () => {
    world.emulator.setQuirks({ deletedFileListed: true });
    await removeTask(anotherRun(world.context), ID, world.created.state);
    const elsewhere = "Business Flow/quickstart/Data Integration/sub";
    world.emulator.console.addFolder(elsewhere);
    const { id } = await createAnew(world, { ...importing, fileFolderPath: elsewhere });
    assert.equal(id, "10000:1000002");
  });

  it("creates a new task where the file of that id was deleted, and warns", async () => {
    await removeTask(anotherRun(world.context), ID, world.created.state);
    const { id } = await createAnew(world, importing);
    assert.equal(id, "10000:1000002");
    assert.deepEqual(
      world.lines.filter((line) => line.startsWith("warning")),
      [
        `warning: task "orders" (region cn-shanghai, workspace 10000): the task that import: "${ID}" names was deleted, so a new one is created; remove import from the resource's options`,
      ],
    );
  });

  const refused: [string, Partial<DISyncTaskInputs>, string][] = [
    [
      "an id that does not exist",
      { import: "10000:7" },
      'Cannot import task "orders" (region cn-shanghai, workspace 10000, file 7): the workspace has no file of this id.\nNothing was changed.\nNext: Check the id, region and account; if the task no longer exists, remove import: "10000:7" from the resource\'s options, and a new task is created.',
    ],
    [
      "a file of another type",
      { import: "10000:1000000" },
      'Cannot import task "orders" (region cn-shanghai, workspace 10000, file 1000000): file 1000000 has type 10, and a real-time sync task has type 900.\nNothing was changed.\nNext: Correct the id.',
    ],
    [
      "a task in another folder",
      { fileFolderPath: "Business Flow/other/Data Integration" },
      'Cannot import task "orders" (region cn-shanghai, workspace 10000, file 1000001): file 1000001 is in folder "业务流程/quickstart/数据集成", and fileFolderPath is "Business Flow/other/Data Integration".\nNothing was changed.\nNext: Set fileFolderPath to the task\'s folder, or correct the id.',
    ],
    [
      "a task of another name",
      { taskName: "payroll" },
      'Cannot import task "payroll" (region cn-shanghai, workspace 10000, file 1000001): file 1000001 is called "orders".\nNothing was changed.\nNext: Set taskName to that name, or correct the id.',
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
      const context = anotherRun(world.context);
      const { state } = await createTask(anotherProcess(context), news);
      world.takeActions();
      world.lines.length = 0;
      await removeTask(context, ID, world.created.state);
      assert.deepEqual(world.takeActions(), []);
      assert.deepEqual(world.lines, [
        `${TASK} was taken over by another resource of this stack: this entry is removed from the state, and the task stays`,
      ]);
      // A task of the same ids in another region is another task.
      const elsewhere = { ...world.created.state, region: "ap-southeast-1", liveName: "other" };
      await assert.rejects(
        removeTask(context, ID, elsewhere),
        /task "orders" \(region ap-southeast-1, .*the name on record is "other"/,
      );
      // The entry that owns it now deletes it.
      await removeTask(context, ID, state);
      assert.equal(world.emulator.task("1000001")?.deletedStatus, "RECYCLE_BIN");
    });
  }
});
