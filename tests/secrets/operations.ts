import { startEmulator, type Emulator, type FaultRule } from "../../emulator/index";
import type { Properties } from "../../provider/host";
import { PROVIDER_TEXT } from "../../provider/host/provider-text";
import { withEnvironment } from "../harness/environment";
import { scriptReading } from "../harness/generate-script";
import { KEY_ID, KEY_SECRET, LIMIT, PASSWORD, TOKEN } from "./canaries.cases";
import { hostAt, type Provider } from "./hosts";
import { outputOf } from "./output";

const FOLDER = "Business Flow/quickstart/Data Integration";

export const contentWith = (batchSize: number) => ({
  type: "job",
  steps: [{ name: "reader", parameter: { password: PASSWORD, batchSize } }],
});

const SCRIPT = scriptReading(PASSWORD);

/** A task of its own: the host remembers names and ids. */
export interface Task {
  readonly taskName: string;
  readonly fileId: string;
}

let taskCount = 0;

export function nextTask(): Task {
  taskCount += 1;
  return { taskName: `orders_${taskCount}`, fileId: String(1_000_000 + taskCount) };
}

export function idOf({ fileId }: Task): string {
  return `10000:${fileId}`;
}

export function inputsOf({ taskName }: Task): Properties {
  return {
    projectId: "10000",
    region: "cn-shanghai",
    taskName,
    fileFolderPath: FOLDER,
    taskContent: contentWith(5),
    desiredState: "running",
    startParam: { errorLimit: { record: LIMIT } },
    __provider: PROVIDER_TEXT,
  };
}

export function stateOf(task: Task): Properties {
  const live = { fileId: task.fileId, liveName: task.taskName, liveState: "RUN" };
  return { ...inputsOf(task), ...live, deployed: true, emulated: true };
}

/** An operation of the host on a task that runs, or that is not there yet. */
interface Operation {
  readonly name: string;
  /** The run state of the task that is there before; none: there is no task. */
  readonly runState?: string;
  /** Actions to meet with a fault; "*" are all. */
  readonly actions: readonly string[];
  run(provider: Provider, task: Task): Promise<unknown>;
}

export const OPERATIONS: readonly Operation[] = [
  {
    name: "create",
    actions: ["*", "CreateDISyncTask", "DeployDISyncTask", "StartDISyncInstance"],
    run: (provider, task) => provider.create(inputsOf(task)),
  },
  {
    name: "create of a generated task",
    actions: ["GenerateDISyncTaskConfigForCreating", "QueryDISyncTaskConfigProcessResult"],
    run(provider, task) {
      const { taskContent: _content, ...inputs } = inputsOf(task);
      return provider.create({ ...inputs, generate: SCRIPT });
    },
  },
  {
    name: "import",
    runState: "RUN",
    actions: ["*", "GetDISyncTask", "UpdateDISyncTask"],
    run: (provider, task) => provider.create({ ...inputsOf(task), import: idOf(task) }),
  },
  {
    name: "read",
    runState: "RUN",
    actions: ["*", "GetDISyncTask", "GetDISyncInstanceInfo"],
    run: (provider, task) => provider.read(idOf(task), stateOf(task)),
  },
  {
    name: "look-up",
    runState: "RUN",
    actions: ["*", "GetDISyncTask"],
    run: (provider, task) => provider.read(idOf(task), { region: "cn-shanghai" }),
  },
  {
    name: "update",
    runState: "RUN",
    actions: ["*", "StopDISyncInstance", "UpdateDISyncTask"],
    run: (provider, task) =>
      provider.update(idOf(task), stateOf(task), {
        ...inputsOf(task),
        taskContent: contentWith(7),
      }),
  },
  {
    name: "delete",
    runState: "RUN",
    actions: ["*", "StopDISyncInstance"],
    run: (provider, task) => provider.delete(idOf(task), stateOf(task)),
  },
  {
    name: "delete of a stopped task",
    runState: "PAUSE",
    actions: ["TerminateDISyncInstance", "DeleteDISyncTask", "ListFiles"],
    run: (provider, task) => provider.delete(idOf(task), stateOf(task)),
  },
];

export const CREDENTIALS = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: KEY_ID,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY_SECRET,
  ALIBABA_CLOUD_SECURITY_TOKEN: TOKEN,
  DATAWORKS_MAX_RETRIES: "0",
  DATAWORKS_ENDPOINT: undefined,
};

interface Place {
  readonly emulator: Emulator;
  readonly provider: Provider;
  readonly task: Task;
}

async function placeFor(
  { runState }: Operation,
  rule: FaultRule | undefined,
  folder: string,
): Promise<Place> {
  const task = nextTask();
  const seed = {
    name: task.taskName,
    fileId: task.fileId,
    folder: FOLDER,
    content: contentWith(6),
  };
  const emulator = await startEmulator({
    accessKeys: { [KEY_ID]: { accessKeySecret: KEY_SECRET, securityToken: TOKEN } },
    // The host's clock makes nobody wait, and the emulator's is the real one.
    quirks: { startDelayMs: 0, stopDelayMs: 0 },
    seed: runState === undefined ? {} : { tasks: [{ ...seed, deployed: true, runState }] },
  });
  if (rule !== undefined) {
    emulator.addFault(rule);
  }
  return { emulator, task, provider: hostAt(folder, emulator.url) };
}

/**
 * Runs an operation once under each fault, all at a time; `undefined` stands for no fault.
 *
 * @param folder holds the provider.
 * @returns what was told, in all places where somebody could read it.
 */
export async function runUnder(
  rules: readonly (FaultRule | undefined)[],
  operation: Operation,
  folder: string,
): Promise<readonly string[]> {
  const places = await Promise.all(rules.map((rule) => placeFor(operation, rule, folder)));
  const runs = places.map(
    ({ provider, task }) =>
      () =>
        operation.run(provider, task),
  );
  try {
    return await withEnvironment(CREDENTIALS, () => outputOf(runs));
  } finally {
    await Promise.all(places.map(({ emulator }) => emulator.stop()));
  }
}
