import assert from "node:assert/strict";
import { DEFAULT_QUIRKS, describeQuirks, type Quirks } from "../../../emulator/quirks";
import { benchForEach, CONTENT, START_MS, SUCCESS } from "../../harness/emulator";

const OK = { ok: true };
const FOLDER = "业务流程/quickstart/数据集成";

describe("the control", () => {
  const bench = benchForEach();
  beforeEach(() => bench().create());

  async function answers(
    [method, path, body]: readonly [string, string, unknown?],
    expected: unknown,
    status = 200,
  ): Promise<void> {
    assert.deepEqual(await bench().control(method, path, body), { status, body: expected });
  }

  const refuses = (
    request: readonly [string, string, unknown?],
    error: string,
    status = 400,
  ): Promise<void> => answers(request, { error }, status);

  it("shows a person tasks, folders, calls and faults", async () => {
    await bench().onTask("StopDISyncInstance");
    bench().emulator.addFault({ action: "*", kind: "empty" });
    bench().emulator.setQuirks({ nameInInfo: false });
    const response = await fetch(`${bench().emulator.url}/_emulator`);
    assert.equal(response.headers.get("content-type"), "text/plain; charset=utf-8");
    assert.equal(
      await response.text(),
      `DataWorks emulator, workspace 10000 (quickstart)

Tasks:
  1000001  NORUN  not deployed  ${FOLDER}/orders

Recycle bin:
  none

Folders:
  ${FOLDER}
  业务流程/quickstart/MaxCompute

Last calls, 2 in all:
  POST CreateDISyncTask  success
  POST StopDISyncInstance 1000001  success

Faults:
  1  {"action":"*","kind":"empty"}  matched 0, met 0

Quirks that are not the default:
  nameInInfo: false

`,
    );
  });

  it("shows and empties the request log", async () => {
    await answers(["GET", "/requests"], structuredClone(bench().emulator.requests));
    await answers(["DELETE", "/requests"], OK);
    await answers(["GET", "/requests"], []);
  });

  it("keeps the content of a task in the request log", () => {
    const [create] = bench().emulator.requests;
    assert.deepEqual(
      [create?.action, create?.params["TaskContent"]],
      ["CreateDISyncTask", CONTENT],
    );
  });

  it("shows the tasks, one by one too", async () => {
    await answers(["GET", "/tasks"], structuredClone(bench().emulator.tasks()));
    await answers(["GET", "/tasks/1000001"], bench().task());
    await refuses(["GET", "/tasks/1000000"], "There is no task 1000000.", 404);
  });

  it("changes a task as the console would", async () => {
    await bench().control("POST", "/folders", { path: "Business Flow/sales/Data Integration" });
    const before = bench().task();
    bench().pass(1000);
    const folder = "Business Flow/sales/folderDi";
    const change = { runState: "FAILED", deployed: true, name: "n", content: "{}", folder };
    const after = {
      ...before,
      ...change,
      folder: "业务流程/sales/数据集成",
      commitStatus: 1,
      currentVersion: 2,
      deployedVersion: 2,
      lastEditTimeMs: START_MS + 1000,
    };
    await answers(["PATCH", "/tasks/1000001", change], after);
    assert.deepEqual(bench().task(), after);
  });

  it("undeploys a task and leaves its state as it is", async () => {
    await bench().control("PATCH", "/tasks/1000001", { deployed: true, runState: "RUN" });
    await bench().control("PATCH", "/tasks/1000001", { deployed: false });
    assert.deepEqual([bench().task().deployed, bench().task().runState], [false, "RUN"]);
  });

  it("takes the file away from a running instance", async () => {
    const change = { deployed: true, runState: "RUN", fileGone: true };
    await bench().control("PATCH", "/tasks/1000001", change);
    assert.equal(await bench().state(), "RUN");
    const list = await bench().call("ListFiles", { ProjectId: "10000", FileTypes: "900" });
    assert.equal(list.Data?.["TotalCount"], 0);
    const file = await bench().call("GetFile", { ProjectId: "10000", FileId: "1000001" });
    assert.equal(file["Success"], false);
    const deleted = await bench().onTask("DeleteDISyncTask");
    assert.equal(deleted?.["Message"], "fileId:[1000001] is invalid.");
    assert.deepEqual(await bench().onTask("StopDISyncInstance"), SUCCESS);
  });

  it("takes a task away as the console would", async () => {
    await bench().control("PATCH", "/tasks/1000001", { deployed: true, runState: "RUN" });
    await answers(["DELETE", "/tasks/1000001"], OK);
    await answers(["GET", "/tasks"], []);
    assert.equal(await bench().state(), "fail");
    await refuses(["DELETE", "/tasks/1000001"], "There is no task 1000001.", 404);
  });

  it("refuses changes that a task does not know", async () => {
    const patch = (body: unknown): [string, string, unknown] => ["PATCH", "/tasks/1000001", body];
    const known = "runState, deployed, name, content, folder, owner, alarmList, fileGone";
    const what = "A change of a task";
    await refuses(patch({ cu: 1 }), `${what} has no "cu"; it can have ${known}.`);
    await refuses(patch({ deployed: "yes" }), `${what} needs deployed to be true or false.`);
    await refuses(patch({ fileGone: false }), `${what} needs fileGone to be true.`);
    const folders = `${FOLDER}, 业务流程/quickstart/MaxCompute`;
    await refuses(patch({ folder: "x" }), `There is no folder "x"; the folders are ${folders}.`);
    await refuses(["PATCH", "/tasks/7", {}], "There is no task 7.", 404);
  });

  it("adds folders", async () => {
    const folder = "业务流程/sales/数据集成";
    const path = "Business Flow/sales/Data Integration";
    await answers(["POST", "/folders", { path }], { path: folder });
    await answers(["GET", "/folders"], [FOLDER, "业务流程/quickstart/MaxCompute", folder]);
  });

  it("refuses a folder that is none", async () => {
    const how = 'write it as "Business Flow/quickstart/Data Integration"';
    await refuses(["POST", "/folders", { path: "x" }], `The folder path "x" is not valid; ${how}.`);
    await refuses(["POST", "/folders", {}], "A folder needs path, a string.");
  });

  it("adds, shows and removes faults", async () => {
    const rule = { action: "*", kind: "answer", body: { big: 1 }, count: 0 };
    await answers(["POST", "/faults", rule], { id: 1 });
    assert.deepEqual(await bench().call("ListFiles"), { big: 1 });
    await answers(["GET", "/faults"], [{ id: 1, rule, seenCount: 1, metCount: 1 }]);
    await answers(["DELETE", "/faults/1"], OK);
    await refuses(["DELETE", "/faults/1"], "There is no fault 1.", 404);
    await answers(["POST", "/faults", { action: "ListFiles", kind: "empty" }], { id: 2 });
    await answers(["DELETE", "/faults"], OK);
    await answers(["GET", "/faults"], []);
  });

  it("keeps the digits of a literal answer", async () => {
    const text = '{"action":"*","kind":"answer","body":{"FileId":9007199254740993}}';
    await bench().control("POST", "/faults", text);
    assert.equal((await bench().raw("ListFiles")).text, '{\n  "FileId" : 9007199254740993\n}');
  });

  const KINDS =
    "refuse, gateway, throttle, unsuccessful, html, xml, xmlAfter, cutBefore, cutAfter, cutInside, empty, contentType, slowBefore, slow, infoWord, infoName, answer";
  const ACTIONS =
    "*, CreateDISyncTask, UpdateDISyncTask, GetDISyncTask, DeleteDISyncTask, DeployDISyncTask, StartDISyncInstance, StopDISyncInstance, TerminateDISyncInstance, GetDISyncInstanceInfo, GenerateDISyncTaskConfigForCreating, GenerateDISyncTaskConfigForUpdating, QueryDISyncTaskConfigProcessResult, ListRefDISyncTasks, ListFiles, GetFile, CreateFile, UpdateFile, DeleteFile, GetFileVersion, CreateFolder, GetFolder, ListFolders, GetProject, ListResourceGroups";

  for (const [rule, error] of [
    [{ action: "*", kind: "explode" }, `There is no fault kind "explode"; the kinds are ${KINDS}.`],
    [
      { action: "Delete", kind: "empty" },
      `There is no action "Delete"; the actions are ${ACTIONS}.`,
    ],
    [{ action: "*", kind: "refuse" }, "A fault of kind refuse needs message, a string."],
    [{ action: "*", kind: "answer" }, "A fault of kind answer needs body, any JSON value."],
    [
      { action: "*", kind: "slow", delayMs: -1 },
      "A fault of kind slow needs delayMs, a number from 0.",
    ],
    [
      { action: "*", kind: "empty", message: "x" },
      'A fault of kind empty has no "message"; it has action, nth, count, every, fileId, kind.',
    ],
    [{ action: "*", kind: "empty", nth: 0 }, "The fault's nth is a whole number from 1, not 0."],
    [
      { action: "*", kind: "empty", count: 0.5 },
      "The fault's count is a whole number from 0, not 0.5.",
    ],
    [{ action: "*", kind: "empty", fileId: 1 }, "The fault's fileId is a string of digits, not 1."],
    [
      { action: "*", kind: "html", httpStatus: 99 },
      "The fault's httpStatus is a whole number from 200 to 599, not 99.",
    ],
  ] as const) {
    it(`refuses the fault ${JSON.stringify(rule)}`, () =>
      refuses(["POST", "/faults", rule], error));
  }

  it("shows and changes quirks", async () => {
    await answers(["GET", "/quirks"], describeQuirks(DEFAULT_QUIRKS));
    const changed: Quirks = { ...DEFAULT_QUIRKS, deleteRunning: "orphan", stopDelayMs: 5 };
    const change = { deleteRunning: "orphan", stopDelayMs: 5 };
    await answers(["PATCH", "/quirks", change], changed);
    await answers(["GET", "/quirks"], describeQuirks(changed));
  });

  it("refuses unknown quirks and values, and changes none of them", async () => {
    const known = Object.keys(DEFAULT_QUIRKS).join(", ");
    const unknown = `There is no quirk "speed"; the quirks are ${known}.`;
    await refuses(["PATCH", "/quirks", { nameInInfo: false, speed: 1 }], unknown);
    const value = 'The quirk deleteRunning cannot be "no"; it can be "fail", "force", "orphan".';
    await refuses(["PATCH", "/quirks", { deleteRunning: "no" }], value);
    const delay = "The quirk stopDelayMs cannot be -1; it can be a number of milliseconds from 0.";
    await refuses(["PATCH", "/quirks", { stopDelayMs: -1 }], delay);
    await answers(["GET", "/quirks"], describeQuirks(DEFAULT_QUIRKS));
  });

  it("turns the clock ahead", async () => {
    await bench().control("PATCH", "/tasks/1000001", { deployed: true });
    await bench().onTask("StartDISyncInstance");
    assert.equal(await bench().state(), "WAIT");
    await answers(["POST", "/clock", { advanceMs: 200 }], { nowMs: START_MS + 200 });
    assert.equal(await bench().state(), "RUN");
    const back = "A clock can be turned ahead by a number of milliseconds, not by -1.";
    await refuses(["POST", "/clock", { advanceMs: -1 }], back);
    await refuses(["POST", "/clock", {}], "A turn of the clock needs advanceMs, a number.");
  });

  it("puts a task there", async () => {
    const content = { type: "job", big: 1 };
    const given = { name: "sales", fileId: "2000001", content, deployed: true, runState: "RUN" };
    await bench().control("POST", "/tasks", given);
    const task = bench().emulator.task("2000001");
    const { name, folder, deployedVersion, runState, commitStatus } = task!;
    assert.deepEqual(
      { name, folder, deployedVersion, runState, commitStatus, content: task?.content },
      {
        name: "sales",
        folder: FOLDER,
        deployedVersion: 1,
        runState: "RUN",
        commitStatus: 1,
        content: '{"type":"job","big":1}',
      },
    );
    assert.deepEqual(await bench().create({ TaskName: "next" }), { ...SUCCESS, FileId: 2000002 });
  });

  for (const [task, error] of [
    [{ name: "sales" }, "A task needs content, a string or an object."],
    [{ name: 1, content: "{}" }, "A task needs name to be a string."],
    [{ name: "a", content: "{}", fileId: "x" }, "A task needs fileId to be a string of digits."],
    [{ name: "a", content: "{}", fileId: "1000001" }, "There is a file 1000001 already."],
    [
      { name: "a", content: "{}", type: "DI_SOLUTION" },
      "A task needs type to be DI_REALTIME or DI_OFFLINE.",
    ],
    [
      { name: "a", content: "{}", folder: "x" },
      `There is no folder "x"; the folders are ${FOLDER}, 业务流程/quickstart/MaxCompute.`,
    ],
  ] as const) {
    it(`refuses the task ${JSON.stringify(task)}`, () => refuses(["POST", "/tasks", task], error));
  }

  it("resets everything", async () => {
    bench().emulator.addFault({ action: "*", kind: "empty", count: 0 });
    bench().emulator.setQuirks({ nameInInfo: false });
    await answers(["POST", "/reset"], OK);
    for (const [path, expected] of [
      ["/tasks", []],
      ["/requests", []],
      ["/faults", []],
      ["/quirks", describeQuirks(DEFAULT_QUIRKS)],
      ["/folders", [FOLDER, "业务流程/quickstart/MaxCompute"]],
    ] as const) {
      await answers(["GET", path], expected);
    }
    assert.deepEqual(await bench().create(), { ...SUCCESS, FileId: 1000001 });
  });

  it("is an object too, with nothing of the workspace inside", async () => {
    const { emulator } = bench();
    assert.deepEqual(Object.keys(emulator).sort(), [
      "addFault",
      "clearFaults",
      "clearRequests",
      "clock",
      "console",
      "environment",
      "faults",
      "folders",
      "quirks",
      "removeFault",
      "requests",
      "reset",
      "setQuirks",
      "stop",
      "task",
      "tasks",
      "url",
    ]);
    const first = emulator.addFault({ action: "*", kind: "empty", count: 0 });
    emulator.addFault({ action: "*", kind: "cutBefore", count: 0 });
    assert.deepEqual([emulator.removeFault(first), emulator.removeFault(first)], [true, false]);
    assert.deepEqual(
      emulator.faults().map(({ rule }) => rule.kind),
      ["cutBefore"],
    );
    emulator.clearFaults();
    assert.equal(await bench().state(), "NORUN");
    emulator.clearRequests();
    assert.deepEqual(emulator.requests, []);
    emulator.setQuirks({ nameInInfo: false });
    assert.equal(emulator.quirks.nameInInfo, false);
    assert.equal(emulator.console.changeTask("1000001", { runState: "RUN" }), true);
    assert.equal(emulator.task("1000001")?.runState, "RUN");
    assert.equal(emulator.console.deleteTask("1000001"), true);
    assert.equal(emulator.console.deleteTask("1000001"), false);
    emulator.console.addFolder("Business Flow/sales/Data Integration");
    assert.equal(emulator.folders().length, 3);
    emulator.reset();
    assert.equal(emulator.folders().length, 2);
    assert.equal(emulator.quirks.nameInInfo, true);
    assert.deepEqual(emulator.tasks(), []);
  });

  it("refuses a body that is no JSON object", async () => {
    await refuses(["POST", "/faults", "[]"], "The body has to be a JSON object.");
    const { status, body } = await bench().control("PATCH", "/quirks", "{");
    assert.equal(status, 400);
    assert.match((body as { error: string }).error, /^The body is not JSON: .+\.$/);
  });

  it("names what there is instead of an unknown path or method", async () => {
    for (const [method, path] of [
      ["GET", "/nothing"],
      ["PUT", "/tasks"],
    ] as const) {
      const { status, body } = await bench().control(method, path);
      assert.equal(status, 404);
      const { error } = body as { error: string };
      assert.ok(
        error.startsWith(`There is no ${method} /_emulator${path}; there are GET /_emulator,`),
      );
    }
  });
});
