import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { provider, type Properties } from "../../provider/host";

/** Properties as the SDK sends them; the message comes from the library that the SDK brings with it. */
interface WireStruct {
  readonly constructor: Function & { deserializeBinary(bytes: Uint8Array): WireStruct };
  serializeBinary(): Uint8Array;
  toJavaScript(): Properties;
}

interface WireRequest {
  getId(): string;
  getObject(): WireStruct;
  getProperties(): WireStruct;
}

const SECRET_MARK = "4dabf18193072939515e22adb298388d";

/** The host takes no secrets, so the engine hands it their plain values. */
function withoutSecretMarks(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutSecretMarks);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return SECRET_MARK in value && "value" in value
    ? withoutSecretMarks(value.value)
    : Object.fromEntries(
        Object.entries(value).map(([key, child]) => [key, withoutSecretMarks(child)]),
      );
}

/** What the dynamic host reads from the bytes that the SDK writes. */
function overTheWire(struct: WireStruct): Properties {
  const arrived = struct.constructor.deserializeBinary(struct.serializeBinary());
  return withoutSecretMarks(arrived.toJavaScript()) as Properties;
}

/** A task as the state of an earlier run holds it. */
export interface Stored {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** Whatever a person would be told; the same sentence of two operations counts once. */
class Told {
  readonly sentences = new Set<string>();

  async try<T>(operation: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await operation();
    } catch (error) {
      this.add(error);
      return undefined;
    }
  }

  add(error: unknown): void {
    const text = error instanceof Error ? error.message : `not an Error: ${String(error)}`;
    // The SDK's own words before ours, where a value came late.
    this.sentences.add(text.replace(/^error serializing property "[^"]*": /, ""));
  }
}

/** Takes inputs through the host as the engine does: as a new task, and as a change of a stored one. */
async function registerWith(told: Told, stored: Stored, news: Properties): Promise<void> {
  for (const olds of [{}, stored.inputs]) {
    const checked = await told.try(() => provider.check(olds, news));
    for (const { property, reason } of checked?.failures ?? []) {
      told.sentences.add(property === "" ? reason : `the engine would print ${property}`);
    }
  }
  if (told.sentences.size > 0) {
    return;
  }
  const { inputs } = await provider.check({}, news);
  await told.try(() => provider.create(inputs));
  const { id, outputs } = stored;
  await told.try(() => provider.diff(id, outputs, inputs));
  await told.try(() => provider.update(id, outputs, inputs));
  await told.try(() => provider.read(id, outputs));
  await told.try(() => provider.delete(id, outputs));
}

/** The engine's side of a program with one resource. */
class HostMonitor extends MockMonitor {
  constructor(
    readonly told: Told,
    readonly stored: Stored,
    readonly done: () => void,
  ) {
    super({ call: () => ({}), newResource: () => ({ id: stored.id, state: {} }) });
  }

  override async registerResource(
    request: WireRequest,
    answer: (error: unknown, response: unknown) => void,
  ): Promise<void> {
    await this.told.try(() =>
      registerWith(this.told, this.stored, overTheWire(request.getObject())),
    );
    await super.registerResource(request, answer);
    this.done();
  }

  override async readResource(
    request: WireRequest,
    answer: (error: unknown, response: unknown) => void,
  ): Promise<void> {
    const properties = overTheWire(request.getProperties());
    await this.told.try(() => provider.read(request.getId(), properties));
    await super.readResource(request, answer);
    this.done();
  }
}

const PROGRAM_TIMEOUT_MS = 20_000;

/**
 * Runs a program with one resource through the SDK, its wire format and the host.
 *
 * @returns all that it is told. A program that neither ends nor fails in time is told so.
 */
export async function runProgram(
  program: () => void,
  { stored, isPreview }: { readonly stored: Stored; readonly isPreview: boolean },
): Promise<readonly string[]> {
  const told = new Told();
  let done = () => {};
  const ended = new Promise<"ended">((resolve) => (done = () => resolve("ended")));
  // As in the SDK's own runner, a failed promise ends the program.
  const before = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (error) => {
    told.add(error);
    done();
  });
  pulumi.runtime.setMockOptions(new HostMonitor(told, stored, done), "bad", "dev", isPreview);
  const timer = new AbortController();
  // The SDK writes the stack of every promise down, which takes most of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    await told.try(program);
    const timedOut = sleep(PROGRAM_TIMEOUT_MS, "timed out", { signal: timer.signal }).catch(
      () => "ended",
    );
    const end = told.sentences.size > 0 ? "ended" : await Promise.race([ended, timedOut]);
    if (end !== "ended") {
      told.sentences.add(`hangs for ${PROGRAM_TIMEOUT_MS} ms`);
    }
    // A second failure would come in the next turns.
    await nextTurn();
    await nextTurn();
  } finally {
    timer.abort();
    Error.stackTraceLimit = stackTraceLimit;
    process.removeAllListeners("unhandledRejection");
    for (const listener of before) {
      process.on("unhandledRejection", listener);
    }
  }
  return [...told.sentences];
}
