import { startEmulator, type Emulator } from "../../emulator/index";
import { createDataWorksApi } from "../../provider/api/data-works";
import { createLimiter } from "../../provider/api/limiter";
import { createTransport } from "../../provider/api/transport";
import type { LifecycleContext } from "../../provider/lifecycle/context";
import type { DISyncTaskInputs } from "../../provider/lifecycle/inputs";
import { createProcessMemory } from "../../provider/lifecycle/process-memory";
import { readSettings } from "../../provider/settings";
import { fakeClock, type FakeClock } from "./fake-clock";

export const inputs: DISyncTaskInputs = {
  projectId: "10000",
  region: "cn-shanghai",
  taskName: "orders",
  fileFolderPath: "Business Flow/quickstart/Data Integration",
  taskContent: { type: "job", steps: [{ name: "reader", parameter: { batchSize: 5 } }] },
  resourceGroup: "S_res_group_1_1",
};

type Fault = Parameters<Emulator["addFault"]>[0];

/** The lifecycle on the emulator, both on one clock that never makes anybody wait. */
export interface World {
  readonly context: LifecycleContext;
  readonly clock: FakeClock;
  readonly emulator: Emulator;
  /** Lines for the person who watches. */
  readonly lines: string[];
  /** Actions since the last time it was asked. */
  takeActions(): string[];
  fault(...faults: Fault[]): void;
  stop(): Promise<void>;
}

export async function createWorld(
  variables: Readonly<Record<string, string>> = {},
  emulatorOptions: Parameters<typeof startEmulator>[0] = {},
): Promise<World> {
  const clock = fakeClock();
  const emulator = await startEmulator({
    port: 0,
    clock,
    newRequestId: () => "REQUEST-1",
    ...emulatorOptions,
  });
  const lines: string[] = [];
  const source = async () => ({ accessKeyId: "emulator", accessKeySecret: "emulator-secret" });
  const settings = readSettings(
    { DATAWORKS_ENDPOINT: emulator.url, ...variables },
    () => undefined,
  );
  const limiter = createLimiter(clock);
  let tokens = 0;
  const context: LifecycleContext = {
    settings,
    connect: (endpoint, deadlineMs) =>
      createDataWorksApi({
        transport: createTransport(endpoint, source),
        limiter,
        policy: { maxRetries: settings.maxRetries, deadlineMs },
        clock,
        random: () => 1,
        beforeCall: async () => undefined,
      }),
    clock,
    random: () => 1,
    newClientToken: () => `token-${++tokens}`,
    log: (line) => lines.push(line),
    memory: createProcessMemory(),
  };
  let taken = 0;
  return {
    context,
    clock,
    emulator,
    lines,
    takeActions() {
      const actions = emulator.requests.slice(taken).map(({ action }) => action);
      taken = emulator.requests.length;
      return actions;
    },
    fault(...faults) {
      for (const fault of faults) {
        emulator.addFault(fault);
      }
    },
    stop: () => emulator.stop(),
  };
}
