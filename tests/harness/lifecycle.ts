import assert from "node:assert/strict";
import { startEmulator, type Emulator, type TaskChange } from "../../emulator/index";
import { createTransport } from "../../provider/api/transport/transport";
import type { LifecycleContext } from "../../provider/lifecycle/session/context";
import { createTask, type Created } from "../../provider/lifecycle/create";
import type { DISyncTaskInputs } from "../../provider/lifecycle/model/inputs";
import { readSettings } from "../../provider/settings";
import { SETTING_NAMES } from "../../provider/runtime";
import { createTestContext } from "./context";
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
  changeTask(change: TaskChange, fileId?: string): Promise<void>;
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
  const context = createTestContext({
    settings: readSettings({ DATAWORKS_ENDPOINT: emulator.url, ...variables }, () => undefined),
    transportTo: (endpoint) => createTransport(endpoint, source, SETTING_NAMES),
    clock,
    log: (line) => lines.push(line),
  });
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
    async changeTask(change, fileId = "1000001") {
      assert.ok(emulator.console.changeTask(fileId, change), `there is no task ${fileId}`);
    },
    async deleteTask(fileId = "1000001") {
      assert.ok(emulator.console.deleteTask(fileId), `there is no task ${fileId}`);
    },
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
