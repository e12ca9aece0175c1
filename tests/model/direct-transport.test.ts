import assert from "node:assert/strict";
import { startEmulator, type Fault } from "../../emulator/index";
import { TransportError } from "../../provider/api/errors";
import { createTransport } from "../../provider/api/transport/transport";
import type { Transport } from "../../provider/api/transport/request";
import { SETTING_NAMES } from "../../provider/runtime";
import { createDirectTransport } from "./direct-transport";
import { createFastEmulator } from "./fast-emulator";
import { FOLDERS } from "./program";
import { createVirtualClock } from "./virtual-clock";

const task = { ProjectId: "10000", TaskType: "DI_REALTIME", FileId: "1000001" };
const list = { ProjectId: "10000", NeedAbsoluteFolderPath: "true", PageSize: "100" };
const create = {
  ProjectId: "10000",
  TaskType: "DI_REALTIME",
  TaskName: "orders",
  TaskContent: '{"type":"job","count":12345678901234567890,"名":"订单"}',
  TaskParam: JSON.stringify({ FileFolderPath: FOLDERS[0], Cu: 0.5 }),
  ClientToken: "token-1",
};

/** A life, and what goes wrong in one, call by call. */
const CALLS: readonly (readonly [string, Record<string, string>])[] = [
  ["CreateDISyncTask", create],
  ["CreateDISyncTask", create],
  ["CreateDISyncTask", { ...create, ClientToken: "token-2" }],
  ["GetDISyncTask", task],
  ["DeployDISyncTask", task],
  ["StartDISyncInstance", task],
  ["GetDISyncInstanceInfo", task],
  ["DeleteDISyncTask", task],
  ["StopDISyncInstance", task],
  ["ListFiles", list],
  ["ListFiles", { ...list, PageSize: "1000" }],
  ["ListFiles", { ...list, ProjectId: "4711" }],
  ["GetFile", { ProjectId: "10000", FileId: "1000001" }],
  ["GetFile", { ProjectId: "10000", FileId: "42" }],
  ["GetDISyncTask", { ...task, FileId: "42" }],
  ["GetDISyncTask", { ...task, FileId: "no number" }],
  ["GetDISyncTask", { ProjectId: "10000" }],
  ["InventDISyncTask", task],
];

const FAULTS: readonly Fault[] = [
  { kind: "refuse", message: "no" },
  { kind: "gateway", httpStatus: 403, code: "Forbidden.Access", message: "Access is forbidden." },
  { kind: "gateway", httpStatus: 500, code: "InternalError.System", message: "An error." },
  { kind: "throttle", per: "second" },
  { kind: "unsuccessful" },
  { kind: "html", httpStatus: 502 },
  { kind: "xml", message: "no" },
  { kind: "xmlAfter" },
  { kind: "cutBefore" },
  { kind: "cutAfter" },
  { kind: "cutInside" },
  { kind: "empty" },
  { kind: "contentType", contentType: "text/plain" },
  { kind: "slow", delayMs: 10 },
  { kind: "slowBefore", delayMs: 10 },
  { kind: "slow", delayMs: 400 },
  { kind: "slowBefore", delayMs: 400 },
  { kind: "answer", httpStatus: 200, body: null },
  { kind: "answer", httpStatus: 200, body: [] },
  { kind: "answer", httpStatus: 202, body: { Success: true, Data: { Status: "success" } } },
];

const TIMEOUT_MS = 200;

/** Two ways to the same service. */
interface Ways {
  readonly real: Transport;
  readonly direct: Transport;
  addFault(action: string, fault: Fault): void;
  stop(): Promise<void>;
}

async function openWays(): Promise<Ways> {
  let requests = 0;
  const emulator = await startEmulator({
    clock: { nowMs: () => 0 },
    quirks: { startDelayMs: 0, stopDelayMs: 0 },
    seed: { folders: FOLDERS },
    newRequestId: () => `REQUEST-${++requests}`,
  });
  const clock = createVirtualClock();
  const still = { ...clock, nowMs: () => 0 };
  const { parts, control } = createFastEmulator(still, { startDelayMs: 0, stopDelayMs: 0 });
  return {
    real: createTransport(
      emulator.url,
      async () => ({
        accessKeyId: "emulator",
        accessKeySecret: "emulator-secret",
      }),
      SETTING_NAMES,
    ),
    direct: createDirectTransport(parts, clock),
    addFault(action, fault) {
      emulator.addFault({ action, ...fault });
      control.addFault({ action, ...fault });
    },
    stop: () => emulator.stop(),
  };
}

/** What the provider gets: an answer, or none; the reason why there is none is for people. */
async function result(transport: Transport, action: string, parameters: Record<string, string>) {
  try {
    const { httpStatus, body } = await transport({ action, parameters, timeoutMs: TIMEOUT_MS });
    // The host is the only thing in an answer that depends on the way.
    const text = JSON.stringify(body).replace(/"HostId":"[^"]*"/, '"HostId":""');
    return { httpStatus, body: JSON.parse(text) as unknown };
  } catch (error) {
    assert.ok(error instanceof TransportError);
    const { isUnsent = false, isPermanent = false } = error.details;
    return { action: error.action, isUnsent, isPermanent };
  }
}

describe("the direct transport", () => {
  let ways: Ways;
  beforeEach(async () => {
    ways = await openWays();
  });
  afterEach(() => ways.stop());

  async function compare(action: string, parameters: Record<string, string>): Promise<void> {
    assert.deepEqual(
      await result(ways.direct, action, parameters),
      await result(ways.real, action, parameters),
    );
  }

  it("answers every call as the real one does", async () => {
    for (const [action, parameters] of CALLS) {
      await compare(action, parameters);
    }
  });

  for (const fault of FAULTS) {
    const { kind, ...fields } = fault;
    it(`passes on a fault as the real one does: ${kind} ${JSON.stringify(fields)}`, async () => {
      ways.addFault("CreateDISyncTask", fault);
      ways.addFault("ListFiles", fault);
      for (const [action, parameters] of CALLS) {
        await compare(action, parameters);
      }
    });
  }
});
