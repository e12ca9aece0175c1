import { createContext } from "./connection";
import { engineAddress, requireLivingEngine } from "./engine-alive";
import { createCheckedInputs } from "./lifecycle/checked-inputs";
import type { LifecycleContext } from "./lifecycle/context";
import { createTask } from "./lifecycle/create";
import { diffInputs, diffNotes, type DiffResult } from "./lifecycle/diff";
import { messageOf, PartialError } from "./lifecycle/errors";
import { checkInputs } from "./lifecycle/check";
import type { DISyncTaskInputs } from "./lifecycle/inputs";
import { recordDeclared } from "./lifecycle/ownership";
import { createRunRecord } from "./lifecycle/run-record";
import { getTask } from "./lifecycle/look-up";
import { readTask } from "./lifecycle/read";
import { removeTask } from "./lifecycle/remove";
import { inputsOf, SECRET_OUTPUTS, type DISyncTaskState } from "./lifecycle/state";
import { requireNothingUnset } from "./lifecycle/unset-inputs";
import { updateTask } from "./lifecycle/update";
import { createRunFiles } from "./run-files";
import { readSettings, regionOf, type GetConfig } from "./settings";

/** Properties as the dynamic host hands them over and takes them back: JSON values. */
export type Properties = Record<string, unknown>;

const PROVIDER_KEY = "__provider";

/** How the SDK marks a secret on the wire; the engine reads it in every answer. */
const SECRET_MARK = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
} as const;

/** gRPC's FAILED_PRECONDITION: the engine takes it for a refusal and not for a broken provider. */
const FAILED_PRECONDITION = 9;

/**
 * Makes a value fit for the engine's wire: one `undefined` in it would fail the operation after its calls, NaN would turn to null.
 *
 * @throws Error that names the path of what cannot be sent.
 */
function toWire(value: unknown, path: string): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") {
    return value;
  }
  if (typeof value === "bigint") {
    return value.toString();
  }
  if (typeof value === "number" && Number.isFinite(value)) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((child, index) => toWire(child ?? null, `${path}[${index}]`));
  }
  if (typeof value === "object" && isPlain(value)) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, child]) => child !== undefined)
        .map(([key, child]) => [key, toWire(child, `${path}.${key}`)]),
    );
  }
  const kind = typeof value === "object" ? "an object that is not plain" : `a ${typeof value}`;
  throw new Error(`${path} cannot be stored: it is ${typeof value === "number" ? value : kind}`);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function wireProperties(values: object): Properties {
  return toWire(values, "outputs") as Properties;
}

/** Marks these properties as secrets as a whole. */
function withSecrets(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      names.includes(name) ? { ...SECRET_MARK, value } : value,
    ]),
  );
}

function wireState(state: DISyncTaskState): Properties {
  return withSecrets(wireProperties(state), SECRET_OUTPUTS);
}

/** What was read of a task. Of one that is not this stack's nobody can tell which parts of the content are secrets, so it is one as a whole. */
function wireRead(state: DISyncTaskState): { props: Properties; inputs: Properties } {
  const secrets = state.lookedUp === true ? ["taskContent"] : [];
  return {
    props: withSecrets(wireState(state), secrets),
    inputs: withSecrets(wireProperties(inputsOf(state)), secrets),
  };
}

function inputsFrom(properties: Properties): DISyncTaskInputs {
  const { [PROVIDER_KEY]: _text, ...inputs } = properties;
  return inputs as unknown as DISyncTaskInputs;
}

function stateFrom(properties: Properties): DISyncTaskState {
  const { [PROVIDER_KEY]: _text, ...state } = properties;
  return state as unknown as DISyncTaskState;
}

/** An Error whose stack says nothing of our code, because engine and host print it. */
function withoutStack(error: Error, stack = ""): Error {
  error.stack = stack;
  return error;
}

/** The beginning of a message, up to what went wrong. */
function headline(message: string): string {
  return message.split(/: |\. |\n/)[0] ?? message;
}

/**
 * An error of check, diff, read or delete. The engine shows its message under the resource; the host writes `${error}: ${stack}` to its
 * standard error as well, which the engine shows under the stack: that line only points to the other.
 */
function plainFailure(error: unknown): Error {
  const message = messageOf(error);
  const failure = Object.assign(new Error(message), {
    code: FAILED_PRECONDITION,
    details: message,
    toString: () => headline(message),
  });
  return withoutStack(failure, "the error of the resource says why");
}

/** An error of create or update; with an id the engine keeps the task in its state and shows only the reasons. */
function writeFailure(error: unknown, providerText: unknown): Error {
  const message = messageOf(error);
  const partial =
    error instanceof PartialError
      ? {
          id: error.id,
          properties: { ...wireState(error.state), [PROVIDER_KEY]: providerText },
          reasons: [message],
        }
      : {};
  return withoutStack(Object.assign(new Error(message), partial));
}

const address = engineAddress();
const run = address === undefined ? createRunRecord() : createRunFiles(address);

/** One line for the person who watches: the host shows a provider's standard output. */
function log(line: string): void {
  // oxlint-disable-next-line no-console -- as said above
  console.log(line);
}

/** The environment is read for every operation: it is fresh even where the configuration is that of the last `up`. */
function processContext(getConfig: GetConfig): LifecycleContext {
  return createContext(readSettings(process.env, getConfig), {
    log,
    beforeCall: requireLivingEngine,
    run,
  });
}

/**
 * The methods that Pulumi's dynamic host calls, over a lifecycle of any surroundings.
 *
 * @param contextOf asked anew for every operation
 */
export function createProvider(contextOf: (getConfig: GetConfig) => LifecycleContext) {
  let getConfig: GetConfig = () => undefined;
  const checked = createCheckedInputs();
  const currentContext = () => contextOf(getConfig);
  return {
    /** Stores and returns at once: the host does not hold other resources back while it waits. */
    configure(request: { readonly config: { get(key: string): string | undefined } }): void {
      getConfig = (key) => request.config.get(key);
    },

    async check(
      olds: Properties,
      news: Properties,
    ): Promise<{ inputs: Properties; failures: { property: string; reason: string }[] }> {
      try {
        const { inputs, problems } = checkInputs(olds, news, getConfig);
        // With a named property the engine would print its value, secrets included.
        const failures = problems.map((reason) => ({ property: "", reason }));
        // What is wrong may have no form on the wire, and is never stored.
        const stored = problems.length > 0 ? {} : wireProperties(inputs);
        checked.remember(stored);
        return { inputs: stored, failures };
      } catch (error) {
        throw plainFailure(error);
      }
    },

    async diff(id: string, olds: Properties, news: Properties): Promise<DiffResult> {
      try {
        const state = stateFrom(olds);
        const inputs = inputsFrom(news);
        const context = currentContext();
        const result = diffInputs(state, inputs);
        // A refresh diffs what it has read: that says nothing of the program, and must not fail.
        if (checked.has(inputs)) {
          const isReplacement = (result.replaces ?? []).length > 0;
          if (!isReplacement) {
            requireNothingUnset(state, inputs);
          }
          await recordDeclared(context, id, state, inputs, isReplacement);
        }
        for (const line of diffNotes(state, inputs, result)) {
          context.log(line);
        }
        return result;
      } catch (error) {
        throw plainFailure(error);
      }
    },

    async create(inputs: Properties): Promise<{ id: string; outs: Properties }> {
      try {
        const { id, state } = await createTask(currentContext(), inputsFrom(inputs));
        return { id, outs: wireState(state) };
      } catch (error) {
        throw writeFailure(error, inputs[PROVIDER_KEY]);
      }
    },

    async read(
      id: string,
      properties: Properties,
    ): Promise<{ id?: string; props?: Properties; inputs?: Properties }> {
      try {
        const context = currentContext();
        // A look-up with `get` hands over the program's inputs, a refresh what was stored.
        const state =
          "liveName" in properties
            ? await readTask(context, id, stateFrom(properties))
            : await getTask(
                context,
                id,
                (properties.region as string | undefined) ?? regionOf(getConfig),
              );
        return state === undefined ? {} : { id, ...wireRead(state) };
      } catch (error) {
        throw plainFailure(error);
      }
    },

    async update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }> {
      try {
        const context = currentContext();
        const state = await updateTask(context, id, stateFrom(olds), inputsFrom(news));
        return { outs: wireState(state) };
      } catch (error) {
        throw writeFailure(error, news[PROVIDER_KEY]);
      }
    },

    async delete(id: string, properties: Properties): Promise<void> {
      try {
        await removeTask(currentContext(), id, stateFrom(properties));
      } catch (error) {
        throw plainFailure(error);
      }
    },
  };
}

/**
 * The provider that Pulumi's dynamic host loads. Its shape is part of the state format: states of every version name it.
 */
export const provider = createProvider(processContext);
