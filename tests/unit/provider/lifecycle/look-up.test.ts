import assert from "node:assert/strict";
import { inspect } from "node:util";
import { createTask } from "../../../../provider/lifecycle/create";
import { getTask, lookUpTask } from "../../../../provider/lifecycle/get";
import { listTasks } from "../../../../provider/lifecycle/list";
import { removeTask } from "../../../../provider/lifecycle/remove";
import { createTaskWorld, inputs, type CreatedWorld } from "../../../harness/lifecycle";

const FOLDER = "业务流程/quickstart/数据集成";
const place = { projectId: "10000", region: "cn-shanghai" };

describe("look-ups", () => {
  let world: CreatedWorld;
  beforeEach(async () => {
    world = await createTaskWorld({}, { normalise: false });
  });
  afterEach(() => world.stop());

  it("find a task by its id, with everything that the service has of it", async () => {
    const found = await lookUpTask(world.context, { ...place, fileId: "1000001" });
    assert.deepEqual(found, {
      id: "10000:1000001",
      ...place,
      fileId: "1000001",
      taskName: "orders",
      fileFolderPath: FOLDER,
      owner: found.owner,
      liveState: "NORUN",
      taskContent: inputs.taskContent,
      alarmRules: [],
    });
  });

  it("find a task by its name and folder, in whatever language", async () => {
    const query = { ...place, taskName: "orders", fileFolderPath: inputs.fileFolderPath };
    assert.equal((await lookUpTask(world.context, query)).fileId, "1000001");
  });

  it("keep the digits of a number that an object would round", async () => {
    await world.changeTask({ content: '{"id":9007199254740993}' });
    const found = await lookUpTask(world.context, { ...place, fileId: "1000001" });
    assert.equal(found.taskContent, '{"id":9007199254740993}');
  });

  it("say so where there is no such task", async () => {
    await assert.rejects(lookUpTask(world.context, { ...place, taskName: "nothing" }), {
      message:
        'Cannot look up task "nothing" (region cn-shanghai, workspace 10000): it does not exist.\nNext: Check the id, region and account.',
    });
  });

  it("say it once in what Node prints of an error that nobody catches", async () => {
    const error = await lookUpTask(world.context, { ...place, taskName: "nothing" }).catch(
      (cause: unknown) => cause,
    );
    assert.equal(inspect(error).split("it does not exist").length, 2);
  });

  it("name every task where the name is not unique", async () => {
    world.emulator.console.addFolder("Business Flow/Stock/Data Integration");
    const other = { ...inputs, fileFolderPath: "Business Flow/Stock/Data Integration" };
    await createTask(world.context, other);
    await assert.rejects(lookUpTask(world.context, { ...place, taskName: "orders" }), {
      message:
        `Cannot look up task "orders" (region cn-shanghai, workspace 10000): there are 2 tasks of this name: file 1000001 in "${FOLDER}", file 1000002 in "业务流程/Stock/数据集成".\n` +
        "Next: Add fileFolderPath, or use fileId.",
    });
    const query = { ...place, taskName: "orders", fileFolderPath: other.fileFolderPath };
    assert.equal((await lookUpTask(world.context, query)).fileId, "1000002");
  });

  it("find the task of a name that a deleted file has too", async () => {
    world.emulator.setQuirks({ deletedFileListed: true });
    await removeTask(world.context, "10000:1000001", world.created.state);
    await createTask(world.context, inputs);
    const query = { ...place, taskName: "orders" };
    assert.equal((await lookUpTask(world.context, query)).fileId, "1000002");
  });

  it("refuse a region or workspace that cannot be one, before any call", async () => {
    const refused: [object, string][] = [
      [
        { region: "cn-x.evil.example/" },
        'Cannot use region: it must be a region id such as "cn-shanghai".\nNothing was called.',
      ],
      [
        { projectId: "1e4" },
        "Cannot use projectId: it must be the workspace's id, an integer from 1 to 10000000000.\nNothing was called.",
      ],
    ];
    for (const [change, message] of refused) {
      await assert.rejects(lookUpTask(world.context, { ...place, fileId: "1", ...change }), {
        message,
      });
      await assert.rejects(listTasks(world.context, { ...place, ...change }), { message });
    }
    assert.deepEqual(world.takeActions(), []);
  });

  it("need a region", async () => {
    await assert.rejects(lookUpTask(world.context, { projectId: "10000", fileId: "1" }), {
      message:
        "Cannot look into the workspace: region is not set.\nNothing was called.\nNext: Give a region, or run: pulumi config set dataworks:region <region>.",
    });
  });

  it("list every page, narrowed by name and folder", async () => {
    for (let number = 1; number <= 120; number++) {
      world.emulator.console.addTask({ name: `copy_${number}`, folder: FOLDER, content: {} });
    }
    const all = await listTasks(world.context, place);
    assert.equal(all.length, 121);
    const some = await listTasks(world.context, {
      ...place,
      nameContains: "copy_11",
      fileFolderPath: inputs.fileFolderPath,
    });
    assert.deepEqual(
      some.map(({ taskName }) => taskName).sort(),
      ["copy_11", ...Array.from({ length: 10 }, (_, digit) => `copy_11${digit}`)].sort(),
    );
    assert.deepEqual(await listTasks(world.context, { ...place, owner: "nobody" }), []);
  });

  /** Tasks on a page of a service that gives 50 of them, whatever it was asked for. */
  function shortPage(first: number, count: number, totalCount: number): void {
    const Files = Array.from({ length: count }, (_, index) => ({
      FileId: first + index,
      FileName: `copy_${first + index}`,
      FileType: 900,
      AbsoluteFolderPath: FOLDER,
    }));
    const body = { Success: true, RequestId: "R", Data: { TotalCount: totalCount, Files } };
    world.fault({ action: "ListFiles", kind: "answer", body });
  }

  it("read on where a page is shorter than it was asked to be", async () => {
    shortPage(1, 50, 80);
    shortPage(51, 30, 80);
    const all = await listTasks(world.context, place);
    assert.deepEqual(
      all.map(({ fileId }) => Number(fileId)),
      Array.from({ length: 80 }, (_, index) => index + 1),
    );
    shortPage(1, 50, 51);
    shortPage(51, 1, 51);
    world.takeActions();
    const query = { ...place, taskName: "copy_51" };
    await assert.rejects(lookUpTask(world.context, query), /fileId:\[51\] is invalid/);
    assert.deepEqual(world.takeActions(), ["ListFiles", "ListFiles", "GetDISyncTask"]);
  });

  it("fail where the pages end before the list does", async () => {
    shortPage(1, 50, 80);
    shortPage(1, 0, 80);
    await assert.rejects(listTasks(world.context, place), {
      message:
        "Cannot list the tasks of workspace 10000 (region cn-shanghai): ListFiles received an incomplete response: " +
        "Data.TotalCount is 80, and its 2 pages contain 50 files.\nNext: Run the command again; it reads what is there before it writes.",
    });
  });

  it("give a whole state for get", async () => {
    assert.deepEqual(await getTask(world.context, "10000:1000001", "cn-shanghai"), {
      ...place,
      taskName: "orders",
      fileFolderPath: FOLDER,
      taskContent: inputs.taskContent,
      fileId: "1000001",
      liveName: "orders",
      liveState: "NORUN",
      deployed: false,
      emulated: true,
      endpoint: world.emulator.url,
      lookedUp: true,
    });
  });
});
