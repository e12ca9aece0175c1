import {
  startEmulator,
  type Emulator,
  type EmulatorOptions,
  type TaskView,
} from "../../emulator/index";
import { signedCall, type CallOptions, type CallParameters, type RawAnswer } from "./signed-call";

/** The RequestId of every answer, as on the DeleteDISyncTask page. */
export const REQUEST_ID = "0bc1411515937635973****";

export const CONTENT = '{"type":"job","version":"2.0","steps":[],"order":{"hops":[]}}';

const CREATE: CallParameters = {
  ProjectId: "10000",
  TaskType: "DI_REALTIME",
  TaskContent: CONTENT,
  TaskName: "orders",
  TaskParam: JSON.stringify({
    FileFolderPath: "Business Flow/quickstart/Data Integration",
    ResourceGroup: "S_res_group_1_1",
  }),
};

/** An answer's body; a test compares it whole. */
export type Body = Record<string, unknown> & { readonly Data?: Record<string, unknown> };

export interface Bench {
  readonly emulator: Emulator;
  /** Lets time pass. */
  pass(ms: number): void;
  raw(action: string, parameters?: CallParameters, options?: CallOptions): Promise<RawAnswer>;
  /** A call whose JSON body is wanted. */
  call(action: string, parameters?: CallParameters): Promise<Body>;
  /** A call on the task 1000001; gives Data. */
  onTask(action: string, parameters?: CallParameters): Promise<Body["Data"]>;
  /** CreateDISyncTask with changed parameters; gives Data. */
  create(changes?: CallParameters): Promise<Body["Data"]>;
  /** The run state as GetDISyncInstanceInfo tells it. */
  state(): Promise<unknown>;
  /** The first task of the workspace. */
  task(): TaskView;
  control(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
}

export const START_MS = Date.UTC(2026, 0, 1);

export async function openBench(options: EmulatorOptions = {}): Promise<Bench> {
  let nowMs = START_MS;
  const clock = { nowMs: () => nowMs };
  const emulator = await startEmulator({
    clock,
    signatureClock: clock,
    newRequestId: () => REQUEST_ID,
    ...options,
  });

  const raw: Bench["raw"] = (action, parameters, callOptions) =>
    signedCall(emulator.url, nowMs, action, parameters, callOptions);
  const call: Bench["call"] = async (action, parameters) =>
    JSON.parse((await raw(action, parameters)).text) as Body;
  const onTask: Bench["onTask"] = async (action, parameters) => {
    const task = { ProjectId: "10000", TaskType: "DI_REALTIME", FileId: "1000001" };
    return (await call(action, { ...task, ...parameters })).Data;
  };

  return {
    emulator,
    raw,
    call,
    onTask,
    pass(ms) {
      nowMs += ms;
    },
    create: async (changes) => (await call("CreateDISyncTask", { ...CREATE, ...changes })).Data,
    state: async () => (await onTask("GetDISyncInstanceInfo"))?.["Status"],
    task: () => emulator.tasks()[0]!,
    async control(method, path, body) {
      const response = await fetch(`${emulator.url}/_emulator${path}`, {
        method,
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as unknown };
    },
  };
}

/** A bench for each test of a suite, closed after it. */
export function benchForEach(options: EmulatorOptions = {}): { (): Bench } {
  let bench: Bench | undefined;
  beforeEach(async () => {
    bench = await openBench(options);
  });
  afterEach(() => bench?.emulator.stop());
  return () => bench!;
}

export const SUCCESS = { Status: "success", Message: null };

export function fail(message: string): { Status: string; Message: string } {
  return { Status: "fail", Message: message };
}
