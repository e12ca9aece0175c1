import type { Answer, Transport } from "../../provider/api/transport/request";
import type { Clock } from "../../provider/clock";
import { createProvider } from "../../provider/host";
import { createRunRecord } from "../../provider/lifecycle/session/run-record";
import { readSettings } from "../../provider/settings";
import { createTestContext } from "../harness/context";
import { createDirectTransport } from "./direct-transport";
import type { Call, CommandOptions } from "./driver";
import type { Provider } from "./engine-run";
import type { FastEmulator } from "./fast-emulator";
import { HALF, halved, LIE, type HalfAnswer } from "./half-answer";
import { reportedBy } from "./reported";
import type { VirtualClock } from "./virtual-clock";

/** On this machine, as an emulator is; nothing listens there. */
const ENDPOINT = "http://127.0.0.1:9";

/** Another one, for a command that has the wrong environment. */
export const ELSEWHERE = "http://127.0.0.1:10";

export interface Surroundings {
  readonly emulator: FastEmulator;
  /** The service behind {@link ELSEWHERE}: it has the workspace, and none of the tasks. */
  readonly elsewhere: FastEmulator;
  readonly clock: VirtualClock;
  readonly random: () => number;
  readonly newClientToken: () => string;
}

/** The processes of one command: they die together. */
export interface CommandProcesses {
  readonly calls: Call[];
  readonly lines: string[];
  readonly died: Promise<void>;
  isDead(): boolean;
  /** The provider in the dynamic host of a provider resource, started when it is first asked for. */
  providerOf(name: string): Provider;
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

/** Which half answer, if any, the nth call of an action gets. */
function fieldToLeaveOut(
  halfAnswers: readonly HalfAnswer[],
  calls: readonly Call[],
  action: string,
): string | undefined {
  const nth = calls.filter((call) => call.action === action).length;
  return halfAnswers.find((half) => half.action === action && half.nth === nth)?.field;
}

function requestIdOf(body: unknown): unknown {
  return body === null ? HALF : (body as { readonly RequestId?: unknown } | undefined)?.RequestId;
}

/** Passes calls on, notes them, and ends the processes at the one where they are to be killed. */
function createTransport(
  { emulator, clock }: Pick<Surroundings, "emulator" | "clock">,
  { calls, isDead }: Pick<CommandProcesses, "calls" | "isDead">,
  { kill, onCall, halfAnswers = [] }: CommandOptions,
  die: () => void,
): Transport {
  const direct = createDirectTransport(emulator.parts, clock);

  async function pass(
    request: Parameters<Transport>[0],
    note: (reported: Call["reported"], outcome: string) => void,
  ) {
    const { action } = request;
    const isKilledHere = calls.length === kill?.call;
    const answering = direct(request);
    const outcome = emulator.control.requests.at(-1)?.outcome ?? "";
    const field = fieldToLeaveOut(halfAnswers, calls, action);
    calls[calls.length - 1] = {
      ...calls.at(-1)!,
      outcome,
    };
    onCall?.(calls.length);
    if (isKilledHere) {
      answering.catch(() => undefined);
      die();
      return never<Answer>();
    }
    const answer = await answering;
    const half = field === undefined ? undefined : halved(answer.body, field);
    if (half !== undefined) {
      note("nothing", "fault half");
      return { ...answer, body: half };
    }
    const id = requestIdOf(answer.body);
    note(id === HALF ? "nothing" : reportedBy(outcome, action, id === LIE, answer), outcome);
    return answer;
  }

  return (request) => {
    if (isDead()) {
      return never();
    }
    const { action, parameters } = request;
    const before = emulator.control.task(parameters["FileId"] ?? "");
    const index =
      calls.push({ action, params: parameters, outcome: "killed", reported: "nothing", before }) -
      1;
    if (calls.length === kill?.call && kill.moment === "before") {
      die();
      return never();
    }
    return pass(request, (reported, outcome) => {
      calls[index] = { ...calls[index]!, reported, outcome };
    });
  };
}

/** Starts the processes of one command. */
export function startCommand(
  surroundings: Surroundings,
  options: CommandOptions,
): CommandProcesses {
  const { clock, random, newClientToken } = surroundings;
  const settings = readSettings({ DATAWORKS_ENDPOINT: ENDPOINT, ...options.env }, () => undefined);
  let isDead = false;
  let tellDeath = (): void => undefined;
  const died = new Promise<void>((resolve) => (tellDeath = resolve));
  const mortalClock: Clock = {
    nowMs: clock.nowMs,
    sleep: (ms) => (isDead ? never() : clock.sleep(ms)),
  };
  const calls: Call[] = [];
  const lines: string[] = [];
  // All hosts of one command share it, whatever process they are.
  const run = createRunRecord();
  const transportTo = (emulator: FastEmulator): Transport =>
    createTransport({ emulator, clock }, { calls, isDead: () => isDead }, options, () => {
      isDead = true;
      clock.forgetSleepers();
      tellDeath();
    });
  const transport = transportTo(surroundings.emulator);
  const elsewhere = transportTo(surroundings.elsewhere);

  function startHost(): Provider {
    const context = createTestContext({
      settings,
      transportTo: (endpoint) => (endpoint === ENDPOINT ? transport : elsewhere),
      clock: mortalClock,
      random,
      newClientToken,
      log: (line) => lines.push(line),
      run,
    });
    return createProvider(() => context);
  }

  const hosts = new Map<string, Provider>();
  return {
    calls,
    lines,
    died,
    isDead: () => isDead,
    providerOf(name) {
      const host = hosts.get(name) ?? startHost();
      hosts.set(name, host);
      return host;
    },
  };
}
