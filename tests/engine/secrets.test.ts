import assert from "node:assert/strict";
import { startEmulator, type FaultRule } from "../../emulator/index";
import {
  CHATTY_MESSAGE,
  KEY_ID,
  KEY_SECRET,
  secretsIn,
  SERVICE_WORDS,
  TOKEN,
  USER_INFO,
} from "../secrets/canaries.cases";
import { watchArguments } from "../harness/process-arguments";
import { createStack, DESTROY, program, UP } from "../harness/stack";

describe("credentials on the real engine", () => {
  it("are in no state, output or error, whatever the service answers", async () => {
    const stack = await createStack(program({}, { customTimeouts: { delete: "5s" } }));
    const guarded = await startEmulator({
      port: 0,
      accessKeys: { [KEY_ID]: { accessKeySecret: KEY_SECRET, securityToken: TOKEN } },
    });
    const env = {
      DATAWORKS_ENDPOINT: guarded.url,
      ALIBABA_CLOUD_ACCESS_KEY_ID: KEY_ID,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY_SECRET,
      ALIBABA_CLOUD_SECURITY_TOKEN: TOKEN,
    };
    const wrongSecret = { ...env, ALIBABA_CLOUD_ACCESS_KEY_SECRET: `${KEY_SECRET}-wrong` };
    const printed: string[] = [];
    const processArguments = watchArguments();
    const userInfo = {
      ...env,
      DATAWORKS_ENDPOINT: guarded.url.replace("//", `//user:${USER_INFO}@`),
    };
    try {
      printed.push((await stack.pulumi(["up", "--yes"], userInfo)).text);
      printed.push((await stack.pulumi(["up", "--yes"], wrongSecret)).text);
      printed.push((await stack.succeed(UP, env)).text);
      const action = "DeleteDISyncTask";
      const faults: FaultRule[] = [
        { action, kind: "refuse", message: CHATTY_MESSAGE },
        {
          action,
          kind: "gateway",
          httpStatus: 403,
          code: "Forbidden.Access",
          message: CHATTY_MESSAGE,
        },
        { action, kind: "html", count: 0 },
        { action, kind: "cutBefore", count: 0 },
      ];
      for (const fault of faults) {
        guarded.addFault(fault);
        printed.push(
          (await stack.pulumi([...DESTROY, "--debug", "--logtostderr", "-v=5"], env)).text,
        );
        guarded.clearFaults();
      }
      printed.push((await stack.pulumi(DESTROY, wrongSecret)).text);
      const state = await stack.project.stateText();
      printed.push((await stack.pulumi(DESTROY, env)).text);
      const everything = printed.join("\n");
      const seen = processArguments.stop();

      assert.match(everything, /SignatureDoesNotMatch/);
      assert.ok(everything.includes(SERVICE_WORDS), everything);
      if (process.platform === "linux") {
        assert.match(seen, /dynamic-provider/);
      }
      // What the engine keeps of each digest is encrypted, and ids of its own look like one.
      assert.deepEqual(secretsIn([everything]), []);
      for (const text of [everything, state, seen]) {
        assert.deepEqual(
          secretsIn([text]).filter((name) => name !== "digest"),
          [],
        );
        assert.doesNotMatch(text, /\bSignature(?:Nonce)?=(?!\*\*\*)/);
      }
      assert.match(state, /orders_copy/);
    } finally {
      processArguments.stop();
      await guarded.stop();
      await stack.dispose();
    }
  }).timeout(240_000);
});
