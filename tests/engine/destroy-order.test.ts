import assert from "node:assert/strict";
import { createStackAfterUp, DESTROY, program, UP, type Stack } from "../harness/stack";

const DELETE_AND_CONFIRM = ["TerminateDISyncInstance", "DeleteDISyncTask", "ListFiles"];

/** A destroy of a task whose state was set in the console. */
interface Case {
  readonly title: string;
  readonly live: object;
  readonly quirks?: Record<string, unknown>;
  readonly faults?: readonly object[];
  readonly calls: readonly string[];
}

const INFO = "GetDISyncInstanceInfo";

const CASES: readonly Case[] = [
  {
    title: "a task that was never deployed is not stopped",
    live: {},
    calls: [INFO, ...DELETE_AND_CONFIRM, INFO],
  },
  {
    title: "a deployed task that stands still is undeployed and deleted",
    live: { deployed: true, runState: "PAUSE" },
    calls: [INFO, ...DELETE_AND_CONFIRM],
  },
  {
    title: "a running task is stopped, waited for, undeployed, deleted and confirmed",
    live: { deployed: true, runState: "RUN" },
    calls: [INFO, "StopDISyncInstance", INFO, ...DELETE_AND_CONFIRM, INFO],
  },
  {
    title: "a task that is being stopped is only waited for",
    live: { deployed: true, runState: "KILLING" },
    faults: [{ action: INFO, kind: "infoWord", word: "PAUSE", nth: 2 }],
    quirks: { terminateRunning: "stopFirst" },
    calls: [INFO, INFO, ...DELETE_AND_CONFIRM, INFO],
  },
  {
    title: "a task in a state that nobody knows is stopped first",
    live: { deployed: true, runState: "FAILED" },
    faults: [{ action: INFO, kind: "infoWord", word: "PAUSE", nth: 2 }],
    calls: [INFO, "StopDISyncInstance", INFO, ...DELETE_AND_CONFIRM, INFO],
  },
  {
    title: "a refused stop is no obstacle where the task runs no longer",
    live: { deployed: true, runState: "PAUSE" },
    faults: [
      { action: INFO, kind: "infoWord", word: "RUN" },
      { action: "StopDISyncInstance", kind: "refuse", message: "it is stopped already" },
    ],
    calls: [INFO, "StopDISyncInstance", INFO, ...DELETE_AND_CONFIRM, INFO],
  },
  {
    title: "a cut after the effect is found out by reading, and nothing is done twice",
    live: {},
    faults: [{ action: "DeleteDISyncTask", kind: "cutAfter" }],
    calls: [
      INFO,
      "TerminateDISyncInstance",
      "DeleteDISyncTask",
      "GetDISyncTask",
      "ListFiles",
      INFO,
      "ListFiles",
      "ListFiles",
      INFO,
    ],
  },
];

describe("the order of a destroy on the real engine", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await createStackAfterUp();
  });
  afterEach(() => stack.dispose());

  for (const { title, live, quirks, faults, calls } of CASES) {
    it(title, async () => {
      await stack.control("PATCH", "tasks/1000001", live);
      await stack.control("PATCH", "quirks", quirks ?? {});
      for (const fault of faults ?? []) {
        await stack.control("POST", "faults", fault);
      }
      await stack.takeCalls();
      await stack.succeed(DESTROY);
      const made = await stack.takeCalls();
      assert.deepEqual(
        made.map(({ action }) => action),
        calls,
      );
      assert.equal(await stack.storedTask(), undefined);
    });
  }
});

describe("a destroy with a task that must not be stopped, or cannot be", () => {
  let stack: Stack;
  afterEach(() => stack.dispose());

  it("refuses to stop a running task under refuseIfRunning, and goes on once it stands still", async () => {
    stack = await createStackAfterUp(program({ deletePolicy: "refuseIfRunning" }));
    await stack.control("PATCH", "tasks/1000001", { deployed: true, runState: "RUN" });
    await stack.takeCalls();
    const refused = await stack.pulumi(DESTROY);
    assert.notEqual(refused.exitCode, 0);
    assert.match(
      refused.text,
      /deletePolicy is "refuseIfRunning", and the live state is RUN\.\s+Live state: RUN\. Done so far: nothing\. The task stays in the state\.\s+Next: Stop the task in Operation Center, or set deletePolicy to "stopFirst" and run `pulumi up`; then run `pulumi destroy` again\./,
    );
    assert.deepEqual(await stack.takeWrites(), []);
    await stack.control("PATCH", "tasks/1000001", { runState: "PAUSE" });
    await stack.succeed(DESTROY);
  });

  it("ends a stop that never ends by the user's time, and the next destroy goes on", async () => {
    stack = await createStackAfterUp(program({}, { customTimeouts: { delete: "2s" } }));
    await stack.control("PATCH", "tasks/1000001", { deployed: true, runState: "RUN" });
    await stack.control("PATCH", "quirks", { stopNeverEnds: true });
    const late = await stack.pulumi(DESTROY);
    assert.notEqual(late.exitCode, 0);
    assert.match(
      late.text,
      /step 2 of 5 \(wait for the stop\): waited 2 s for task "orders_copy" to stop; it still says KILLING\.\s+Live state: KILLING\. Done so far: stop requested\. The task stays in the state\.\s+Next: Give it more time: raise customTimeouts\.delete and run `pulumi up`, or set DATAWORKS_DELETE_TIMEOUT \(for example 60m\); then run `pulumi destroy` again, it resumes from here\.\s+The task was asked to stop\. To keep it after all, start it again in Operation Center\./,
    );
    assert.match(late.text, /waiting for task "orders_copy" to stop; now KILLING, 1 s left/);
    assert.equal((await stack.storedTask())?.id, "10000:1000001");

    await stack.control("PATCH", "quirks", { stopNeverEnds: false });
    await stack.control("PATCH", "tasks/1000001", { runState: "PAUSE" });
    await stack.takeCalls();
    await stack.succeed(DESTROY);
    assert.deepEqual(await stack.takeWrites(), ["TerminateDISyncInstance", "DeleteDISyncTask"]);
  });

  it("uses the time of the environment over the stored one", async () => {
    stack = await createStackAfterUp();
    await stack.control("PATCH", "tasks/1000001", { deployed: true, runState: "RUN" });
    await stack.control("PATCH", "quirks", { stopNeverEnds: true });
    const late = await stack.pulumi(DESTROY, { DATAWORKS_DELETE_TIMEOUT: "1s" });
    assert.match(late.text, /waited 1 s for task "orders_copy" to stop/);
    assert.notEqual(late.exitCode, 0);
  });

  it("uses a changed timeout, which an up took over without a call, in the next delete", async () => {
    stack = await createStackAfterUp();
    await stack.project.write("index.js", program({}, { customTimeouts: { delete: "3s" } }));
    await stack.succeed(UP);
    await stack.control("PATCH", "tasks/1000001", { deployed: true, runState: "RUN" });
    await stack.control("PATCH", "quirks", { stopNeverEnds: true });
    const late = await stack.pulumi(DESTROY);
    assert.match(late.text, /waited 3 s for task "orders_copy" to stop/);
    assert.notEqual(late.exitCode, 0);
  });
});
