import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { createContext } from "../../../../provider/runtime";
import { createProvider, provider } from "../../../../provider/host";
import { createRunRecord } from "../../../../provider/lifecycle/session/run-record";
import { PROVIDER_TEXT } from "../../../../provider/host/provider-text";
import { readSettings } from "../../../../provider/settings";
import { anotherProcess } from "../../../harness/context";
import { withEnvironment } from "../../../harness/environment";
import { startRawServer, type RawServer } from "../../../harness/raw-server";
import { createTaskWorld } from "../../../harness/lifecycle";

const inputs = {
  projectId: "10000",
  region: "cn-shanghai",
  taskName: "orders",
  fileFolderPath: "Business Flow/quickstart/Data Integration",
  taskContent: { steps: [{ name: "reader" }] },
  __provider: PROVIDER_TEXT,
};

type Answers = Record<string, unknown>;

/** A service that gives one fixed answer for each action. */
function service(answers: Answers): Promise<RawServer> {
  return startRawServer((_request, body, response) => {
    const action = new URLSearchParams(body).get("Action") ?? "";
    const answer = answers[action] ?? {
      Success: true,
      RequestId: "r",
      Data: { Status: "success" },
    };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
}

const success = (fields: object) => ({ Success: true, RequestId: "r", Data: fields });

const healthy: Answers = {
  ListFiles: success({ Files: [], TotalCount: 0 }),
  CreateDISyncTask: success({ Status: "success", FileId: 1000001 }),
  GetDISyncInstanceInfo: success({ Status: "NORUN", Name: "orders" }),
  GetDISyncTask: success({ Status: "success", Code: '{"steps":[{"name":"reader"}]}' }),
};

async function withServer<T>(server: RawServer, use: (url: string) => Promise<T>): Promise<T> {
  const variables = {
    DATAWORKS_ENDPOINT: server.url,
    DATAWORKS_MAX_RETRIES: "0",
    ALIBABA_CLOUD_ACCESS_KEY_ID: "id",
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret",
  };
  try {
    return await withEnvironment(variables, () => use(server.url));
  } finally {
    await server.stop();
  }
}

async function withService<T>(answers: Answers, use: (url: string) => Promise<T>): Promise<T> {
  return withServer(await service(answers), use);
}

/** The failure of a call, as the host sees it. */
async function failureOf(call: Promise<unknown>): Promise<Record<string, unknown> & Error> {
  try {
    await call;
  } catch (error) {
    return error as Record<string, unknown> & Error;
  }
  throw new Error("it succeeded");
}

const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

/** A provider that has checked nothing yet. */
function freshProvider(): ReturnType<typeof createProvider> {
  const run = createRunRecord();
  const runtime = { log: () => undefined, beforeCall: async () => undefined, run };
  return createProvider((getConfig) => createContext(readSettings({}, getConfig), runtime));
}

describe("the adapter to the dynamic host", () => {
  it("stores the configuration at once, so that no resource runs without it", async () => {
    const { region: _region, ...news } = inputs;
    const returned = provider.configure({
      config: { get: (key) => (key === "alicloud:region" ? "us-east-1" : undefined) },
    });
    assert.equal(returned, undefined);
    assert.equal((await provider.check({}, news)).inputs.region, "us-east-1");
    provider.configure({ config: { get: () => undefined } });
  });

  it("reports bad input as check failures without a property, so that no value is printed", async () => {
    const { failures } = await provider.check({}, { ...inputs, taskName: "" });
    assert.deepEqual(failures, [{ property: "", reason: "taskName: must not be empty" }]);
  });

  it("creates with the id as a text and the digest marked as a secret", async () => {
    const news = { ...inputs, taskName: "created" };
    const { id, outs, endpoint } = await withService(healthy, async (url) => ({
      ...(await provider.create(news)),
      endpoint: url,
    }));
    const { applied, ...rest } = outs;
    assert.equal(id, "10000:1000001");
    const { value } = applied as { value: string };
    assert.deepEqual(applied, secret(value));
    assert.match(value, /^[\w-]{16}\.[\w-]{16}$/);
    const { __provider: _text, ...expected } = news;
    assert.deepEqual(rest, {
      ...expected,
      fileId: "1000001",
      liveName: "orders",
      liveState: "NORUN",
      deployed: false,
      emulated: true,
      endpoint,
    });
  });

  it("fails a create that left a task with its id, all inputs and the provider text", async () => {
    const news = { ...inputs, taskName: "half" };
    const answers = { ...healthy, GetDISyncInstanceInfo: { Success: false, RequestId: "r" } };
    let endpoint = "";
    const failure = await failureOf(
      withService(answers, (url) => {
        endpoint = url;
        return provider.create(news);
      }),
    );
    const message =
      'task "half" (region cn-shanghai, workspace 10000, file 1000001) exists, but is not in its desired state: ' +
      "GetDISyncInstanceInfo answered Success: false: (no message) (RequestId r).\n" +
      "Live state: unreadable. Done so far: nothing. The task stays in the state, marked as unfinished.\n" +
      "Next: Correct the cause, then run the command again; it resumes from here.";
    assert.equal(failure.message, message);
    assert.equal(failure.stack, "");
    assert.equal(failure.id, "10000:1000001");
    assert.deepEqual(failure.reasons, [message]);
    assert.deepEqual(failure.properties, {
      ...news,
      fileId: "1000001",
      liveName: "half",
      liveState: "",
      deployed: false,
      emulated: true,
      endpoint,
    });
  });

  it("fails an update that was sent with what was there before, marked as unfinished", async () => {
    const { outs } = await withService(healthy, () =>
      provider.create({ ...inputs, taskName: "updated" }),
    );
    // Each service of these tests has a port of its own, as a state of 0.1.0 would not notice.
    const { endpoint: _endpoint, ...rest } = outs;
    const olds = {
      ...rest,
      applied: (outs.applied as { value: string }).value,
      __provider: PROVIDER_TEXT,
    };
    const news = { ...inputs, taskName: "updated", cu: 1.5 };
    const refusal = success({ Status: "fail", Message: "ResourceGroup:[x] is invalid." });
    const answers = { ...healthy, UpdateDISyncTask: refusal };
    let endpoint = "";
    const failure = await failureOf(
      withService(answers, (url) => {
        endpoint = url;
        return provider.update("10000:1000001", olds, news);
      }),
    );
    const { applied: _applied, ...kept } = olds;
    assert.deepEqual(failure.properties, { ...kept, endpoint });
    assert.equal(
      failure.message,
      'Cannot update task "updated" (region cn-shanghai, workspace 10000, file 1000001): step 1 of 1 (update): UpdateDISyncTask answered Data.Status "fail": ' +
        "ResourceGroup:[x] is invalid. (RequestId r).\n" +
        "Live state: NORUN. Done so far: nothing. The task stays in the state, marked as unfinished.\n" +
        "Next: Correct in DataWorks what the service's message names, then run the command again; it resumes from here.",
    );
  });

  it("gives a content that get has found as one secret, also in a refresh of it, and the rest as it is", async () => {
    const { __provider: _text, taskContent, ...rest } = inputs;
    const row = { FileId: 1000001, FileName: "orders", FileType: 900 };
    const answers = { ...healthy, ListFiles: success({ Files: [row], TotalCount: 1 }) };
    const { found, refreshed, endpoint } = await withService(answers, async (url) => {
      const id = "10000:1000001";
      const got = await provider.read(id, { region: "cn-shanghai" });
      const stored = { ...got.props, taskContent, __provider: PROVIDER_TEXT };
      return { found: got, refreshed: await provider.read(id, stored), endpoint: url };
    });
    const hidden = { ...rest, fileFolderPath: "", taskContent: secret(taskContent) };
    assert.deepEqual(found, {
      id: "10000:1000001",
      inputs: hidden,
      props: {
        ...hidden,
        fileId: "1000001",
        liveName: "orders",
        liveState: "NORUN",
        deployed: false,
        emulated: true,
        endpoint,
        lookedUp: true,
      },
    });
    assert.deepEqual(refreshed, found);
  });

  describe("diffs a program that no longer sets what the service cannot unset, and", () => {
    const olds = {
      ...inputs,
      cu: 1.5,
      fileId: "1",
      liveName: "orders",
      liveState: "",
      deployed: false,
      emulated: true,
    };
    const inPlace = { replaces: [], deleteBeforeReplace: true };

    it("fails after a check of it", async () => {
      const fresh = freshProvider();
      const { inputs: checked } = await fresh.check({}, inputs);
      const failure = await failureOf(fresh.diff("10000:1", olds, { ...checked, ...inputs }));
      assert.match(
        failure.message,
        /^Cannot update task "orders" \(region cn-shanghai, workspace 10000, file 1\): the program no longer sets cu, and the service cannot unset it\./,
      );
    });

    it("answers where a refresh asks, which checks nothing", async () => {
      const fresh = freshProvider();
      assert.deepEqual(await fresh.diff("10000:1", olds, inputs), inPlace);
    });

    it("answers where the task is replaced anyway", async () => {
      const fresh = freshProvider();
      const news = { ...inputs, taskName: "other" };
      await fresh.check({}, news);
      assert.deepEqual(await fresh.diff("10000:1", olds, news), {
        ...inPlace,
        replaces: ["taskName"],
      });
    });
  });

  it("keeps an id above 2^53 to its last digit", async () => {
    const news = { ...inputs, taskName: "large" };
    const server = await startRawServer((_request, body, response) => {
      const action = new URLSearchParams(body).get("Action") ?? "";
      const text = JSON.stringify(healthy[action]).replace("1000001", "9007199254740993");
      response.end(text);
    });
    const { id, outs } = await withServer(server, () => provider.create(news));
    assert.equal(id, "10000:9007199254740993");
    assert.equal(outs.fileId, "9007199254740993");
  });

  it("throws from read and delete so that the host's own line only points to the message", async () => {
    const state = {
      ...inputs,
      fileId: "1",
      liveName: "orders",
      liveState: "",
      deployed: false,
      emulated: true,
    };
    const calls: [string, () => Promise<unknown>][] = [
      ["read", () => provider.read("10000:1", state)],
      ["delete", () => provider.delete("10000:1", state)],
    ];
    const refused = { GetDISyncInstanceInfo: { Success: false, RequestId: "r" } };
    for (const [verb, call] of calls) {
      const failure = await failureOf(withService(refused, call));
      const task = 'task "orders" (region cn-shanghai, workspace 10000, file 1)';
      assert.match(failure.message, /GetDISyncInstanceInfo answered Success: false/);
      assert.equal(failure.details, failure.message);
      assert.equal(failure.code, 9);
      assert.equal(
        `${String(failure)}: ${failure.stack}`,
        `Cannot ${verb} ${task}: see the error on the resource`,
      );
    }
  });

  it("drops the entry of a task that the host of another provider resource took over", async () => {
    const world = await createTaskWorld();
    try {
      const { id, state } = world.created;
      const run = createRunRecord();
      const host = () => {
        const context = anotherProcess({ ...world.context, run });
        return createProvider(() => context);
      };
      const [own, other] = [host(), host()];
      await other.create({ ...inputs, taskContent: state.taskContent, import: id });
      world.takeActions();
      await own.delete(id, { ...state, __provider: PROVIDER_TEXT });
      assert.deepEqual(world.takeActions(), []);
    } finally {
      await world.stop();
    }
  });

  it("calls nothing once its engine is dead", async () => {
    const state = {
      ...inputs,
      fileId: "1000001",
      liveName: "orders",
      liveState: "NORUN",
      deployed: false,
      emulated: true,
    };
    const calls: string[] = [];
    const server = await startRawServer((_request, body, response) => {
      const action = new URLSearchParams(body).get("Action") ?? "";
      calls.push(action);
      response.end(JSON.stringify(healthy[action]));
    });
    const engine = createServer().listen(0, "127.0.0.1");
    await once(engine, "listening");
    const { port } = engine.address() as AddressInfo;
    const arguments_ = process.argv;
    process.argv = ["node", "host", `127.0.0.1:${port}`];
    try {
      await withServer(server, async () => {
        await provider.read("10000:1000001", state);
        assert.deepEqual(calls.splice(0), ["GetDISyncInstanceInfo", "GetDISyncTask"]);
        engine.close();
        await once(engine, "close");
        const failure = await failureOf(provider.delete("10000:1000001", state));
        assert.equal(
          failure.message,
          "Cannot continue: the Pulumi engine of this run is gone.\nNothing more is called.",
        );
        assert.deepEqual(calls, []);
      });
    } finally {
      process.argv = arguments_;
    }
  });

  it("hands no number to the engine that JSON does not have", async () => {
    const { failures } = await provider.check({}, { ...inputs, restartTriggers: [Number.NaN] });
    assert.deepEqual(failures, [
      { property: "", reason: "restartTriggers[0]: is NaN, which JSON does not have" },
    ]);
    // What create and update give back passes no check.
    const news = { ...inputs, taskName: "nan", restartTriggers: [Number.NaN] };
    const failure = await failureOf(withService(healthy, () => provider.create(news)));
    assert.equal(failure.message, "outputs.restartTriggers[0] cannot be stored: it is NaN");
  });

  it("fails an operation, not the loading, where a setting is wrong", async () => {
    const failure = await withEnvironment({ DATAWORKS_MAX_RETRIES: "many" }, () =>
      failureOf(provider.create(inputs)),
    );
    assert.equal(
      failure.message,
      'DATAWORKS_MAX_RETRIES is "many": it must be an integer from 0 to 9999.',
    );
  });
});
