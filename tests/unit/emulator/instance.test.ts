import assert from "node:assert/strict";
import type { QuirkChanges } from "../../../emulator/index";
import { benchForEach, fail, SUCCESS } from "../../harness/emulator";

describe("an instance", () => {
  const bench = benchForEach();
  beforeEach(() => bench().create());
  const quirks = (changes: QuirkChanges): void => bench().emulator.setQuirks(changes);
  const on = (action: string): Promise<unknown> => bench().onTask(action);

  const deploy = (): Promise<unknown> => on("DeployDISyncTask");
  const start = (): Promise<unknown> => on("StartDISyncInstance");
  const stop = (): Promise<unknown> => on("StopDISyncInstance");
  const terminate = (): Promise<unknown> => on("TerminateDISyncInstance");
  const remove = (): Promise<unknown> => on("DeleteDISyncTask");

  async function run(): Promise<void> {
    await deploy();
    await start();
    bench().pass(200);
    assert.equal(await bench().state(), "RUN");
  }

  function refused(reason: string): object {
    return fail(`fileId:[1000001] ${reason}`);
  }

  describe("that is not deployed", () => {
    it("is NORUN, with the task's name", async () => {
      const data = { Status: "NORUN", Message: null, Name: "orders", SolutionInfo: null };
      assert.deepEqual(await on("GetDISyncInstanceInfo"), data);
    });

    it("has no name under the quirk", async () => {
      quirks({ nameInInfo: false });
      const data = { Status: "NORUN", Message: null, Name: null, SolutionInfo: null };
      assert.deepEqual(await on("GetDISyncInstanceInfo"), data);
    });

    it("is not found under the quirk", async () => {
      quirks({ undeployedInfo: "fail" });
      const data = { ...fail("fileId[1000001] is invalid"), Name: null, SolutionInfo: null };
      assert.deepEqual(await on("GetDISyncInstanceInfo"), data);
      await deploy();
      assert.equal(await bench().state(), "NORUN");
    });

    it("does not start", async () => {
      assert.deepEqual(await start(), refused("is not deployed."));
      assert.equal(await bench().state(), "NORUN");
    });

    it("is deployed by its start under the quirk", async () => {
      quirks({ startUndeployed: "ok" });
      assert.deepEqual(await start(), SUCCESS);
      assert.deepEqual([await bench().state(), bench().task().deployed], ["WAIT", true]);
    });

    it("is not undeployed", async () => {
      assert.deepEqual(await terminate(), refused("is not deployed."));
    });

    it("goes with its task", async () => {
      assert.deepEqual(await remove(), SUCCESS);
      assert.equal(bench().task().deletedStatus, "RECYCLE_BIN");
      assert.deepEqual(await remove(), refused("is invalid."));
      const data = { ...fail("fileId[1000001] is invalid"), Name: null, SolutionInfo: null };
      assert.deepEqual(await on("GetDISyncInstanceInfo"), data);
    });
  });

  describe("that is being deployed", () => {
    it("is deployed and committed at once by default", async () => {
      assert.deepEqual(await deploy(), SUCCESS);
      const { commitStatus, deployedVersion, runState } = bench().task();
      assert.deepEqual([commitStatus, deployedVersion, runState], [1, 1, "NORUN"]);
    });

    it("is deployed after the delay", async () => {
      quirks({ deployDelayMs: 1000 });
      await deploy();
      bench().pass(999);
      assert.deepEqual(await start(), refused("is not deployed."));
      bench().pass(1);
      assert.deepEqual(await start(), SUCCESS);
    });

    it("keeps running while a newer version is deployed", async () => {
      await run();
      await bench().onTask("UpdateDISyncTask", { TaskContent: "{}" });
      await deploy();
      const { commitStatus, deployedVersion, runState } = bench().task();
      assert.deepEqual([commitStatus, deployedVersion, runState], [1, 2, "RUN"]);
    });

    it("is undeployed in the middle of it", async () => {
      quirks({ deployDelayMs: 1000 });
      await deploy();
      assert.deepEqual(await terminate(), SUCCESS);
      bench().pass(1000);
      assert.equal(bench().task().deployed, false);
    });
  });

  describe("that is started", () => {
    beforeEach(deploy);

    it("waits, then runs", async () => {
      const StartParam = '{"errorLimit":{"record":0}}';
      assert.deepEqual(await bench().onTask("StartDISyncInstance", { StartParam }), SUCCESS);
      bench().pass(199);
      assert.equal(await bench().state(), "WAIT");
      bench().pass(1);
      assert.equal(await bench().state(), "RUN");
      assert.equal(bench().task().startParam, StartParam);
    });

    it("pauses instead under the quirk", async () => {
      quirks({ startOutcome: "pause", startDelayMs: 0 });
      await start();
      assert.equal(await bench().state(), "PAUSE");
    });

    it("refuses a StartParam that is no JSON", async () => {
      const data = await bench().onTask("StartDISyncInstance", { StartParam: "x" });
      assert.deepEqual(data, fail("StartParam is invalid."));
    });

    for (const [startRunning, answer] of [
      ["success", SUCCESS],
      ["fail", fail("fileId:[1000001] is already running.")],
    ] as const) {
      it(`answers ${startRunning} to a second start under that quirk`, async () => {
        quirks({ startRunning });
        await start();
        assert.deepEqual(await start(), answer);
        bench().pass(200);
        assert.deepEqual(await start(), answer);
        assert.equal(await bench().state(), "RUN");
      });
    }
  });

  describe("that runs", () => {
    beforeEach(run);

    it("is killed, then paused, and starts again", async () => {
      assert.deepEqual(await stop(), SUCCESS);
      bench().pass(199);
      assert.equal(await bench().state(), "KILLING");
      bench().pass(1);
      assert.equal(await bench().state(), "PAUSE");
      assert.deepEqual(await start(), SUCCESS);
      assert.equal(await bench().state(), "WAIT");
    });

    it("takes a second stop, and no start, while it is killed", async () => {
      await stop();
      assert.deepEqual(await stop(), SUCCESS);
      assert.deepEqual(await start(), refused("is being stopped."));
      bench().pass(200);
      assert.equal(await bench().state(), "PAUSE");
    });

    it("is killed until the quirk ends", async () => {
      quirks({ stopNeverEnds: true });
      await stop();
      bench().pass(3_600_000);
      assert.equal(await bench().state(), "KILLING");
      quirks({ stopNeverEnds: false });
      assert.equal(await bench().state(), "PAUSE");
    });

    it("is neither undeployed nor deleted, not even while it is killed", async () => {
      for (let turn = 1; turn <= 2; turn += 1) {
        assert.deepEqual(await terminate(), refused("is running, stop it first."));
        assert.deepEqual(await remove(), refused("is running, stop it first."));
        await stop();
      }
      assert.equal(bench().task().deletedStatus, "NORMAL");
    });

    it("is stopped and undeployed at once under the quirk", async () => {
      quirks({ terminateRunning: "stopFirst" });
      assert.deepEqual(await terminate(), SUCCESS);
      assert.deepEqual([await bench().state(), bench().task().deployed], ["NORUN", false]);
    });

    it("goes with its task under the quirk force", async () => {
      quirks({ deleteRunning: "force" });
      assert.deepEqual(await remove(), SUCCESS);
      assert.equal(await bench().state(), "fail");
      assert.deepEqual(await stop(), refused("is invalid."));
    });

    it("outlives its task under the quirk orphan, until it is undeployed", async () => {
      quirks({ deleteRunning: "orphan" });
      assert.deepEqual(await remove(), SUCCESS);
      assert.equal(await bench().state(), "RUN");
      assert.deepEqual(await remove(), refused("is invalid."));
      await stop();
      bench().pass(200);
      assert.deepEqual(await terminate(), SUCCESS);
      assert.equal(await bench().state(), "fail");
    });
  });

  describe("that is deployed and stopped", () => {
    beforeEach(deploy);

    for (const [stopStopped, answer] of [
      ["success", SUCCESS],
      ["fail", fail("fileId:[1000001] is not running.")],
    ] as const) {
      it(`answers ${stopStopped} to a stop under that quirk`, async () => {
        quirks({ stopStopped });
        assert.deepEqual(await stop(), answer);
        assert.equal(await bench().state(), "NORUN");
      });
    }

    it("keeps its task from being deleted until it is undeployed", async () => {
      assert.deepEqual(await remove(), refused("is deployed, undeploy it first."));
      assert.deepEqual(await terminate(), SUCCESS);
      assert.deepEqual(await remove(), SUCCESS);
    });

    it("goes with its task under the quirk", async () => {
      quirks({ deleteDeployed: "ok" });
      assert.deepEqual(await remove(), SUCCESS);
      assert.equal(await bench().state(), "fail");
    });
  });

  it("in a state that nobody knows counts as running until it is stopped", async () => {
    await deploy();
    bench().emulator.console.changeTask("1000001", { runState: "FAILED" });
    assert.deepEqual(await terminate(), refused("is running, stop it first."));
    await stop();
    bench().pass(200);
    assert.equal(await bench().state(), "PAUSE");
  });

  it("starts again from a state that nobody knows", async () => {
    await deploy();
    bench().emulator.console.changeTask("1000001", { runState: "FAILED" });
    assert.deepEqual(await start(), SUCCESS);
  });
});
