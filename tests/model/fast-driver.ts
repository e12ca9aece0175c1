import { turnableClock } from "../../emulator/clock";
import { Faults } from "../../emulator/faults";
import type { Gateway } from "../../emulator/gateway";
import type { QuirkChanges } from "../../emulator/index";
import { OPERATIONS } from "../../emulator/operations/index";
import { changeQuirks, DEFAULT_QUIRKS } from "../../emulator/quirks";
import { createQuota } from "../../emulator/quota";
import { Store } from "../../emulator/store";
import { createDataWorksApi } from "../../provider/api/data-works";
import { createLimiter } from "../../provider/api/limiter";
import type { Transport } from "../../provider/api/transport";
import { createProvider } from "../../provider/host";
import type { LifecycleContext } from "../../provider/lifecycle/context";
import { createProcessMemory } from "../../provider/lifecycle/process-memory";
import { createRunRecord } from "../../provider/lifecycle/run-record";
import { readSettings } from "../../provider/settings";
import { createDirectTransport } from "./direct-transport";
import type { Call, Command, CommandOptions, Driver, Entry, Kill, Outcome } from "./driver";
import { FOLDERS, registeredInputs, type Program } from "./program";
import { createStack, type EngineRun, type Stack } from "./engine-run";
import { destroy, refresh, up } from "./small-engine";
import { createVirtualClock, type VirtualClock } from "./virtual-clock";

/** On this machine, as an emulator is; nothing listens there. */
const ENDPOINT = "http://127.0.0.1:9";

/** Long enough for what a command set going to come to its end. */
const BETWEEN_COMMANDS_MS = 60_000;

/** Longer than the longest delay of a scenario. */
const REST_MS = 2 * 3_600_000;

export interface FastDriverOptions {
  readonly quirks: QuirkChanges;
  readonly isParallel: boolean;
}

export function createGateway(clock: VirtualClock, quirks: QuirkChanges): Gateway {
  let requests = 0;
  return {
    store: new Store({
      clock,
      quirks: changeQuirks(DEFAULT_QUIRKS, quirks),
      firstFileId: 1_000_001n,
      seed: { folders: FOLDERS },
    }),
    clock: turnableClock(clock),
    faults: new Faults([...OPERATIONS.keys()]),
    authentication: { check: () => undefined, reset: () => undefined },
    quota: createQuota(clock),
    log: [],
    newRequestId: () => `REQUEST-${++requests}`,
  };
}

/** A repeatable chance between 0 and 1; mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

/** The dynamic host of one command: it remembers, and it can die. */
interface HostProcess {
  readonly context: LifecycleContext;
  readonly calls: Call[];
  readonly lines: string[];
  readonly died: Promise<void>;
  isDead: boolean;
}

interface Surroundings {
  readonly gateway: Gateway;
  readonly clock: VirtualClock;
  readonly random: () => number;
  readonly newClientToken: () => string;
}

/** Passes calls on, notes them, and ends the process at the one where it is to be killed. */
function watched(
  { gateway, clock }: Surroundings,
  process: Pick<HostProcess, "calls" | "isDead">,
  kill: Kill | undefined,
  die: () => void,
): Transport {
  const direct = createDirectTransport(gateway, clock);
  let count = 0;
  return (request) => {
    if (process.isDead) {
      return never();
    }
    const { action, parameters } = request;
    const isLast = ++count === kill?.call;
    const before = gateway.store.task(parameters["FileId"] ?? "");
    if (isLast && kill?.moment === "before") {
      process.calls.push({ action, params: parameters, outcome: "killed", before });
      die();
      return never();
    }
    const answer = direct(request);
    const outcome = gateway.log.at(-1)?.outcome ?? "";
    process.calls.push({ action, params: parameters, outcome, before });
    if (isLast) {
      answer.catch(() => undefined);
      die();
      return never();
    }
    return answer;
  };
}

function startHost(surroundings: Surroundings, { kill, env = {} }: CommandOptions): HostProcess {
  const { clock, random, newClientToken } = surroundings;
  const settings = readSettings({ DATAWORKS_ENDPOINT: ENDPOINT, ...env }, () => undefined);
  let tellDeath = (): void => undefined;
  const died = new Promise<void>((resolve) => (tellDeath = resolve));
  const mortalClock = {
    nowMs: clock.nowMs,
    sleep: (ms: number) => (process.isDead ? never<void>() : clock.sleep(ms)),
  };
  const limiter = createLimiter(mortalClock, settings.maxCallsPerSecond);
  const lines: string[] = [];
  const process: HostProcess = {
    calls: [],
    lines,
    died,
    isDead: false,
    context: {
      settings,
      connect: (_endpoint, deadlineMs) =>
        createDataWorksApi({
          transport,
          limiter,
          policy: { maxRetries: settings.maxRetries, deadlineMs },
          clock: mortalClock,
          random,
          beforeCall: async () => undefined,
        }),
      clock: mortalClock,
      random,
      newClientToken,
      log: (line) => lines.push(line),
      memory: createProcessMemory(),
      run: createRunRecord(),
    },
  };
  const transport = watched(surroundings, process, kill, () => {
    process.isDead = true;
    clock.forgetSleepers();
    tellDeath();
  });
  return process;
}

function registrations(program: Program) {
  return Object.entries(program).map(([name, wish]) => ({
    name,
    inputs: registeredInputs(name, wish),
    isProtected: wish.protect === true,
  }));
}

async function carryOut(command: Command, run: EngineRun, program: Program): Promise<void> {
  if (command.endsWith("refresh")) {
    await refresh(run);
  }
  if (run.failures.length > 0 || run.isDead()) {
    return;
  }
  if (command.startsWith("destroy")) {
    await destroy(run);
  } else if (command !== "refresh") {
    await up(run, registrations(program));
  }
}

function entriesOf(stack: Stack): Entry[] {
  return [...stack.resources.values()].map(
    ({ name, id, isPendingReplacement, initErrors, outputs }) => ({
      name,
      id,
      isPendingReplacement,
      initErrorCount: initErrors.length,
      outputs,
    }),
  );
}

/** The provider on the emulator and a small engine, all in this process and on one virtual clock. */
export function createFastDriver({ quirks, isParallel }: FastDriverOptions): Driver {
  const clock = createVirtualClock();
  const gateway = createGateway(clock, quirks);
  const stack = createStack();
  let tokens = 0;
  const surroundings: Surroundings = {
    gateway,
    clock,
    random: createRandom(1),
    newClientToken: () => `token-${++tokens}`,
  };

  async function run(
    command: Command,
    program: Program,
    options: CommandOptions = {},
  ): Promise<Outcome> {
    const host = startHost(surroundings, options);
    const engineRun: EngineRun = {
      provider: createProvider(() => host.context),
      stack,
      isParallel,
      isPreview: command === "preview",
      isDead: () => host.isDead,
      failures: [],
      plan: new Map(),
    };
    await Promise.race([host.died, carryOut(command, engineRun, program)]);
    clock.pass(BETWEEN_COMMANDS_MS);
    const messages = engineRun.failures.map(({ message }) => message);
    return {
      result: host.isDead ? "killed" : messages.length > 0 ? "failed" : "succeeded",
      text: [...host.lines, ...messages].join("\n"),
      calls: host.calls,
      hasChanges: [...engineRun.plan.values()].some((plan) => plan !== "same"),
    };
  }

  return {
    store: gateway.store,
    run,
    addFault: (rule) => void gateway.faults.add(rule),
    clearFaults: () => gateway.faults.clear(),
    entries: () => entriesOf(stack),
    pendingCreates: () => [...stack.pendingCreates],
    rest: () => clock.pass(REST_MS),
    unprotect() {
      for (const resource of stack.resources.values()) {
        stack.resources.set(resource.name, { ...resource, isProtected: false });
      }
    },
    dispose: () => undefined,
  };
}
