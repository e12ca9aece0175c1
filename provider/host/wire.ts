import type { DISyncTaskInputs } from "../lifecycle/model/inputs";
import { SECRET_OUTPUTS } from "../lifecycle/model/output-table";
import { inputsOf, type DISyncTaskState } from "../lifecycle/model/state";

/** Properties as exchanged with the dynamic host: JSON values. */
export type Properties = Record<string, unknown>;

export const PROVIDER_KEY = "__provider";

/** How the SDK marks a secret on the wire; the engine recognises it in every response. */
const SECRET_MARK = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
} as const;

/**
 * Makes a value serializable for the engine: one `undefined` in it would fail the operation after its calls, NaN would become null.
 *
 * @throws Error with the path of a value that cannot be serialized.
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

export function wireProperties(values: object): Properties {
  return toWire(values, "outputs") as Properties;
}

/** Marks each of these properties as a secret. */
function withSecrets(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      names.includes(name) ? { ...SECRET_MARK, value } : value,
    ]),
  );
}

export function wireState(state: DISyncTaskState): Properties {
  return withSecrets(wireProperties(state), SECRET_OUTPUTS);
}

/** What was read of a task. For one that this stack does not own it is unknown which parts of the content are secret, so all of it is. */
export function wireRead(state: DISyncTaskState): { props: Properties; inputs: Properties } {
  const secrets = state.lookedUp === true ? ["taskContent"] : [];
  return {
    props: withSecrets(wireState(state), secrets),
    inputs: withSecrets(wireProperties(inputsOf(state)), secrets),
  };
}

export function inputsFrom(properties: Properties): DISyncTaskInputs {
  const { [PROVIDER_KEY]: _text, ...inputs } = properties;
  return inputs as unknown as DISyncTaskInputs;
}

export function stateFrom(properties: Properties): DISyncTaskState {
  const { [PROVIDER_KEY]: _text, ...state } = properties;
  return state as unknown as DISyncTaskState;
}
