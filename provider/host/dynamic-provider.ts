import { createContext } from "../runtime";
import { engineAddress, requireLivingEngine } from "./engine-alive";
import { createCheckedInputs } from "../lifecycle/checks/checked-inputs";
import type { LifecycleContext } from "../lifecycle/session/context";
import { createTask } from "../lifecycle/create";
import { diffTask, type DiffResult } from "../lifecycle/diff";
import { checkInputs } from "../lifecycle/check";
import { createRunRecord } from "../lifecycle/session/run-record";
import { getTask } from "../lifecycle/get";
import { readTask } from "../lifecycle/read";
import { removeTask } from "../lifecycle/remove";
import { updateTask } from "../lifecycle/update";
import { createRunFiles } from "./run-files";
import { readSettings, regionOf, type GetConfig } from "../settings";
import { plainFailure, writeFailure } from "./failures";
import {
  inputsFrom,
  PROVIDER_KEY,
  stateFrom,
  wireProperties,
  wireRead,
  wireState,
  type Properties,
} from "./wire";

export type { Properties };

const address = engineAddress();
const run = address === undefined ? createRunRecord() : createRunFiles(address);

/** One line for the user: the host shows a provider's standard output. */
function log(line: string): void {
  // oxlint-disable-next-line no-console -- the host shows it to the user
  console.log(line);
}

/** The environment is read for every operation: it is current even where the configuration is that of the last `up`. */
function processContext(getConfig: GetConfig): LifecycleContext {
  return createContext(readSettings(process.env, getConfig), {
    log,
    beforeCall: requireLivingEngine,
    run,
  });
}

/**
 * The methods that Pulumi's dynamic host calls, for a lifecycle in any runtime.
 *
 * @param contextOf called for every operation
 */
export function createProvider(contextOf: (getConfig: GetConfig) => LifecycleContext) {
  let getConfig: GetConfig = () => undefined;
  const checked = createCheckedInputs();
  const currentContext = () => contextOf(getConfig);
  return {
    /** Stores and returns immediately: the host does not make other resources wait for it. */
    configure(request: { readonly config: { get(key: string): string | undefined } }): void {
      getConfig = (key) => request.config.get(key);
    },

    async check(
      olds: Properties,
      news: Properties,
    ): Promise<{ inputs: Properties; failures: { property: string; reason: string }[] }> {
      try {
        const result = checkInputs(olds, news, getConfig);
        if ("problems" in result) {
          // If a property were named, the engine would print its value, secrets included.
          const failures = result.problems.map((reason) => ({ property: "", reason }));
          // Invalid inputs may not be serializable, and are never stored.
          return { inputs: {}, failures };
        }
        const inputs = wireProperties(result.inputs);
        checked.remember(inputs);
        return { inputs, failures: [] };
      } catch (error) {
        throw plainFailure(error);
      }
    },

    async diff(id: string, olds: Properties, news: Properties): Promise<DiffResult> {
      try {
        const inputs = inputsFrom(news);
        return await diffTask(currentContext(), id, stateFrom(olds), inputs, checked.has(inputs));
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
        // A look-up with `get` passes the program's inputs, a refresh the stored state.
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
 * The provider that Pulumi's dynamic host loads. Its shape is part of the state format: states of every version refer to it.
 */
export const provider = createProvider(processContext);
