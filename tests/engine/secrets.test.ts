import assert from "node:assert/strict";
import { startEmulator, type FaultRule } from "../../emulator/index";
import { createStage, DESTROY, program, UP } from "./stage";

const KEY_ID = "canary-key-id-5f1c";
const KEY_SECRET = "canary-key-secret-77ab";
const TOKEN = "canary-token-91de==";

describe("credentials on the real engine", () => {
  it("are in no state, output or error, whatever the service answers", async () => {
    const stage = await createStage(program({}, { customTimeouts: { delete: "5s" } }));
    const guarded = await startEmulator({ port: 0, accessKeys: { [KEY_ID]: KEY_SECRET } });
    const env = {
      DATAWORKS_ENDPOINT: guarded.url,
      ALIBABA_CLOUD_ACCESS_KEY_ID: KEY_ID,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY_SECRET,
      ALIBABA_CLOUD_SECURITY_TOKEN: TOKEN,
    };
    const wrongSecret = { ...env, ALIBABA_CLOUD_ACCESS_KEY_SECRET: `${KEY_SECRET}-wrong` };
    const printed: string[] = [];
    try {
      printed.push((await stage.pulumi(["up", "--yes"], wrongSecret)).text);
      printed.push((await stage.succeed(UP, env)).text);
      const action = "DeleteDISyncTask";
      const faults: FaultRule[] = [
        { action, kind: "refuse", message: "no" },
        { action, kind: "gateway", httpStatus: 403, code: "Forbidden.Access", message: "no" },
        { action, kind: "html", count: 0 },
        { action, kind: "cutBefore", count: 0 },
      ];
      for (const fault of faults) {
        guarded.addFault(fault);
        printed.push(
          (await stage.pulumi([...DESTROY, "--debug", "--logtostderr", "-v=5"], env)).text,
        );
        await fetch(`${guarded.url}/_emulator/faults`, { method: "DELETE" });
      }
      printed.push((await stage.pulumi(DESTROY, wrongSecret)).text);
      const state = await stage.workbench.stateText();
      printed.push((await stage.pulumi(DESTROY, env)).text);
      const everything = printed.join("\n");

      assert.match(everything, /SignatureDoesNotMatch/);
      for (const text of [everything, state]) {
        for (const secret of [KEY_ID, KEY_SECRET, TOKEN, "Signature=", "SignatureNonce="]) {
          assert.equal(text.includes(secret), false, secret);
        }
      }
      assert.match(state, /orders_copy/);
    } finally {
      await guarded.stop();
      await stage.dispose();
    }
  });
});
