import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { startEmulator, type Emulator } from "pulumi-dataworks/emulator";

describe("the program's task", function () {
  this.timeout(300_000);
  let emulator: Emulator;
  let backend: string;
  let stack: Stack;

  before(async () => {
    emulator = await startEmulator();
    backend = await mkdtemp(join(tmpdir(), "your-own-test-"));
    const envVars = {
      ...emulator.environment,
      PULUMI_BACKEND_URL: `file://${backend}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
    };
    const program = { stackName: "test", workDir: __dirname };
    stack = await LocalWorkspace.createOrSelectStack(program, { envVars });
    await stack.setConfig("dataworks:region", { value: "cn-shanghai" });
  });

  after(async () => {
    await stack.workspace.removeStack("test", { force: true });
    await rm(backend, { recursive: true });
    await emulator.stop();
  });

  const live = () => emulator.tasks().filter((task) => task.deletedStatus === "NORMAL");

  it("runs after an up", async () => {
    await stack.up();
    assert.deepEqual(
      live().map(({ name, runState }) => [name, runState]),
      [["orders", "RUN"]],
    );
  });

  it("stays in the state when the service refuses to delete it", async () => {
    const message = "The task is locked.";
    emulator.addFault({ action: "DeleteDISyncTask", kind: "refuse", message });
    await assert.rejects(stack.destroy(), /The task is locked\./);
    assert.equal(live().length, 1);
    assert.match(JSON.stringify(await stack.exportStack()), /DISyncTask::orders/);
  });

  it("is gone after a destroy that ends well", async () => {
    await stack.destroy();
    assert.deepEqual(live(), []);
  });
});
