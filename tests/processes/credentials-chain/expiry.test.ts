import assert from "node:assert/strict";
import { createCredentialSource } from "../../../provider/api/credentials/credentials";
import { createLimiter } from "../../../provider/api/limiter";
import { createTransport } from "../../../provider/api/transport/transport";
import type { LifecycleContext } from "../../../provider/lifecycle/session/context";
import { removeTask } from "../../../provider/lifecycle/remove";
import { SETTING_NAMES } from "../../../provider/runtime";
import { createTestApi } from "../../harness/context";
import { withEnvironment } from "../../harness/environment";
import { startRawServer, type RawServer } from "../../harness/raw-server";
import { createTaskWorld, type CreatedWorld } from "../../harness/lifecycle";

const TOKEN_LIFE_MS = 60_000;

describe("a token that expires in the middle of a wait", () => {
  let world: CreatedWorld;
  /** Gives tokens under a credentials URI. */
  let tokens: RawServer;
  /** In front of the emulator: refuses tokens that are too old, by the clock that the lifecycle waits on. */
  let gateway: RawServer;
  /** When each token was given. */
  let givenAtMs: Map<string, number>;
  /** The tokens that calls were signed with, each once. */
  let used: Set<string>;
  let isRenewable = true;

  beforeEach(async () => {
    world = await createTaskWorld({}, { stopDelayMs: 150_000 });
    await world.changeTask({ deployed: true, runState: "RUN" });
    givenAtMs = new Map();
    used = new Set();
    isRenewable = true;
    tokens = await startRawServer((_request, _body, response) => {
      const name = isRenewable || givenAtMs.size === 0 ? `token-${givenAtMs.size + 1}` : "token-1";
      givenAtMs.set(name, givenAtMs.get(name) ?? world.clock.nowMs());
      response.end(
        JSON.stringify({
          AccessKeyId: "emulator",
          AccessKeySecret: "emulator-secret",
          SecurityToken: name,
          // So long that the library would keep it: the service has the last word.
          Expiration: new Date(Date.now() + 3_600_000).toISOString(),
        }),
      );
    });
    gateway = await startRawServer((_request, body, response) => {
      const token = new URLSearchParams(body).get("SecurityToken") ?? "";
      used.add(token);
      if (world.clock.nowMs() - (givenAtMs.get(token) ?? 0) > TOKEN_LIFE_MS) {
        response
          .writeHead(403)
          .end(
            '{"Code":"InvalidSecurityToken.Expired","Message":"It is expired.","RequestId":"R"}',
          );
        return;
      }
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      void fetch(world.emulator.url, { method: "POST", headers, body })
        .then((answer) => answer.text())
        .then((text) => response.end(text));
    });
  });
  afterEach(async () => {
    await gateway.stop();
    await tokens.stop();
    await world.stop();
  });

  function remove(): Promise<void> {
    const { clock } = world;
    const transport = createTransport(
      gateway.url,
      createCredentialSource(undefined, SETTING_NAMES),
      SETTING_NAMES,
    );
    const limiter = createLimiter(clock);
    const context: LifecycleContext = {
      ...world.context,
      connect: (_endpoint, deadlineMs) =>
        createTestApi({ transport, limiter, policy: { maxRetries: 5, deadlineMs }, clock }),
    };
    const variables = {
      HOME: "/nowhere",
      ALIBABA_CLOUD_ACCESS_KEY_ID: undefined,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined,
      ALIBABA_CLOUD_CREDENTIALS_FILE: undefined,
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
      ALIBABA_CLOUD_CREDENTIALS_URI: tokens.url,
    };
    return withEnvironment(variables, () =>
      removeTask(context, "10000:1000001", world.created.state),
    );
  }

  it("is renewed, and the wait goes on where it was", async () => {
    await remove();
    assert.deepEqual(used, new Set(["token-1", "token-2", "token-3"]));
    assert.deepEqual(new Set(givenAtMs.keys()), used);
    const poll = "GetDISyncInstanceInfo";
    assert.deepEqual(
      world.takeActions().filter((action) => action !== poll),
      ["StopDISyncInstance", "TerminateDISyncInstance", "DeleteDISyncTask", "ListFiles"],
    );
    const polls = world.clock.sleptMs.map((ms) => Math.round(ms));
    assert.deepEqual(polls, [1_000, 5_000, 7_500, 11_250, 16_875, 25_313, 30_000, 30_000, 30_000]);
  });

  it("ends the wait with one error where its source has no newer one", async () => {
    isRenewable = false;
    await assert.rejects(remove(), {
      name: "LifecycleError",
      message:
        'Cannot delete task "orders" (region cn-shanghai, workspace 10000, file 1000001): GetDISyncInstanceInfo answered HTTP 403 InvalidSecurityToken.Expired: It is expired. (RequestId R).\n' +
        "Live state: unreadable, last seen as KILLING. Done so far: stop requested. The task stays in the state.\n" +
        "Next: The security token has expired, and the source of the credentials provided no newer one: get a new token, then run the command again; it reads what is there before it writes.\n" +
        "The task was asked to stop. To keep it after all, start it again in Operation Center.",
    });
    assert.deepEqual(used, new Set(["token-1"]));
  });
});
