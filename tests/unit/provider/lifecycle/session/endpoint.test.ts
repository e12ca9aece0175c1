import assert from "node:assert/strict";
import type { LifecycleContext } from "../../../../../provider/lifecycle/session/context";
import { readTask } from "../../../../../provider/lifecycle/read";
import { removeTask } from "../../../../../provider/lifecycle/remove";
import type { DISyncTaskState } from "../../../../../provider/lifecycle/model/state";
import { updateTask } from "../../../../../provider/lifecycle/update";
import { createTaskWorld, inputs, type CreatedWorld } from "../../../../harness/lifecycle";

const ID = "10000:1000001";
const ELSEWHERE = "http://emulator.test:9900";
const SERVICE = "https://dataworks.cn-shanghai.aliyuncs.com";

const BEGINNING =
  'Cannot use the state of task "orders" (region cn-shanghai, workspace 10000, file 1000001): it was written through ';
const ENDING = " and run `pulumi refresh`, which records the new address.";
const OTHERWISE =
  ", or use another stack for this endpoint. If it is the same workspace at a new address, set DATAWORKS_ACCEPT_ENDPOINT=";

describe("the endpoint on record", () => {
  let world: CreatedWorld;
  beforeEach(async () => {
    world = await createTaskWorld();
  });
  afterEach(() => world.stop());

  /** The same workspace, whatever the endpoint says. */
  function at(endpoint: string, acceptEndpoint?: string): LifecycleContext {
    const { context, emulator } = world;
    return {
      ...context,
      settings: { ...context.settings, endpoint, ...(acceptEndpoint && { acceptEndpoint }) },
      connect: (_endpoint, deadlineMs) => context.connect(emulator.url, deadlineMs),
    };
  }

  /** The state as another endpoint, or 0.1.0, would have written it. */
  function writtenThrough(record: { emulated: boolean; endpoint?: string }): DISyncTaskState {
    const { endpoint: _endpoint, emulated: _emulated, ...rest } = world.created.state;
    return { ...rest, ...record };
  }

  const operations: [
    string,
    (context: LifecycleContext, state: DISyncTaskState) => Promise<unknown>,
  ][] = [
    ["read", (context, state) => readTask(context, ID, state)],
    ["update", (context, state) => updateTask(context, ID, state, { ...inputs, cu: 1 })],
    [
      "update without a call",
      (context, state) => updateTask(context, ID, state, { ...inputs, deletePolicy: "stopFirst" }),
    ],
    ["delete", (context, state) => removeTask(context, ID, state)],
  ];
  for (const [operation, run] of operations) {
    it(`is the only one for ${operation}, before any call`, async () => {
      await assert.rejects(run(at(ELSEWHERE), world.created.state), {
        name: "LifecycleError",
        message: `${BEGINNING}${world.emulator.url}, but the endpoint is now ${ELSEWHERE}.\nNothing was called.\nNext: Set DATAWORKS_ENDPOINT (or dataworks:endpoint) to that one${OTHERWISE}${world.emulator.url}${ENDING}`,
      });
      assert.deepEqual(world.takeActions(), []);
    });
  }

  const refused: [string, { emulated: boolean; endpoint?: string }, string, string][] = [
    [
      "the service's is refused elsewhere",
      { emulated: false },
      ELSEWHERE,
      `an endpoint of the service, but the endpoint is now ${ELSEWHERE}.\nNothing was called.\nNext: Unset DATAWORKS_ENDPOINT (or dataworks:endpoint)${OTHERWISE}service`,
    ],
    [
      "another one is refused at the service",
      { emulated: true, endpoint: ELSEWHERE },
      SERVICE,
      `${ELSEWHERE}, but the endpoint is now ${SERVICE}.\nNothing was called.\nNext: Set DATAWORKS_ENDPOINT (or dataworks:endpoint) to that one${OTHERWISE}${ELSEWHERE}`,
    ],
    [
      "the emulator of a state of 0.1.0 is refused at the service",
      { emulated: true },
      SERVICE,
      `an endpoint of an emulator, but the endpoint is now ${SERVICE}.\nNothing was called.\nNext: Set DATAWORKS_ENDPOINT (or dataworks:endpoint) to that emulator${OTHERWISE}emulated`,
    ],
  ];
  for (const [what, record, now, message] of refused) {
    it(`of a state: ${what}`, async () => {
      await assert.rejects(readTask(at(now), ID, writtenThrough(record)), {
        message: `${BEGINNING}${message}${ENDING}`,
      });
      assert.deepEqual(world.takeActions(), []);
    });
  }

  const moved: [string, { emulated: boolean; endpoint?: string }, string][] = [
    ["one origin", { emulated: true, endpoint: ELSEWHERE }, ELSEWHERE],
    ["the service", { emulated: false }, "service"],
  ];
  for (const [what, record, acceptEndpoint] of moved) {
    it(`is renewed by whatever writes the state, where a move from ${what} is accepted`, async () => {
      const context = at("http://127.0.0.1:9901", acceptEndpoint);
      const state = writtenThrough(record);
      const now = { emulated: true, endpoint: "http://127.0.0.1:9901" };
      const expected = { ...writtenThrough(record), ...now };
      assert.deepEqual(await readTask(context, ID, state), expected);
      const policy = { deletePolicy: "stopFirst" } as const;
      assert.deepEqual(await updateTask(context, ID, state, { ...inputs, ...policy }), {
        ...expected,
        ...policy,
      });
      const { applied: _applied, ...sent } = await updateTask(context, ID, state, {
        ...inputs,
        cu: 1,
      });
      const { applied: _before, ...before } = expected;
      assert.deepEqual(sent, { ...before, cu: 1 });
      await removeTask(context, ID, state);
      assert.equal(world.emulator.task("1000001")?.deletedStatus, "RECYCLE_BIN");
    });
  }

  it("is renewed even where the update fails half-way", async () => {
    world.fault({ action: "UpdateDISyncTask", kind: "refuse", message: "no" });
    const context = at(ELSEWHERE, world.emulator.url);
    const update = updateTask(context, ID, world.created.state, { ...inputs, cu: 1 });
    await assert.rejects(update, (error: { state?: DISyncTaskState }) => {
      assert.equal(error.state?.endpoint, ELSEWHERE);
      return true;
    });
  });

  it("is accepted by exactly its own name", async () => {
    for (const acceptEndpoint of ["service", "emulated", "http://127.0.0.1", ELSEWHERE]) {
      await assert.rejects(readTask(at(ELSEWHERE, acceptEndpoint), ID, world.created.state));
    }
    assert.deepEqual(world.takeActions(), []);
  });

  it("leaves the state as the service does where a move to it is accepted", async () => {
    const seen = await readTask(at(SERVICE, world.emulator.url), ID, world.created.state);
    assert.deepEqual(seen, writtenThrough({ emulated: false }));
  });

  it("is the same for every endpoint of the service", async () => {
    const state = writtenThrough({ emulated: false });
    const vpc = at("https://dataworks-vpc.cn-shanghai.aliyuncs.com");
    assert.deepEqual(await readTask(vpc, ID, state), state);
  });

  it("of a state of 0.1.0 is any other than the service's, and a refresh records it", async () => {
    const seen = await readTask(at(ELSEWHERE), ID, writtenThrough({ emulated: true }));
    assert.deepEqual(seen, { ...world.created.state, endpoint: ELSEWHERE });
    const atService = at(SERVICE, "emulated");
    assert.deepEqual(
      await readTask(atService, ID, writtenThrough({ emulated: true })),
      writtenThrough({ emulated: false }),
    );
  });
});
