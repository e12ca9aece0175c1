import assert from "node:assert/strict";
import {
  createStack,
  createStackAfterUp,
  DESTROY,
  program,
  UP,
  type Stack,
} from "../harness/stack";

const RUNNING = { desiredState: "running" };

describe("a create that was killed, on the real engine", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await createStack(program(RUNNING));
  });
  afterEach(() => stack.dispose());

  async function tasks(): Promise<{ fileId: string; runState: string; deployed: boolean }[]> {
    return (await stack.control("GET", "tasks")) as never;
  }

  for (const action of ["CreateDISyncTask", "DeployDISyncTask", "StartDISyncInstance"]) {
    it(`after ${action} is named by the next up, and taken over with the line that it prints`, async () => {
      await stack.kill(UP, { action });
      const up = await stack.pulumi(UP);
      assert.notEqual(up.exitCode, 0);
      assert.match(
        up.text,
        /already contains a task of this name \(file 1000001\)\.\s+Nothing was created\.\s+Next: If it is yours, for example from a run that was killed, give the resource the option import: "10000:1000001" to take it over/,
      );
      assert.equal((await tasks()).length, 1);

      await stack.project.write("index.js", program(RUNNING, { import: "10000:1000001" }));
      await stack.succeed(UP);
      assert.equal((await stack.storedTask())?.id, "10000:1000001");
      assert.deepEqual(
        (await tasks()).map(({ fileId, runState, deployed }) => ({ fileId, runState, deployed })),
        [{ fileId: "1000001", runState: "RUN", deployed: true }],
      );
      await stack.succeed([...UP, "--expect-no-changes"]);
      await stack.succeed(DESTROY);
    });
  }

  it("writes nothing more where only the CLI was killed and the host lives on", async () => {
    await stack.kill(UP, { action: "CreateDISyncTask", hostLives: true });
    assert.deepEqual(await stack.takeWrites(), ["CreateDISyncTask"]);
  });

  it("is adopted by onExisting where it left the task stopped or undeployed", async () => {
    await stack.kill(UP, { action: "CreateDISyncTask" });
    await stack.project.write("index.js", program({ ...RUNNING, onExisting: "adopt" }));
    await stack.succeed(UP);
    assert.equal((await tasks()).length, 1);
    assert.equal((await stack.storedTask())?.outputs.liveState, "RUN");
  });
});

describe("a delete that was killed, on the real engine", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await createStackAfterUp(program(RUNNING));
  });
  afterEach(() => stack.dispose());

  for (const action of ["StopDISyncInstance", "TerminateDISyncInstance"]) {
    it(`after ${action} is ended by the next destroy`, async () => {
      await stack.kill(DESTROY, { action });
      assert.equal((await stack.storedTask())?.id, "10000:1000001");
      await stack.succeed(DESTROY);
      assert.equal(await stack.storedTask(), undefined);
    });
  }

  it("after DeleteDISyncTask is ended by destroy --refresh, with proof", async () => {
    await stack.kill(DESTROY, { action: "DeleteDISyncTask" });
    const plain = await stack.pulumi(DESTROY);
    assert.notEqual(plain.exitCode, 0);
    assert.match(
      plain.text,
      /run the command again with `--refresh` \(`pulumi destroy --refresh`, or `pulumi up --refresh`\), which proves that/,
    );
    await stack.succeed(["destroy", "--yes", "--refresh"]);
    assert.equal(await stack.storedTask(), undefined);
  });
});
