import assert from "node:assert/strict";
import { createTask } from "../../../../provider/lifecycle/create";
import { PartialError } from "../../../../provider/lifecycle/report/errors";
import { removeTask } from "../../../../provider/lifecycle/remove";
import { appliedDigest } from "../../../../provider/lifecycle/model/state";
import { createWorld, inputs, type World } from "../../../harness/lifecycle";

describe("create", () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld();
  });
  afterEach(() => world.stop());

  it("looks the name up, creates the task once and reads it", async () => {
    assert.deepEqual(await createTask(world.context, inputs), {
      id: "10000:1000001",
      state: {
        ...inputs,
        fileId: "1000001",
        liveName: "orders",
        liveState: "NORUN",
        deployed: false,
        emulated: true,
        endpoint: world.emulator.url,
        applied: appliedDigest(inputs),
      },
    });
    assert.deepEqual(world.takeActions(), [
      "ListFiles",
      "CreateDISyncTask",
      "GetDISyncInstanceInfo",
    ]);
  });

  it("shares one listing between all tasks of a workspace", async () => {
    const names = ["a", "b", "c"];
    await Promise.all(names.map((taskName) => createTask(world.context, { ...inputs, taskName })));
    const actions = world.takeActions();
    assert.equal(actions.filter((action) => action === "ListFiles").length, 1);
  });

  it("believes no listing that is older than a minute", async () => {
    await createTask(world.context, inputs);
    await world.clock.sleep(60_001);
    world.emulator.console.addTask({ name: "payroll", content: "{}" });
    world.takeActions();
    await assert.rejects(
      createTask(world.context, { ...inputs, taskName: "payroll" }),
      /already contains a task of this name \(file 1000002\)\.\nNothing was created\./,
    );
    assert.deepEqual(world.takeActions(), ["ListFiles", "ListFiles", "GetFile"]);
  });

  it("finds a name that stands beyond the first page of a listing", async () => {
    for (let number = 1; number <= 100; number++) {
      world.emulator.console.addTask({ name: `other_${number}`, content: "{}" });
    }
    world.emulator.console.addTask({ name: "orders", content: "{}" });
    await assert.rejects(
      createTask(world.context, inputs),
      /already contains a task of this name \(file 1000101\)\.\nNothing was created\./,
    );
    assert.deepEqual(world.takeActions(), ["ListFiles", "ListFiles", "GetFile"]);
  });

  it("refuses a name that the folder already holds, and creates nothing", async () => {
    await createTask(world.context, inputs);
    world.context.memory.claims.clear();
    world.takeActions();
    await assert.rejects(createTask(world.context, inputs), {
      name: "LifecycleError",
      message:
        'Cannot create task "orders" (region cn-shanghai, workspace 10000): folder "Business Flow/quickstart/Data Integration" already contains a task of this name ' +
        '(file 1000001).\nNothing was created.\nNext: If it is yours, for example from a run that was killed, give the resource the option import: "10000:1000001" ' +
        'to take it over (or set onExisting to "adopt"); if the resource was only renamed in the program, use the option aliases; otherwise choose another taskName, or delete that task in DataWorks if nobody needs it.',
    });
    assert.deepEqual(world.takeActions(), ["ListFiles", "GetFile"]);
  });

  it("takes a listed file that is deleted for no task of the name", async () => {
    world.emulator.setQuirks({ deletedFileListed: true });
    const { state } = await createTask(world.context, inputs);
    await removeTask(world.context, "10000:1000001", state);
    await world.clock.sleep(60_001);
    world.takeActions();
    const { id } = await createTask(world.context, inputs);
    assert.equal(id, "10000:1000002");
    assert.deepEqual(world.takeActions(), [
      "ListFiles",
      "ListFiles",
      "GetFile",
      "CreateDISyncTask",
      "GetDISyncInstanceInfo",
    ]);
  });

  it("counts a name as taken where GetFile takes no file of a task", async () => {
    world.emulator.setQuirks({ realtimeFileCalls: "reject" });
    world.emulator.console.addTask({ name: "orders", content: "{}" });
    await assert.rejects(
      createTask(world.context, inputs),
      /already contains a task of this name \(file 1000001\)\.\nNothing was created\./,
    );
  });

  it("asks for the name where the one listing does not hold all tasks, however short its page is", async () => {
    world.emulator.console.addTask({ name: "orders", content: "{}" });
    const Files = Array.from({ length: 50 }, (_, index) => ({
      FileId: 5_000 + index,
      FileName: `copy_${index}`,
      FileType: 900,
      AbsoluteFolderPath: "业务流程/quickstart/数据集成",
    }));
    const body = { Success: true, RequestId: "R", Data: { TotalCount: 80, Files } };
    world.fault({ action: "ListFiles", kind: "answer", body });
    await assert.rejects(createTask(world.context, inputs), /already contains a task of this name/);
    assert.deepEqual(world.takeActions(), ["ListFiles", "ListFiles", "GetFile"]);
  });

  it("counts a name as taken in a folder that neither translation nor its id tells apart", async () => {
    await createTask(world.context, inputs);
    world.takeActions();
    const fileFolderPath = "Arbeitsablauf/quickstart/Datenintegration";
    await assert.rejects(
      createTask(world.context, { ...inputs, fileFolderPath }),
      /folder "Arbeitsablauf\/quickstart\/Datenintegration" already contains a task of this name \(file 1000001\)/,
    );
    assert.deepEqual(world.takeActions(), ["ListFiles", "GetFolder", "GetFile"]);
  });

  it("sends a content text of 5 MB as it is", async () => {
    const taskContent = JSON.stringify({ steps: [], sql: "x".repeat(5_000_000) });
    await createTask(world.context, { ...inputs, taskContent });
    assert.equal(world.emulator.task("1000001")?.content, taskContent);
  });

  for (const fileFolderPath of [inputs.fileFolderPath, "业务流程/quickstart/数据集成"]) {
    it(`refuses a task that the program declares twice, the second time in ${fileFolderPath}`, async () => {
      world.emulator.setQuirks({ duplicateName: "allow" });
      const [first, second] = await Promise.allSettled([
        createTask(world.context, inputs),
        createTask(world.context, { ...inputs, fileFolderPath }),
      ]);
      assert.equal(first.status, "fulfilled");
      assert.equal(second.status, "rejected");
      assert.match(
        String((second as PromiseRejectedResult).reason),
        /Cannot create task "orders" \(region cn-shanghai, workspace 10000\): the program declares it in folder ".*" twice\.\nNothing was called for this one\./,
      );
    });
  }

  it("gives the name back where nothing was created", async () => {
    world.fault({ action: "CreateDISyncTask", kind: "refuse", message: "Invalid path: x" });
    await assert.rejects(createTask(world.context, inputs), {
      message:
        'Cannot create task "orders" (region cn-shanghai, workspace 10000): CreateDISyncTask answered Data.Status "fail": Invalid path: x ' +
        "(RequestId REQUEST-1).\nNext: Correct in DataWorks what the service's message names, then run the command again; it resumes from here.",
    });
    await createTask(world.context, inputs);
  });

  for (const kind of ["cutAfter", "xmlAfter", "empty"] as const) {
    it(`finds its task again where the answer was lost after the effect (${kind})`, async () => {
      world.fault({ action: "CreateDISyncTask", kind });
      const { id } = await createTask(world.context, inputs);
      assert.equal(id, "10000:1000001");
      const actions = world.takeActions();
      assert.equal(actions.filter((action) => action === "CreateDISyncTask").length, 1);
    });
  }

  it("looks again for a task whose create received no response, then tries once more with the same token", async () => {
    world.fault({ action: "CreateDISyncTask", kind: "cutBefore" });
    await createTask(world.context, inputs);
    assert.deepEqual(world.clock.sleptMs, [0, 5_000, 15_000, 30_000]);
    const creates = world.emulator.requests.filter(({ action }) => action === "CreateDISyncTask");
    assert.deepEqual(
      creates.map(({ params }) => params.ClientToken),
      ["token-1", "token-1"],
    );
  });

  /** A service that forgets tokens, loses the first answer, and lists the task only after the second create. */
  function loseTheFirstCreate(): void {
    world.emulator.setQuirks({ clientToken: "ignored" });
    const nothing = { Success: true, RequestId: "r", Data: { Files: [], TotalCount: 0 } };
    world.fault(
      { action: "CreateDISyncTask", kind: "cutAfter" },
      { action: "ListFiles", nth: 2, count: 4, kind: "answer", body: nothing },
    );
  }

  it("finds its task where only the repetition of a lost create is refused", async () => {
    loseTheFirstCreate();
    const { id } = await createTask(world.context, inputs);
    assert.equal(id, "10000:1000001");
  });

  it("names the twin where the service carried out a lost create and its repetition", async () => {
    loseTheFirstCreate();
    world.emulator.setQuirks({ duplicateName: "allow" });
    const { id } = await createTask(world.context, inputs);
    assert.equal(id, "10000:1000002");
    assert.equal(
      world.lines.at(-1),
      'warning: task "orders" (region cn-shanghai, workspace 10000, file 1000002) was created a second time, and file 1000001 has the same name: ' +
        "the first create, which received no response, may have made it. Look at it in DataWorks, and delete it there if nobody needs it.",
    );
  });

  it("keeps the id of a repeated create where nobody can tell whether there is a twin", async () => {
    loseTheFirstCreate();
    world.emulator.setQuirks({ duplicateName: "allow" });
    world.fault({ action: "ListFiles", nth: 2, count: 0, kind: "unsuccessful" });
    const { id } = await createTask(world.context, inputs);
    assert.equal(id, "10000:1000002");
    assert.match(
      world.lines.at(-1) ?? "",
      /^warning: .* made one too cannot be read: ListFiles answered Success: false/,
    );
  });

  it("says that there may be a twin where the listing does not even show the task itself", async () => {
    loseTheFirstCreate();
    world.emulator.setQuirks({ duplicateName: "allow", newDataStudio: true });
    const { id } = await createTask(world.context, inputs);
    assert.equal(id, "10000:1000002");
    assert.match(
      world.lines.at(-1) ?? "",
      /^warning: .* made one too cannot be read: ListFiles does not show this one either$/,
    );
  });

  it("says that the first create may count where its repetition is refused and nothing is listed", async () => {
    loseTheFirstCreate();
    world.emulator.setQuirks({ newDataStudio: true });
    await assert.rejects(createTask(world.context, inputs), {
      message:
        'Cannot create task "orders" (region cn-shanghai, workspace 10000): the request received no response and its repetition was refused, and no task of this name exists: ' +
        'CreateDISyncTask answered Data.Status "fail": TaskName:[orders] already exists. (RequestId REQUEST-1).\n' +
        "Next: The request may still be executed: run `pulumi up` again; it looks for the task before it creates one.",
    });
  });

  it("says what to do where no create gets an answer", async () => {
    world.fault({ action: "CreateDISyncTask", kind: "html", count: 0 });
    await assert.rejects(createTask(world.context, inputs), {
      message:
        'Cannot create task "orders" (region cn-shanghai, workspace 10000): the request received no response twice, and no task of this name exists: ' +
        "CreateDISyncTask received no response: the response is not JSON.\n" +
        "Next: The request may still be executed: run `pulumi up` again; it looks for the task before it creates one.",
    });
  });

  it("does not take another task of the name for its own", async () => {
    const create = createTask(world.context, inputs);
    world.fault({ action: "CreateDISyncTask", kind: "cutBefore" });
    const other = await createWorld({ DATAWORKS_ENDPOINT: world.emulator.url });
    world.clock.sleep = async () => {
      world.clock.sleep = async () => undefined;
      await createTask(other.context, { ...inputs, taskContent: { steps: [] } });
    };
    await assert.rejects(create, {
      message:
        'Cannot create task "orders" (region cn-shanghai, workspace 10000): the request received no response, and file 1000001 of that name now exists with different content.\n' +
        "It was not taken over.\nNext: Find out in DataWorks who created it, then run `pulumi up` again.",
    });
    await other.stop();
  });

  it("names the file that may be the task of a create without an answer, where it cannot be read", async () => {
    world.fault(
      { action: "CreateDISyncTask", kind: "cutAfter" },
      { action: "GetDISyncTask", kind: "html", count: 0 },
    );
    await assert.rejects(createTask(world.context, inputs), {
      message:
        'Cannot create task "orders" (region cn-shanghai, workspace 10000): the request received no response, and file 1000001 of that name now exists but cannot be read: ' +
        "GetDISyncTask received no response: the response is not JSON.\nNext: Run `pulumi up` again: if that file is the task that this create made, it then says how to take it over.",
    });
  });

  it("keeps the id of a task whose reading fails", async () => {
    world.fault({ action: "GetDISyncInstanceInfo", kind: "html", count: 0 });
    await assert.rejects(createTask(world.context, inputs), (error: unknown) => {
      assert.ok(error instanceof PartialError);
      assert.equal(error.id, "10000:1000001");
      assert.deepEqual(error.state, {
        ...inputs,
        fileId: "1000001",
        liveName: "orders",
        liveState: "",
        deployed: false,
        emulated: true,
        endpoint: world.emulator.url,
      });
      return true;
    });
  });
});
