import assert from "node:assert/strict";
import { startProxy } from "../../processes/network/loopback";
import { createStack, DESTROY, UP, type Stack } from "../../harness/stack";

/** Neither keys nor any other source of the default chain. */
const NO_CREDENTIALS = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "",
  ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true",
  ALIBABA_CLOUD_CREDENTIALS_FILE: "/nowhere",
  ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
};

describe("what surrounds a command, on the real engine", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await createStack();
  });
  afterEach(() => stack.dispose());

  it("may be a proxy between all calls and the service", async () => {
    const proxy = await startProxy({ targetPort: Number(new URL(stack.emulator.url).port) });
    const env = {
      DATAWORKS_ENDPOINT: "http://dataworks.test",
      DATAWORKS_ALLOW_HTTP: "1",
      HTTP_PROXY: `http://user:secret@127.0.0.1:${proxy.port}`,
      NO_PROXY: "localhost,127.0.0.1",
    };
    try {
      await stack.succeed(UP, env);
      assert.equal((await stack.storedTask())?.id, "10000:1000001");
      await stack.succeed(DESTROY, env);
    } finally {
      await proxy.stop();
    }
    assert.equal(proxy.requests.length, stack.emulator.requests.length);
    assert.deepEqual(
      new Set(proxy.requests.map(({ line }) => line)),
      new Set(["POST http://dataworks.test/"]),
    );
  });

  it("may lack credentials: a destroy keeps the task and lists where they were looked for", async () => {
    await stack.succeed(UP);
    await stack.takeCalls();
    const { exitCode, text } = await stack.pulumi(DESTROY, NO_CREDENTIALS);
    const lines = text.split("\n").map((line) => line.trim());
    const first = lines.findIndex((line) => line.startsWith("error: Cannot delete"));
    assert.deepEqual(lines.slice(first, first + 10), [
      'error: Cannot delete task "orders_copy" (region cn-shanghai, workspace 10000, file 1000001): No credentials: none of the sources of Alibaba Cloud\'s default chain gave any:',
      "environment variables: ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET are not set",
      "OIDC role: ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE are not set",
      "profile of the aliyun CLI: ALIBABA_CLOUD_CLI_PROFILE_DISABLED is true",
      "credentials file: /nowhere cannot be read (ENOENT)",
      "role of the ECS instance: ALIBABA_CLOUD_ECS_METADATA_DISABLED is true",
      "credentials URI: ALIBABA_CLOUD_CREDENTIALS_URI is not set",
      "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or make one of these sources work.",
      "Live state: unreadable, last seen as NORUN. Done so far: nothing. The task stays in the state.",
      "",
    ]);
    assert.notEqual(exitCode, 0);
    assert.deepEqual(await stack.takeCalls(), []);
    await stack.succeed(DESTROY);
  });
});
