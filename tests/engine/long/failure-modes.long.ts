import assert from "node:assert/strict";
import { startEmulator } from "../../../emulator/index";
import { signedCall } from "../../harness/signed-call";
import {
  ARGS,
  CONTENT,
  contentWithBatchSize,
  createStack,
  DESTROY,
  environmentFor,
  program,
  stackOn,
  UP,
  type Stack,
} from "../../harness/stack";
import { createProject, type CommandResult } from "../../harness/project";

const ID = "10000:1000001";
const TASK = "tasks/1000001";
const ON_TASK = { ProjectId: "10000", TaskType: "DI_REALTIME", FileId: "1000001" };
const INFO = "GetDISyncInstanceInfo";
const RUNNING = { desiredState: "running" };
const REFRESH = ["refresh", "--yes", "--skip-preview"];
const REFRESHING_DESTROY = [...DESTROY, "--refresh"];
const NO_CHANGE = "--expect-no-changes";
const TEAR_DOWN = ["StopDISyncInstance", "TerminateDISyncInstance", "DeleteDISyncTask"];
/** What a running task takes to run with another content. */
const CHANGE = [
  "UpdateDISyncTask",
  "DeployDISyncTask",
  "StopDISyncInstance",
  "StartDISyncInstance",
];

/** What can go wrong between a program and a task that runs for ever, and what this provider then does. */
describe("failure modes on the real engine:", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await createStack(program(RUNNING));
  });
  afterEach(() => stack.dispose());

  /** Carries out a program of one task, and forgets the calls. */
  async function given(args: object = RUNNING, options: object = {}): Promise<void> {
    await change(args, options);
    await stack.succeed(UP);
    await stack.takeCalls();
  }

  async function change(args: object, options: object = {}): Promise<void> {
    await stack.project.write("index.js", program(args, options));
  }

  async function fail(args: readonly string[], env?: Record<string, string>): Promise<string> {
    const result: CommandResult = await stack.pulumi(args, env);
    assert.notEqual(result.exitCode, 0, result.text);
    return result.text;
  }

  async function fault(rule: object): Promise<void> {
    await stack.control("POST", "faults", rule);
  }

  async function isKept(): Promise<void> {
    assert.equal((await stack.storedTask())?.id, ID);
  }

  async function isGone(): Promise<void> {
    assert.equal(await stack.storedTask(), undefined);
    assert.equal(stack.emulator.task("1000001")?.deletedStatus, "RECYCLE_BIN");
  }

  function runState(): string | undefined {
    return stack.emulator.task("1000001")?.runState;
  }

  it("1. a delete answered with 200 and a refusal inside is an error that keeps the task", async () => {
    await given({ desiredState: "stopped" });
    await fault({ action: "DeleteDISyncTask", kind: "refuse", message: "it is being edited" });
    const text = await fail(DESTROY);
    assert.match(
      text,
      /DeleteDISyncTask answered Data\.Status "fail": it is being edited \(RequestId [0-9A-F-]{36}\)\.\s+Live state: NORUN\. Done so far: undeployed\. The task stays in the state\./,
    );
    await isKept();
    await stack.succeed(DESTROY);
    await isGone();
  });

  it("2. a task that runs is stopped, undeployed and deleted, or refused by the program's policy", async () => {
    await given({ ...RUNNING, deletePolicy: "refuseIfRunning" });
    assert.match(
      await fail(DESTROY),
      /deletePolicy is "refuseIfRunning", and the live state is RUN/,
    );
    assert.deepEqual(await stack.takeWrites(), []);
    await given();
    await stack.succeed(DESTROY);
    assert.deepEqual(await stack.takeWrites(), TEAR_DOWN);
    await isGone();
  });

  it("3. a task that is gone already is an error until a read proves it", async () => {
    await given({ desiredState: "stopped" });
    await signedCall(stack.emulator.url, Date.now(), "TerminateDISyncInstance", ON_TASK);
    await signedCall(stack.emulator.url, Date.now(), "DeleteDISyncTask", ON_TASK);
    assert.match(
      await fail(DESTROY),
      /run the command again with `--refresh` \(`pulumi destroy --refresh`, or `pulumi up --refresh`\), which proves that/,
    );
    await isKept();
    await stack.succeed(REFRESHING_DESTROY);
    await isGone();
  });

  it("4. a delete that was accepted and still goes on is waited for, and so does what depends on it", async () => {
    await stack.project.write("index.js", TWO_IN_A_ROW);
    await stack.succeed(UP);
    // The task that was created last goes first, and stays listed for one more look.
    const file = { ProjectId: "10000", FileId: "1000002" };
    const listed = await answerOf("ListFiles", { ProjectId: "10000", FileIdIn: "1000002" });
    const shown = await answerOf("GetFile", file);
    await fault({ action: "ListFiles", kind: "answer", body: listed });
    await fault({ action: "GetFile", kind: "answer", body: shown });
    await stack.takeCalls();
    await stack.succeed(DESTROY);
    const calls = (await stack.takeCalls()).map(
      ({ action, params }) => `${action} ${params["FileId"] ?? params["FileIdIn"]}`,
    );
    const looks = calls.filter((call) => call === "ListFiles 1000002");
    assert.equal(looks.length, 2);
    assert.ok(calls.lastIndexOf("ListFiles 1000002") < calls.indexOf("DeleteDISyncTask 1000001"));
    assert.ok(
      calls.every(
        (call, at) => !call.endsWith("1000001") || at > calls.lastIndexOf("ListFiles 1000002"),
      ),
    );
  });

  it("5. a stop that never ends is ended by the user's time, and the next destroy goes on", async () => {
    await given();
    await stack.control("PATCH", "quirks", { stopNeverEnds: true });
    const text = await fail(DESTROY, { DATAWORKS_DELETE_TIMEOUT: "2s" });
    assert.match(text, /step 2 of 5 \(wait for the stop\): waited 2 s .* it still says KILLING/);
    await isKept();
    await stack.control("PATCH", "quirks", { stopNeverEnds: false });
    await stack.control("PATCH", TASK, { runState: "PAUSE" });
    await stack.succeed(DESTROY);
    await isGone();
  });

  it("6. a task that was created and does not start is kept, and started by the next up", async () => {
    await stack.control("PATCH", "quirks", { startOutcome: "pause" });
    const text = await fail(UP);
    assert.match(text, /step 3 of 3 \(wait for the start\): .*PAUSE/);
    await isKept();
    await stack.control("PATCH", "quirks", { startOutcome: "run" });
    await stack.takeCalls();
    await stack.succeed(UP);
    assert.equal(runState(), "RUN");
    assert.deepEqual(
      (await stack.takeWrites()).filter((action) => /Create|Delete/.test(action)),
      [],
    );
  });

  it("7. a create whose answer is lost makes one task, which the state has", async () => {
    await fault({ action: "CreateDISyncTask", kind: "cutAfter" });
    await stack.succeed(UP);
    await isKept();
    assert.equal(stack.emulator.tasks().length, 1);
  });

  it("8. a change that is refused is done by the next up, which waits for a task between two states", async () => {
    await given();
    await change({ ...RUNNING, taskContent: contentWithBatchSize(5) });
    await fault({ action: "UpdateDISyncTask", kind: "refuse", message: "it is being stopped" });
    assert.match(await fail(UP), /step 1 of \d \(update\): .*it is being stopped/);
    await stack.control("PATCH", TASK, { runState: "PAUSE" });
    await fault({ action: INFO, kind: "infoWord", word: "KILLING", count: 2 });
    await stack.takeCalls();
    await stack.succeed(UP);
    const calls = (await stack.takeCalls()).map(({ action }) => action);
    assert.deepEqual(calls, [
      INFO,
      "UpdateDISyncTask",
      "DeployDISyncTask",
      INFO,
      INFO,
      "StartDISyncInstance",
      INFO,
    ]);
    assert.equal(runState(), "RUN");
    assert.ok(stack.emulator.task("1000001")?.content.includes('"batchSize":5'));
  });

  it("9. a task that failed is shown with the service's word, can be changed, and starts again", async () => {
    await given();
    await stack.control("PATCH", TASK, { runState: "FAILED" });
    const { text } = await stack.succeed(REFRESH);
    assert.match(text, /its live state FAILED is not recognised by this version/);
    assert.equal((await stack.storedTask())?.outputs.liveState, "FAILED");
    await change({ ...RUNNING, restartTriggers: ["after the repair"] });
    await stack.takeCalls();
    await stack.succeed(UP);
    assert.deepEqual(await stack.takeWrites(), ["StopDISyncInstance", "StartDISyncInstance"]);
    assert.equal(runState(), "RUN");
  });

  it("10. a task that somebody stopped is started again where it should run, and left alone where nothing is said", async () => {
    await given();
    await stack.control("PATCH", TASK, { runState: "PAUSE" });
    await stack.succeed([...UP, "--refresh"]);
    assert.deepEqual(await stack.takeWrites(), ["StartDISyncInstance"]);
    await given({});
    await stack.control("PATCH", TASK, { runState: "PAUSE" });
    await stack.succeed([...UP, "--refresh", NO_CHANGE]);
    assert.deepEqual(await stack.takeWrites(), []);
    assert.equal(runState(), "PAUSE");
  });

  it("11. a definition that the service rewrites is no drift, and a value that differs is", async () => {
    await given();
    const sent = stack.emulator.task("1000001")?.content ?? "";
    const { Data } = (await answerOf("GetDISyncTask", ON_TASK)) as { Data: { Code: string } };
    assert.notEqual(Data.Code, sent);
    await stack.succeed([...UP, "--refresh", NO_CHANGE]);
    await stack.control("PATCH", TASK, {
      content: sent.replace('"batchSize":1000', '"batchSize":1'),
    });
    const { text } = await stack.succeed(["preview", "--refresh", "--diff"]);
    assert.match(text, /batchSize: 1 => 1000/);
  });

  it("12. a secret that comes back masked is no drift, is never written back, and is never shown", async () => {
    const secret = (batchSize: number) => `const pulumi = require("@pulumi/pulumi");
const dataworks = require("pulumi-dataworks");
const [reader, ...others] = ${JSON.stringify(CONTENT.steps)};
const parameter = { ...reader.parameter, batchSize: ${batchSize}, password: pulumi.secret("canary-81b7") };
const taskContent = { ...${JSON.stringify(CONTENT)}, steps: [{ ...reader, parameter }, ...others] };
new dataworks.DISyncTask("orders", { ...${JSON.stringify(ARGS)}, taskContent });
`;
    const content = () => stack.emulator.task("1000001")?.content ?? "";
    await stack.project.write("index.js", secret(1));
    const printed = [(await stack.succeed(UP)).text];
    const masked = content().replace("canary-81b7", "******");
    await stack.control("PATCH", TASK, { content: masked });
    printed.push((await stack.succeed([...UP, "--refresh", "--diff", NO_CHANGE])).text);
    await stack.project.write("index.js", secret(2));
    printed.push((await stack.succeed([...UP, "--refresh", "--diff"])).text);
    assert.ok(content().includes('"password":"canary-81b7"'), content());
    printed.push(await stack.project.stateText());
    assert.equal(printed.join("\n").includes("canary-81b7"), false);
  });

  it("13. throttling slows a stack of many tasks down and fails none", async () => {
    await stack.project.write("index.js", TWENTY);
    await stack.control("PATCH", "quirks", { callsPerSecond: 10 });
    const patient = { DATAWORKS_MAX_RETRIES: "10" };
    await stack.succeed(UP, patient);
    const created = await stack.takeCalls();
    assert.ok(created.some(({ outcome }) => outcome === "Throttling.User"));
    assert.equal(stack.emulator.tasks().length, 20);
    await stack.succeed(DESTROY, patient);
    assert.equal(await stack.storedTask(), undefined);
  });

  it("14. credentials that expire are renewed once, else an error at once; the next command uses the new ones, and none are stored", async () => {
    await stack.dispose();
    const accessKeys = {
      "key-of-monday": "secret-of-monday",
      "key-of-tuesday": "secret-of-tuesday",
    };
    const emulator = await startEmulator({ accessKeys });
    const project = await createProject({
      files: { "index.js": program(RUNNING), "package.json": '{"name":"orders"}' },
      config: { "dataworks:region": "cn-shanghai" },
      env: environmentFor(emulator),
    });
    stack = stackOn(emulator, project);
    await fault({
      action: "StartDISyncInstance",
      kind: "gateway",
      httpStatus: 400,
      code: "InvalidSecurityToken.Expired",
      message: "Specified SecurityToken is expired.",
      count: 2,
    });
    assert.match(
      await fail(UP),
      /StartDISyncInstance answered HTTP 400 InvalidSecurityToken\.Expired/,
    );
    const starts = await stack.takeWrites();
    assert.equal(starts.filter((action) => action === "StartDISyncInstance").length, 2);
    await isKept();
    const tuesday = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: "key-of-tuesday",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret-of-tuesday",
    };
    await stack.succeed(UP, tuesday);
    await stack.succeed(DESTROY, tuesday);
    const stored = await project.stateText();
    assert.equal(/(key|secret)-of-/.test(stored), false);
  });

  it("15. a change is made in place; a replacement is announced and stops the old task before the new one starts", async () => {
    await given();
    await change({ ...RUNNING, taskContent: contentWithBatchSize(5) });
    await stack.succeed(UP);
    assert.deepEqual(await stack.takeWrites(), CHANGE);
    await change({ ...RUNNING, taskName: "orders_copy_2" });
    const preview = await stack.succeed(["preview"]);
    assert.match(preview.text, /\+-1 to replace|\+- .*replace/);
    assert.deepEqual(await stack.takeWrites(), []);
    await stack.succeed(UP);
    assert.deepEqual(await stack.takeWrites(), [
      ...TEAR_DOWN,
      "CreateDISyncTask",
      "DeployDISyncTask",
      "StartDISyncInstance",
    ]);
  });

  /** A call of somebody else; its whole answer. */
  async function answerOf(action: string, parameters: Record<string, string>): Promise<unknown> {
    const { text } = await signedCall(stack.emulator.url, Date.now(), action, parameters);
    return JSON.parse(text) as unknown;
  }
});

const TWO_IN_A_ROW = `const dataworks = require("pulumi-dataworks");
const args = ${JSON.stringify(ARGS)};
const first = new dataworks.DISyncTask("first", { ...args, taskName: "first" });
new dataworks.DISyncTask("second", { ...args, taskName: "second" }, { dependsOn: first });
`;

const TWENTY = `const dataworks = require("pulumi-dataworks");
for (let index = 0; index < 20; index++) {
  new dataworks.DISyncTask("orders-" + index, { ...${JSON.stringify(ARGS)}, taskName: "orders_" + index });
}
`;
