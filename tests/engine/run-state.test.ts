import assert from "node:assert/strict";
import {
  contentWithBatchSize,
  createStack,
  DESTROY,
  program,
  UP,
  type Stack,
} from "../harness/stack";

const RUNNING = { desiredState: "running" };
const NO_CHANGE = "--expect-no-changes";

describe("a running task on the real engine", () => {
  let stack: Stack;
  before(async () => {
    stack = await createStack(program(RUNNING));
  });
  after(() => stack.dispose());

  it("is created, deployed, started, and waited for", async () => {
    await stack.succeed(UP);
    assert.deepEqual(await stack.takeWrites(), [
      "CreateDISyncTask",
      "DeployDISyncTask",
      "StartDISyncInstance",
    ]);
    assert.equal((await stack.storedTask())?.outputs.liveState, "RUN");
  });

  it("does not drift by what the service adds to its content", async () => {
    await stack.succeed(["refresh", "--yes", "--skip-preview", NO_CHANGE]);
    await stack.succeed(["preview", NO_CHANGE]);
  });

  it("is seen where somebody changed and stopped it, shown by path, and repaired by up", async () => {
    const [task] = (await stack.control("GET", "tasks")) as { content: string }[];
    const content = (task?.content ?? "").replace('"batchSize":1000', '"batchSize":5');
    await stack.control("PATCH", "tasks/1000001", { content, runState: "PAUSE" });
    await stack.succeed(["refresh", "--yes", "--skip-preview"]);
    const preview = await stack.succeed(["preview", "--diff"]);
    assert.match(preview.text, /batchSize: 5 => 1000/);
    assert.match(preview.text, /desiredState: "stopped" => "running"/);
    await stack.takeCalls();
    await stack.succeed(UP);
    assert.deepEqual(await stack.takeWrites(), [
      "UpdateDISyncTask",
      "DeployDISyncTask",
      "StartDISyncInstance",
    ]);
    await stack.succeed([...UP, "--refresh", NO_CHANGE]);
  });

  it("is restarted exactly once for a new trigger, which the preview says in one line", async () => {
    await stack.project.write("index.js", program({ ...RUNNING, restartTriggers: ["v2"] }));
    const preview = await stack.succeed(["preview"]);
    assert.match(
      preview.text,
      /task "orders_copy" runs: this change stops it and starts it again \(stop, waitUntilStopped, start, waitUntilRunning\)/,
    );
    await stack.takeCalls();
    await stack.succeed(UP);
    assert.deepEqual(await stack.takeWrites(), ["StopDISyncInstance", "StartDISyncInstance"]);
  });

  it("is changed as update, deploy, stop, start", async () => {
    const args = { ...RUNNING, restartTriggers: ["v2"], taskContent: contentWithBatchSize(7) };
    await stack.project.write("index.js", program(args));
    await stack.succeed(UP);
    assert.deepEqual(await stack.takeWrites(), [
      "UpdateDISyncTask",
      "DeployDISyncTask",
      "StopDISyncInstance",
      "StartDISyncInstance",
    ]);
  });

  it("takes new start settings without a call once it is to be stopped", async () => {
    const stopped = { taskContent: contentWithBatchSize(7), desiredState: "stopped" };
    await stack.project.write("index.js", program(stopped));
    await stack.succeed(UP);
    assert.deepEqual(await stack.takeWrites(), ["StopDISyncInstance"]);
    const startParam = { errorLimit: { record: 9 } };
    await stack.project.write("index.js", program({ ...stopped, startParam }));
    await stack.succeed(UP);
    assert.deepEqual(await stack.takeCalls(), []);
    await stack.succeed([...UP, "--refresh", NO_CHANGE]);
  });

  it("is torn down from a stop", async () => {
    await stack.takeCalls();
    await stack.succeed(DESTROY);
    assert.deepEqual(await stack.takeWrites(), ["TerminateDISyncInstance", "DeleteDISyncTask"]);
  });
});

describe("a create whose answer is lost, on the real engine", () => {
  it("makes two tasks of two, both in the state, in one up", async () => {
    const two = `const dataworks = require("pulumi-dataworks");
const args = ${JSON.stringify({ projectId: 10000, fileFolderPath: "Business Flow/quickstart/Data Integration", taskContent: contentWithBatchSize(1) })};
for (const taskName of ["a", "b"]) new dataworks.DISyncTask(taskName, { ...args, taskName });
`;
    const stack = await createStack(two);
    try {
      await stack.control("POST", "faults", {
        action: "CreateDISyncTask",
        kind: "cutAfter",
        count: 2,
      });
      await stack.succeed(UP);
      const tasks = (await stack.control("GET", "tasks")) as { name: string; fileId: string }[];
      assert.deepEqual(tasks.map(({ name }) => name).sort(), ["a", "b"]);
      const stored = (await stack.project.state()).flatMap(({ outputs }) =>
        typeof outputs?.fileId === "string" ? [outputs.fileId] : [],
      );
      assert.deepEqual(stored.sort(), tasks.map(({ fileId }) => fileId).sort());
      await stack.succeed(DESTROY);
    } finally {
      await stack.dispose();
    }
  });
});
