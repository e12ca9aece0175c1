import { startEmulator, type Emulator, type EmulatorOptions } from "../../../emulator/index";
import type { Access } from "../clients/client";
import { createClients } from "../clients/index";
import { REQUEST_ID } from "./answers";
import { PROJECT_ID } from "./settings";
import type { Target } from "./target";

/** The emulator's time at the start. */
export const START_MS = Date.UTC(2026, 0, 1);

const STEP_MS = 100;
const MAX_STEPS = 100;

function accessTo({ url, environment }: Emulator): Access {
  const securityToken = environment.ALIBABA_CLOUD_SECURITY_TOKEN;
  return {
    url,
    accessKeyId: environment.ALIBABA_CLOUD_ACCESS_KEY_ID,
    accessKeySecret: environment.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    ...(securityToken !== undefined && { securityToken }),
  };
}

/** An emulator of its own, in this process, on a fake clock. */
export async function openEmulatorTarget(options: EmulatorOptions = {}): Promise<Target> {
  let nowMs = START_MS;
  let nameCount = 0;
  const emulator = await startEmulator({
    clock: { nowMs: () => nowMs },
    newRequestId: () => REQUEST_ID,
    ...options,
  });
  const access = accessTo(emulator);
  const clients = createClients(access);
  const call: Target["call"] = (action, parameters, client = "raw RPC") =>
    clients[client].call(action, parameters);
  return {
    clients,
    accessKeyId: access.accessKeyId,
    emulator,
    call,
    newName() {
      nameCount += 1;
      return `contract_${nameCount}`;
    },
    async untilState(fileId, ...states) {
      const task = { ProjectId: PROJECT_ID, TaskType: "DI_REALTIME", FileId: fileId };
      for (let step = 0; step < MAX_STEPS; step += 1) {
        const { body } = await call("GetDISyncInstanceInfo", task);
        const { Status: state } = body["Data"] as { readonly Status: string };
        if (states.includes(state)) {
          return state;
        }
        nowMs += STEP_MS;
      }
      throw new Error(`the task ${fileId} became none of ${states.join(", ")}`);
    },
    pass(ms) {
      nowMs += ms;
    },
    close: () => emulator.stop(), // with all that it holds
  };
}
