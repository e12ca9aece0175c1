import { startEmulator, type Emulator } from "../../emulator/index";
import { createDataWorksApi } from "../../provider/api/client";
import { createLimiter } from "../../provider/api/limiter";
import { createTransport } from "../../provider/api/transport/transport";
import type { LifecycleContext } from "../../provider/lifecycle/session/context";
import { createTask, type Created } from "../../provider/lifecycle/create";
import type { DISyncTaskInputs } from "../../provider/lifecycle/model/inputs";
import { createProcessMemory } from "../../provider/lifecycle/session/process-memory";
import { createRunRecord } from "../../provider/lifecycle/session/run-record";
import { readSettings } from "../../provider/settings";
import { SETTING_NAMES } from "../../provider/runtime";
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
  /** What somebody does to a task in the console. */
  changeTask(change: object, fileId?: string): Promise<void>;
  deleteTask(fileId?: string): Promise<void>;
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
        transport: createTransport(endpoint, source, SETTING_NAMES),
        limiter,
        policy: { maxRetries: settings.maxRetries, deadlineMs },
        clock,
        random: () => 1,
        settingNames: SETTING_NAMES,
        beforeCall: async () => undefined,
      }),
    clock,
    random: () => 1,
    newClientToken: () => `token-${++tokens}`,
    log: (line) => lines.push(line),
    memory: createProcessMemory(),
    run: createRunRecord(),
  };
  let taken = 0;
  async function control(method: string, path: string, body?: string): Promise<void> {
    const response = await fetch(`${emulator.url}/_emulator/${path}`, {
      method,
      ...(body !== undefined && { body }),
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
  }
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
    changeTask: (change, fileId = "1000001") =>
      control("PATCH", `tasks/${fileId}`, JSON.stringify(change)),
    deleteTask: (fileId = "1000001") => control("DELETE", `tasks/${fileId}`),
    stop: () => emulator.stop(),
  };
}

export interface CreatedWorld extends World {
  readonly created: Created;
}

/** A world in which the task was just created. */
export async function createTaskWorld(
  variables: Readonly<Record<string, string>> = {},
  quirks: Record<string, unknown> = {},
  taskInputs: DISyncTaskInputs = inputs,
): Promise<CreatedWorld> {
  const world = await createWorld(variables, { quirks });
  const created = await createTask(world.context, taskInputs);
  world.takeActions();
  world.clock.sleptMs.length = 0;
  world.lines.length = 0;
  return { ...world, created };
}
