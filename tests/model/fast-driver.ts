import type { QuirkChanges } from "../../emulator/index";
import { createRandom } from "../harness/random";
import type { Command, CommandOptions, Driver, Entry, Outcome } from "./driver";
import { beginRun, copyOf, createStack, type Registration, type Stack } from "./engine-run";
import { createFastEmulator } from "./fast-emulator";
import { startCommand, type Surroundings } from "./fast-host";
import { registeredInputs, type Program } from "./program";
import { carryOut } from "./small-engine";
import { createVirtualClock } from "./virtual-clock";

/** Long enough for what a command set going to come to its end. */
const BETWEEN_COMMANDS_MS = 60_000;

/** Longer than the longest delay of a scenario. */
const REST_MS = 2 * 3_600_000;

export interface FastDriverOptions {
  readonly quirks: QuirkChanges;
  readonly isParallel: boolean;
}

function registrations(program: Program): readonly Registration[] {
  return Object.entries(program).map(([name, wish]) => ({
    name,
    inputs: registeredInputs(name, wish),
    isProtected: wish.protect === true,
    isRetained: wish.retainOnDelete === true,
    alias: wish.alias,
    provider: wish.provider ?? "default",
  }));
}

export function entriesOf(stack: Stack): Entry[] {
  return [...stack.resources.values()].map(
    ({ name, id, isPendingReplacement, isRetained, provider, initErrors, outputs }) => ({
      name,
      id,
      isPendingReplacement,
      retainOnDelete: isRetained,
      provider,
      initErrorCount: initErrors.length,
      outputs,
    }),
  );
}

/** The provider on the emulator and a small engine, all in this process and on one virtual clock. */
export function createFastDriver({ quirks, isParallel }: FastDriverOptions): Driver {
  const clock = createVirtualClock();
  const emulator = createFastEmulator(clock, quirks);
  const { control } = emulator;
  const stack = createStack();
  let tokens = 0;
  const surroundings: Surroundings = {
    emulator,
    elsewhere: createFastEmulator(clock, quirks),
    clock,
    random: createRandom(1),
    newClientToken: () => `token-${++tokens}`,
  };

  async function run(
    command: Command,
    program: Program,
    options: CommandOptions = {},
  ): Promise<Outcome> {
    const processes = startCommand(surroundings, options);
    const isPreview = command.startsWith("preview");
    // What a preview stores is forgotten.
    const engineRun = beginRun(isPreview ? copyOf(stack) : stack, {
      providerOf: processes.providerOf,
      isParallel,
      isPreview,
      isDead: processes.isDead,
      target: options.target,
      deleteOrder: options.deleteOrder ?? [],
    });
    await Promise.race([processes.died, carryOut(command, engineRun, registrations(program))]);
    clock.pass(BETWEEN_COMMANDS_MS);
    const messages = engineRun.failures.map(({ message }) => message);
    return {
      result: processes.isDead() ? "killed" : messages.length > 0 ? "failed" : "succeeded",
      text: [...processes.lines, ...messages].join("\n"),
      calls: processes.calls,
      deletes: engineRun.deletes,
      hasChanges: [...engineRun.plan.values()].some((plan) => plan !== "same"),
    };
  }

  return {
    service: control,
    run,
    jump: (ms) => control.clock.advance(ms),
    addFault: (rule) => void control.addFault(rule),
    clearFaults: () => control.clearFaults(),
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
