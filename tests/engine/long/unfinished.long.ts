import assert from "node:assert/strict";
import { contentWithBatchSize, createStack, program, UP, type Stack } from "../../harness/stack";

const RUNNING = program({ desiredState: "running" });
const CHANGED = program({ desiredState: "running", taskContent: contentWithBatchSize(5) });
const REFRESHING = [...UP, "--refresh"];

interface EmulatedTask {
  readonly runState: string;
  readonly deployed: boolean;
  readonly deployedVersion: number;
  readonly currentVersion: number;
  readonly content: string;
}

/** One task, its newest version deployed and running, and the state says so. */
async function assertWishMet(stack: Stack, batchSize: number): Promise<void> {
  const tasks = (await stack.control("GET", "tasks")) as EmulatedTask[];
  assert.equal(tasks.length, 1);
  const [task] = tasks;
  assert.equal(task?.runState, "RUN");
  assert.equal(task.deployedVersion, task.currentVersion);
  assert.ok(task.content.includes(`"batchSize":${batchSize}`), task.content);
  await stack.succeed([...REFRESHING, "--expect-no-changes"]);
}

const NOT_NOW = { kind: "refuse", message: "not now" };
/** What ends a create: a start that is refused by status after its own deploy is repeated, since the deploy may be on its way. */
const REFUSALS = {
  DeployDISyncTask: NOT_NOW,
  StartDISyncInstance: {
    kind: "gateway",
    httpStatus: 403,
    code: "Forbidden.Access",
    message: "Access is forbidden.",
  },
};

describe("an unfinished create on the real engine", () => {
  for (const [action, refusal] of Object.entries(REFUSALS)) {
    for (const next of [UP, REFRESHING]) {
      it(`whose ${action} was refused once is finished by ${next.join(" ")}`, async () => {
        const stack = await createStack(RUNNING);
        try {
          await stack.control("POST", "faults", { action, ...refusal });
          const up = await stack.pulumi(UP);
          assert.notEqual(up.exitCode, 0);
          assert.equal((await stack.storedTask())?.id, "10000:1000001");
          await stack.succeed(next);
          await assertWishMet(stack, 1000);
        } finally {
          await stack.dispose();
        }
      });
    }
  }
});

describe("an unfinished update on the real engine", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await createStack(RUNNING);
    await stack.succeed(UP);
    await stack.project.write("index.js", CHANGED);
    await stack.takeCalls();
  });
  afterEach(() => stack.dispose());

  const ACTIONS = [
    "UpdateDISyncTask",
    "DeployDISyncTask",
    "StopDISyncInstance",
    "StartDISyncInstance",
  ];
  /** The reads of an update: before the first step, and of the two waits. */
  const READS = [1, 2, 3];

  for (const next of [UP, REFRESHING]) {
    const command = next.join(" ");
    for (const action of ACTIONS) {
      it(`whose ${action} was refused once is finished by ${command}`, async () => {
        await stack.control("POST", "faults", { action, ...NOT_NOW });
        const up = await stack.pulumi(UP);
        assert.notEqual(up.exitCode, 0);
        await stack.succeed(next);
        await assertWishMet(stack, 5);
      });

      it(`that was killed after ${action} is finished by ${command}`, async () => {
        await stack.kill(UP, { action });
        await stack.succeed(next);
        await assertWishMet(stack, 5);
      });
    }

    for (const nth of READS) {
      it(`that was killed after its read ${nth} is finished by ${command}`, async () => {
        await stack.kill(UP, { action: "GetDISyncInstanceInfo", nth });
        await stack.succeed(next);
        await assertWishMet(stack, 5);
      });
    }

    it(`that was killed while its host lives on writes nothing more, and is finished by ${command}`, async () => {
      await stack.kill(UP, { action: "UpdateDISyncTask", hostLives: true });
      assert.deepEqual(await stack.takeWrites(), ["UpdateDISyncTask"]);
      await stack.succeed(next);
      await assertWishMet(stack, 5);
    });
  }

  it("is taken back by the former program", async () => {
    await stack.control("POST", "faults", {
      action: "DeployDISyncTask",
      kind: "refuse",
      message: "not now",
    });
    assert.notEqual((await stack.pulumi(UP)).exitCode, 0);
    await stack.project.write("index.js", RUNNING);
    await stack.succeed(UP);
    await assertWishMet(stack, 1000);
  });
});
