import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../../provider/host";
import {
  drop,
  fail,
  failureOf,
  PROVIDER_KEY,
  store,
  stored,
  type EngineRun,
  type Registration,
  type StoredResource,
} from "./engine-run";

/** Work that is decided and not yet done. */
export type Chain = () => Promise<void>;

/** @returns the checked inputs, or nothing where the check failed. */
async function check(
  run: EngineRun,
  { name, inputs, provider }: Registration,
  olds: Properties,
): Promise<Properties | undefined> {
  const checked = await run
    .providerOf(provider)
    .check(structuredClone(olds), structuredClone(inputs));
  if (checked.failures.length > 0) {
    fail(run, name, checked.failures.map(({ reason }) => reason).join("\n"));
    return undefined;
  }
  return { ...structuredClone(checked.inputs), [PROVIDER_KEY]: inputs[PROVIDER_KEY] };
}

/** What the program says of a resource beside its inputs. */
function optionsOf({ name, isProtected, isRetained, provider }: Registration) {
  return { name, isProtected, isRetained, provider };
}

/** Stores a resource in the place of an entry that may have another name. */
function replaceEntry(run: EngineRun, old: StoredResource | undefined, next: StoredResource): void {
  if (old !== undefined && old.name !== next.name) {
    drop(run, old.name);
  }
  store(run, next);
}

async function create(
  run: EngineRun,
  old: StoredResource | undefined,
  registration: Registration,
  inputs: Properties,
): Promise<void> {
  const { name, provider } = registration;
  const common = { ...optionsOf(registration), inputs, isPendingReplacement: false };
  run.stack.pendingCreates.add(name);
  try {
    const { id, outs } = await run.providerOf(provider).create(structuredClone(inputs));
    const outputs = stored(outs, inputs[PROVIDER_KEY]);
    replaceEntry(run, old, { ...common, id, outputs, initErrors: [] });
  } catch (error) {
    const { id, properties = {}, reasons = [], message } = failureOf(error);
    if (id !== undefined) {
      const outputs = stored(properties, properties[PROVIDER_KEY]);
      replaceEntry(run, old, { ...common, id, outputs, initErrors: reasons });
    } else if (!run.isDead()) {
      run.stack.pendingCreates.delete(name);
    }
    fail(run, name, id === undefined ? message : reasons.join("\n"));
  }
}

async function update(
  run: EngineRun,
  old: StoredResource,
  registration: Registration,
  inputs: Properties,
): Promise<void> {
  const next = { ...old, ...optionsOf(registration) };
  try {
    const { outs } = await run
      .providerOf(registration.provider)
      .update(old.id, structuredClone(old.outputs), structuredClone(inputs));
    const outputs = stored(outs, inputs[PROVIDER_KEY]);
    replaceEntry(run, old, { ...next, inputs, outputs, initErrors: [] });
  } catch (error) {
    const { id, properties = {}, reasons = [], message } = failureOf(error);
    if (id !== undefined) {
      // The old inputs stay.
      const outputs = stored(properties, properties[PROVIDER_KEY]);
      replaceEntry(run, old, { ...next, outputs, initErrors: reasons });
    }
    fail(run, registration.name, id === undefined ? message : reasons.join("\n"));
  }
}

/** @returns whether the resource is deleted, or left to itself as it asks. */
export async function callDelete(run: EngineRun, resource: StoredResource): Promise<boolean> {
  const { name, id, outputs, isRetained, provider } = resource;
  if (isRetained) {
    return true;
  }
  try {
    await run.providerOf(provider).delete(id, structuredClone(outputs));
    return true;
  } catch (error) {
    fail(run, name, failureOf(error).message);
    return false;
  }
}

/** Deletes before it creates, as the provider asks and the class presets; the old provider deletes. */
async function replace(
  run: EngineRun,
  old: StoredResource,
  registration: Registration,
): Promise<Chain | undefined> {
  const { name } = registration;
  if (old.isProtected && registration.isProtected) {
    run.plan.set(name, "refuse");
    fail(run, name, `unable to replace resource "${name}": it is protected`);
    return undefined;
  }
  run.plan.set(name, "replace");
  const inputs = await check(run, registration, {});
  if (inputs === undefined || run.isPreview) {
    return undefined;
  }
  return async () => {
    if (!old.isPendingReplacement) {
      if (!(await callDelete(run, old))) {
        return;
      }
      store(run, { ...old, isPendingReplacement: true });
      // Steps that another failure finds waiting are not begun.
      if (run.failures.length > 0) {
        return;
      }
    }
    await create(run, old, registration, inputs);
  };
}

async function change(
  run: EngineRun,
  old: StoredResource,
  registration: Registration,
  inputs: Properties,
): Promise<Chain | undefined> {
  const { name, provider } = registration;
  const diff = await run
    .providerOf(provider)
    .diff(old.id, structuredClone(old.outputs), structuredClone(inputs));
  // Without a verdict the engine compares the inputs itself.
  const isChanged = diff.changes ?? !isDeepStrictEqual(old.inputs, inputs);
  if (old.isPendingReplacement || (isChanged && (diff.replaces ?? []).length > 0)) {
    return replace(run, old, registration);
  }
  if (isChanged || old.initErrors.length > 0) {
    run.plan.set(name, "update");
    return run.isPreview ? undefined : () => update(run, old, registration, inputs);
  }
  run.plan.set(name, "same");
  if (!run.isPreview) {
    // The inputs are renewed, the outputs are not.
    replaceEntry(run, old, { ...old, ...optionsOf(registration), inputs });
  }
  return undefined;
}

/** Asks what a registration means. @returns the work that it makes. */
export async function decide(
  run: EngineRun,
  old: StoredResource | undefined,
  registration: Registration,
): Promise<Chain | undefined> {
  const { name } = registration;
  try {
    const inputs = await check(run, registration, old?.inputs ?? {});
    if (inputs === undefined) {
      return undefined;
    }
    if (old !== undefined) {
      return await change(run, old, registration, inputs);
    }
    run.plan.set(name, "create");
    return run.isPreview ? undefined : () => create(run, undefined, registration, inputs);
  } catch (error) {
    fail(run, name, failureOf(error).message);
    return undefined;
  }
}
