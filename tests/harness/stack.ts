import { setTimeout } from "node:timers/promises";
import { startEmulator, type Emulator, type LogEntry } from "../../emulator/index";
import { signedCall } from "./signed-call";
import { createProject, type CommandResult, type Project, type SavedStack } from "./project";

/** A whole task content, small enough to read in a diff. */
export const CONTENT = {
  type: "job",
  version: "2.0",
  steps: [
    {
      stepType: "datahub",
      category: "reader",
      name: "reader",
      parameter: { datasource: "orders_source", topic: "orders", batchSize: 1000 },
    },
    {
      stepType: "datahub",
      category: "writer",
      name: "writer",
      parameter: { datasource: "orders_sink", topic: "orders_copy", batchSize: 1000 },
    },
  ],
  order: { hops: [{ from: "reader", to: "writer" }] },
};

export function contentWithBatchSize(batchSize: number): typeof CONTENT {
  const content = structuredClone(CONTENT);
  for (const step of content.steps) {
    step.parameter.batchSize = batchSize;
  }
  return content;
}

export const ARGS = {
  projectId: 10000,
  taskName: "orders_copy",
  fileFolderPath: "Business Flow/quickstart/Data Integration",
  resourceGroup: "S_res_group_1_1",
  taskContent: CONTENT,
};

/** A program with one task. */
export function program(args: object = {}, options: object = {}): string {
  return `const dataworks = require("pulumi-dataworks");
const orders = new dataworks.DISyncTask("orders", ${JSON.stringify({ ...ARGS, ...args })}, ${JSON.stringify(options)});
exports.fileId = orders.fileId;
`;
}

export type { CommandResult };

export interface LoggedCall {
  readonly action: string;
  readonly params: Readonly<Record<string, string>>;
  readonly outcome: string;
}

const READS: ReadonlySet<string> = new Set([
  "GetDISyncTask",
  "GetDISyncInstanceInfo",
  "ListFiles",
  "GetFile",
  "GetFolder",
  "ListRefDISyncTasks",
  "QueryDISyncTaskConfigProcessResult",
]);

/** A user's project, the real engine and the emulator, with short ways to look at each. */
export interface Stack {
  readonly emulator: Emulator;
  readonly project: Project;
  pulumi(args: readonly string[], env?: Record<string, string>): Promise<CommandResult>;
  /** Runs a command that must end well. */
  succeed(args: readonly string[], env?: Record<string, string>): Promise<CommandResult>;
  /** The emulator's control, over HTTP as a person would use it. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  /** All calls since the last time it was asked. */
  takeCalls(): Promise<LoggedCall[]>;
  /** The writing calls since the last time it was asked. */
  takeWrites(): Promise<string[]>;
  /** The task's resource in the state, or nothing. */
  storedTask(): Promise<StoredResource | undefined>;
  /** Runs `up` or `destroy` and kills it at this call, which is not answered yet. */
  kill(args: readonly string[], point: KillPoint): Promise<void>;
  /** Runs `up` or `destroy` and presses Ctrl-C at this call, which is not answered yet. */
  interrupt(args: readonly string[], point: CallPoint, count: number): Promise<CommandResult>;
  dispose(): Promise<void>;
}

/** A call of one command. */
export interface CallPoint {
  /** An action, or "*" for all. */
  readonly action: string;
  /** Which call of this action, counted from 1. @default 1 */
  readonly nth?: number;
  /** Whether the service has done what the call asks for. @default "after" */
  readonly moment?: "before" | "after";
}

export interface KillPoint extends CallPoint {
  /** Whether the dynamic host outlives the kill, as it does where only the CLI is killed. @default false */
  readonly hostLives?: boolean;
}

export interface StoredResource {
  readonly type: string;
  readonly id: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
}

function isOf(action: string, call: { readonly action: string }): boolean {
  return action === "*" || action === call.action;
}

const POLL_MS = 20;
const KILL_POINT_TIMEOUT_MS = 60_000;
/** Exit code of a command that was ended with SIGKILL. */
const KILLED = 137;
/** How long the call is held back at which a command ends. */
const SLOW_MS = 1_500;
const HOST_GRACE_MS = 1_000;

export const UP = ["up", "--yes", "--skip-preview"];
export const DESTROY = ["destroy", "--yes", "--skip-preview"];

export async function createStack(
  source: string = program(),
  quirks: Record<string, unknown> = {},
): Promise<Stack> {
  const emulator = await startEmulator({ port: 0, quirks });
  return openStack(emulator, source);
}

async function openStack(emulator: Emulator, source: string, stack?: SavedStack): Promise<Stack> {
  const project = await createProject({
    files: { "index.js": source, "package.json": '{"name":"orders"}' },
    config: { "dataworks:region": "cn-shanghai" },
    env: environmentFor(emulator),
    ...(stack !== undefined && { stack }),
  });
  return stackOn(emulator, project);
}

/** What an `up` left: the stack, and the calls that brought the service there. */
interface Carried {
  readonly stack: SavedStack;
  readonly url: string;
  readonly calls: readonly LogEntry[];
}

async function carryOut(source: string): Promise<Carried> {
  const { emulator, project, succeed, dispose } = await createStack(source);
  try {
    await succeed(UP);
    return { stack: await project.save(), url: emulator.url, calls: [...emulator.requests] };
  } finally {
    await dispose();
  }
}

const carriedOut = new Map<string, Promise<Carried>>();

/** A stack on which `up` has carried out this program: once, then its state and its service are copied for each test. */
export async function createStackAfterUp(source: string = program()): Promise<Stack> {
  const made = carriedOut.get(source) ?? carryOut(source);
  carriedOut.set(source, made);
  const { stack, url, calls } = await made;
  const emulator = await startEmulator({ port: 0 });
  await replay(emulator, calls);
  const files = Object.entries(stack.backend).map(
    ([file, text]) => [file, text.replaceAll(url, emulator.url)] as const,
  );
  return openStack(emulator, source, { ...stack, backend: Object.fromEntries(files) });
}

/** Parameters that belong to one sending of a call. */
const OF_ONE_SENDING: ReadonlySet<string> = new Set([
  "Version",
  "Format",
  "Timestamp",
  "SignatureMethod",
  "SignatureVersion",
]);

/** Brings an emulator, without waiting, to where these calls brought another one; they are not logged. */
export async function replay(emulator: Emulator, calls: readonly LogEntry[]): Promise<void> {
  const { startDelayMs, stopDelayMs } = emulator.quirks;
  emulator.setQuirks({ startDelayMs: 0, stopDelayMs: 0 });
  for (const { action, params } of calls) {
    const lasting = Object.entries(params).filter(([name]) => !OF_ONE_SENDING.has(name));
    await signedCall(emulator.url, Date.now(), action, Object.fromEntries(lasting));
  }
  emulator.setQuirks({ startDelayMs, stopDelayMs });
  emulator.clearRequests();
}

/** What the commands of a project find in their environment. */
export function environmentFor(emulator: Emulator): Record<string, string> {
  return { ...emulator.environment, DATAWORKS_MAX_RETRIES: "1" };
}

/** A project that is there already, and the emulator that it uses. */
export function stackOn(emulator: Emulator, project: Project): Stack {
  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${emulator.url}/_emulator/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} /_emulator/${path}: ${response.status} ${text}`);
    }
    return text === "" ? undefined : (JSON.parse(text) as unknown);
  }

  async function takeCalls(): Promise<LoggedCall[]> {
    const calls = (await control("GET", "requests")) as LoggedCall[];
    await control("DELETE", "requests");
    return calls;
  }

  async function pulumi(
    args: readonly string[],
    env: Record<string, string> = {},
  ): Promise<CommandResult> {
    return project.pulumi([...args], { env });
  }

  /** Resolves once the log holds so many calls of an action; gives up after a while. */
  async function reached(action: string, count: number): Promise<void> {
    const deadlineMs = Date.now() + KILL_POINT_TIMEOUT_MS;
    while (emulator.requests.filter((call) => isOf(action, call)).length < count) {
      if (Date.now() > deadlineMs) {
        throw new Error(`${action} was never called for the ${count}th time`);
      }
      await setTimeout(POLL_MS);
    }
  }

  /** Holds back a call that is still to come; resolves once it has come. */
  function hold({ action, nth = 1, moment = "after" }: CallPoint): Promise<void> {
    const before = emulator.requests.filter((call) => isOf(action, call)).length;
    const kind = moment === "after" ? "slow" : "slowBefore";
    emulator.addFault({ action, nth, kind, delayMs: SLOW_MS });
    return reached(action, before + nth);
  }

  async function kill(args: readonly string[], point: KillPoint): Promise<void> {
    const { hostLives = false } = point;
    const held = hold(point);
    const result = await project.pulumi([...args], { killWhen: held, killsHost: !hostLives });
    if (result.exitCode !== KILLED) {
      throw new Error(`pulumi ${args.join(" ")} ended before it was killed:\n${result.text}`);
    }
    if (hostLives) {
      // The host gets its answer now, and would go on.
      await setTimeout(SLOW_MS + HOST_GRACE_MS);
    }
    await control("DELETE", "faults");
    await project.pulumi(["cancel", "--yes"]);
  }

  async function interrupt(
    args: readonly string[],
    point: CallPoint,
    count: number,
  ): Promise<CommandResult> {
    const held = hold(point);
    const result = await project.pulumi([...args], {
      interruptWhen: held,
      interruptCount: count,
    });
    await control("DELETE", "faults");
    if (await project.isLocked()) {
      await project.pulumi(["cancel", "--yes"]);
    }
    return result;
  }

  return {
    emulator,
    project,
    pulumi,
    kill,
    interrupt,
    control,
    takeCalls,
    async succeed(args, env) {
      const result = await pulumi(args, env);
      if (result.exitCode !== 0) {
        throw new Error(`pulumi ${args.join(" ")} ended with ${result.exitCode}:\n${result.text}`);
      }
      return result;
    },
    async takeWrites() {
      const calls = await takeCalls();
      return calls.map(({ action }) => action).filter((action) => !READS.has(action));
    },
    async storedTask() {
      const resources = (await project.state()) as unknown as StoredResource[];
      return resources.find(({ type }) => type === "pulumi-nodejs:dynamic/dataworks:DISyncTask");
    },
    async dispose() {
      await project.dispose();
      await emulator.stop();
    },
  };
}
