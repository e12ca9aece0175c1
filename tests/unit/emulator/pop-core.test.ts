import assert from "node:assert/strict";
import RPCClient = require("@alicloud/pop-core");
import { startEmulator, type Emulator } from "../../../emulator/index";
import { CONTENT } from "../../harness/emulator";

const TASK = { ProjectId: 10000, TaskType: "DI_REALTIME" };

describe("the emulator under @alicloud/pop-core", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.stop());

  async function call(action: string, parameters: object, method = "POST"): Promise<unknown> {
    const client = new RPCClient({
      endpoint: emulator.environment.DATAWORKS_ENDPOINT,
      apiVersion: "2020-05-18",
      accessKeyId: emulator.environment.ALIBABA_CLOUD_ACCESS_KEY_ID,
      accessKeySecret: emulator.environment.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    });
    const answer = await client.request<Record<string, unknown>>(action, parameters, { method });
    return JSON.parse(JSON.stringify(answer["Data"] ?? null));
  }

  it("creates by POST and reads by GET", async () => {
    const created = await call("CreateDISyncTask", {
      ...TASK,
      TaskName: "orders (copy) *",
      TaskContent: CONTENT,
      TaskParam: '{"FileFolderPath":"Business Flow/quickstart/Data Integration"}',
    });
    assert.deepEqual(created, { Status: "success", Message: null, FileId: 1000001 });
    const state = await call("GetDISyncInstanceInfo", { ...TASK, FileId: 1000001 }, "GET");
    const data = { Status: "NORUN", Message: null, Name: "orders (copy) *", SolutionInfo: null };
    assert.deepEqual(state, data);
  });

  it("throws the gateway's code", async () => {
    const { url } = emulator;
    await assert.rejects(call("DeleteDISyncTask", TASK), {
      name: "MissingFileIdError",
      code: "MissingFileId",
      message: `FileId is mandatory for this action., URL: ${url}/`,
    });
  });
});
