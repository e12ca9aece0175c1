import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../../provider/host";
import {
  drop,
  each,
  fail,
  failureOf,
  PROVIDER_KEY,
  store,
  stored,
  type EngineRun,
  type Registration,
  type StoredResource,
} from "./engine-run";

/** @returns the checked inputs, or nothing where the check failed. */
async function check(
  run: EngineRun,
  { name, inputs }: Registration,
  olds: Properties,
): Promise<Properties | undefined> {
  const checked = await run.provider.check(structuredClone(olds), structuredClone(inputs));
  if (checked.failures.length > 0) {
    fail(run, name, checked.failures.map(({ reason }) => reason).join("\n"));
    return undefined;
  }
  return { ...structuredClone(checked.inputs), [PROVIDER_KEY]: inputs[PROVIDER_KEY] };
}

async function create(
  run: EngineRun,
  { name, isProtected }: Registration,
  inputs: Properties,
): Promise<void> {
  const common = { name, inputs, isProtected, isPendingReplacement: false };
  run.stack.pendingCreates.add(name);
  try {
    const { id, outs } = await run.provider.create(structuredClone(inputs));
    store(run, { ...common, id, outputs: stored(outs, inputs[PROVIDER_KEY]), initErrors: [] });
  } catch (error) {
    const { id, properties = {}, reasons = [], message } = failureOf(error);
    if (id !== undefined) {
      const outputs = stored(properties, properties[PROVIDER_KEY]);
      store(run, { ...common, id, outputs, initErrors: reasons });
    } else if (!run.isDead()) {
      run.stack.pendingCreates.delete(name);
    }
    fail(run, name, id === undefined ? message : reasons.join("\n"));
  }
}

async function update(
  run: EngineRun,
  old: StoredResource,
  { isProtected }: Registration,
  inputs: Properties,
): Promise<void> {
  try {
    const { outs } = await run.provider.update(
      old.id,
      structuredClone(old.outputs),
      structuredClone(inputs),
    );
    const outputs = stored(outs, inputs[PROVIDER_KEY]);
    store(run, { ...old, inputs, outputs, isProtected, initErrors: [] });
  } catch (error) {
    const { id, properties = {}, reasons = [], message } = failureOf(error);
    if (id !== undefined) {
      // The old inputs stay.
      const outputs = stored(properties, properties[PROVIDER_KEY]);
      store(run, { ...old, outputs, isProtected, initErrors: reasons });
    }
    fail(run, old.name, id === undefined ? message : reasons.join("\n"));
  }
}

/** @returns whether the resource is deleted. */
async function callDelete(run: EngineRun, { name, id, outputs }: StoredResource): Promise<boolean> {
  try {
    await run.provider.delete(id, structuredClone(outputs));
    return true;
  } catch (error) {
    fail(run, name, failureOf(error).message);
    return false;
  }
}

/** Deletes before it creates, as the provider asks and the class presets. */
async function replace(
  run: EngineRun,
  old: StoredResource,
  registration: Registration,
): Promise<void> {
  if (old.isProtected && registration.isProtected) {
    run.plan.set(old.name, "refuse");
    fail(run, old.name, `unable to replace resource "${old.name}": it is protected`);
    return;
  }
  run.plan.set(old.name, "replace");
  const inputs = await check(run, registration, {});
  if (inputs === undefined || run.isPreview) {
    return;
  }
  if (!old.isPendingReplacement) {
    if (!(await callDelete(run, old))) {
      return;
    }
    store(run, { ...old, isPendingReplacement: true });
  }
  await create(run, registration, inputs);
}

async function change(
  run: EngineRun,
  old: StoredResource,
  registration: Registration,
  inputs: Properties,
): Promise<void> {
  const diff = await run.provider.diff(
    old.id,
    structuredClone(old.outputs),
    structuredClone(inputs),
  );
  // Without a verdict the engine compares the inputs itself.
  const isChanged = diff.changes ?? !isDeepStrictEqual(old.inputs, inputs);
  if (old.isPendingReplacement || (isChanged && (diff.replaces ?? []).length > 0)) {
    await replace(run, old, registration);
  } else if (isChanged || old.initErrors.length > 0) {
    run.plan.set(old.name, "update");
    if (!run.isPreview) {
      await update(run, old, registration, inputs);
    }
  } else {
    run.plan.set(old.name, "same");
    if (!run.isPreview) {
      // The inputs are renewed, the outputs are not.
      store(run, { ...old, inputs, isProtected: registration.isProtected });
    }
  }
}

async function register(run: EngineRun, registration: Registration): Promise<void> {
  const { name } = registration;
  const old = run.stack.resources.get(name);
  try {
    const inputs = await check(run, registration, old?.inputs ?? {});
    if (inputs === undefined) {
      return;
    }
    if (old !== undefined) {
      await change(run, old, registration, inputs);
      return;
    }
    run.plan.set(name, "create");
    if (!run.isPreview) {
      await create(run, registration, inputs);
    }
  } catch (error) {
    fail(run, name, failureOf(error).message);
  }
}

async function remove(run: EngineRun, resource: StoredResource): Promise<void> {
  const { name, isProtected, isPendingReplacement } = resource;
  if (isProtected && !isPendingReplacement) {
    run.plan.set(name, "refuse");
    fail(run, name, `resource "${name}" cannot be deleted: it is protected`);
    return;
  }
  run.plan.set(name, "delete");
  if (run.isPreview) {
    return;
  }
  if (isPendingReplacement || (await callDelete(run, resource))) {
    drop(run, name);
  }
}

/** The registrations of a program, then what the program no longer has; `pulumi preview` and `pulumi up`. */
export async function up(run: EngineRun, program: readonly Registration[]): Promise<void> {
  await each(run, program, (registration) => register(run, registration));
  if (run.failures.length === 0) {
    const names = new Set(program.map(({ name }) => name));
    const gone = [...run.stack.resources.values()].filter(({ name }) => !names.has(name));
    await each(run, gone.reverse(), (resource) => remove(run, resource));
  }
}

/** `pulumi destroy` without the program. */
export async function destroy(run: EngineRun): Promise<void> {
  const all = [...run.stack.resources.values()];
  await each(run, all.reverse(), (resource) => remove(run, resource));
  if (run.failures.length === 0 && !run.isDead()) {
    // It says "deleted" and forgets the creates of killed runs without asking anybody.
    run.stack.pendingCreates.clear();
  }
}

/** Reads every resource, whatever happens to the others; what was read is stored at the end. */
export async function refresh(run: EngineRun): Promise<void> {
  const refreshed: (() => void)[] = [];
  const read = async (resource: StoredResource): Promise<void> => {
    const { name, id, inputs, outputs } = resource;
    try {
      const seen = await run.provider.read(id, structuredClone(outputs));
      if (seen.id === undefined) {
        refreshed.push(() => drop(run, name));
        return;
      }
      const next = {
        ...resource,
        inputs: stored(seen.inputs ?? inputs, inputs[PROVIDER_KEY]),
        outputs: stored(seen.props ?? {}, outputs[PROVIDER_KEY]),
        initErrors: [],
      };
      refreshed.push(() => store(run, next));
      // The engine shows what changed: it compares what was read with the inputs before.
      await run.provider.diff(id, structuredClone(next.outputs), structuredClone(inputs));
    } catch (error) {
      fail(run, name, failureOf(error).message);
    }
  };
  const resources = [...run.stack.resources.values()].filter((one) => !one.isPendingReplacement);
  if (run.isParallel) {
    await Promise.all(resources.map(read));
  } else {
    for (const resource of resources) {
      await read(resource);
    }
  }
  for (const apply of refreshed) {
    apply();
  }
}
