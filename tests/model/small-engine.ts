import type { Command } from "./driver";
import {
  drop,
  each,
  fail,
  failureOf,
  isTargeted,
  PROVIDER_KEY,
  store,
  stored,
  type EngineRun,
  type Registration,
  type StoredResource,
} from "./engine-run";
import { callDelete, decide, type Chain } from "./engine-steps";

/** The entry that a registration goes on with: of its own name, or of the one that it had. */
function entryOf({ stack }: EngineRun, { name, alias }: Registration): StoredResource | undefined {
  const own = stack.resources.get(name);
  return own ?? (alias === undefined ? undefined : stack.resources.get(alias));
}

/** What is no target stays as it is; the engine refuses it where the program no longer has its provider. */
function passOver(
  run: EngineRun,
  program: readonly Registration[],
  registration: Registration,
): void {
  const { name } = registration;
  const old = entryOf(run, registration);
  run.done.push(name);
  if (old !== undefined && !program.some(({ provider }) => provider === old.provider)) {
    fail(
      run,
      name,
      `its provider has not been registered: a change of providers mixed with --target`,
    );
  }
}

/** Decides one registration after the other, and works on several at once. */
async function registerAll(run: EngineRun, program: readonly Registration[]): Promise<void> {
  const running: Promise<void>[] = [];
  const start = async (chain: Chain): Promise<void> => {
    const work = chain();
    running.push(work);
    if (!run.isParallel) {
      await work;
    }
  };
  for (const registration of program) {
    if (run.failures.length > 0) {
      break;
    }
    if (isTargeted(run, registration.name)) {
      const chain = await decide(run, entryOf(run, registration), registration);
      if (chain !== undefined && run.failures.length === 0) {
        await start(chain);
      }
    } else {
      passOver(run, program, registration);
    }
  }
  await Promise.all(running);
}

function shownName({ name, shownAs = name }: StoredResource): string {
  return shownAs;
}

function inOrder(
  { deleteOrder }: EngineRun,
  resources: readonly StoredResource[],
): readonly StoredResource[] {
  const rank = (resource: StoredResource): number => {
    const index = deleteOrder.indexOf(shownName(resource));
    return index === -1 ? deleteOrder.length : index;
  };
  return [...resources].sort((a, b) => rank(a) - rank(b));
}

/**
 * Protected ones are refused, and the others deleted all the same, but for those on which a protected one depends: one after the other,
 * each depends on the one before it.
 */
async function removeAll(run: EngineRun, resources: readonly StoredResource[]): Promise<void> {
  const isRefused = ({ isProtected, isPendingReplacement }: StoredResource): boolean =>
    isProtected && !isPendingReplacement;
  const firstRefused = run.isParallel ? -1 : resources.findIndex(isRefused);
  const free = firstRefused === -1 ? resources : resources.slice(0, firstRefused);
  const unprotected = free.filter((resource) => !isRefused(resource));
  for (const { name } of unprotected) {
    run.plan.set(name, "delete");
  }
  if (!run.isPreview) {
    await each(run, inOrder(run, unprotected), async (resource) => {
      if (!resource.isPendingReplacement) {
        run.deletes.push(shownName(resource));
      }
      if (resource.isPendingReplacement || (await callDelete(run, resource))) {
        drop(run, resource.name);
      }
    });
  }
  for (const { name } of resources.filter(isRefused)) {
    run.plan.set(name, "refuse");
    fail(run, name, `resource "${name}" cannot be deleted: it is protected`);
  }
}

/** What was worked on comes first, as in the state that the engine writes. */
function putInOrder({ stack: { resources }, done }: EngineRun): void {
  const names = [...new Set(done)].filter((name) => resources.has(name));
  const others = [...resources.keys()].filter((name) => !names.includes(name));
  const ordered = [...names, ...others].map((name) => [name, resources.get(name)!] as const);
  resources.clear();
  ordered.forEach(([name, resource]) => resources.set(name, resource));
}

/** The registrations of a program, then what the program no longer has; `pulumi preview` and `pulumi up`. */
async function up(run: EngineRun, program: readonly Registration[]): Promise<void> {
  // The order of what a refresh stored counts no longer.
  run.done.length = 0;
  const kept = new Set(program.flatMap((one) => [one.name, entryOf(run, one)?.name]));
  await registerAll(run, program);
  if (run.failures.length === 0) {
    const gone = [...run.stack.resources.values()].filter(({ name }) => !kept.has(name));
    const isSeen = ({ name }: StoredResource): boolean => isTargeted(run, name);
    if (run.isPreview && !gone.every(isSeen)) {
      fail(run, "", "will be destroyed but was not specified in --target list");
      return;
    }
    await removeAll(run, gone.filter(isSeen).reverse());
  }
  if (!run.isDead()) {
    putInOrder(run);
  }
}

async function destroyAll(run: EngineRun, all: readonly StoredResource[]): Promise<void> {
  await removeAll(run, [...all].reverse());
  if (run.failures.length === 0 && !run.isDead()) {
    // It says "deleted" and forgets the creates of killed runs without asking anybody.
    run.stack.pendingCreates.clear();
  }
}

/** `pulumi destroy` without the program. */
async function destroy(run: EngineRun): Promise<void> {
  const all = [...run.stack.resources.values()];
  await destroyAll(
    run,
    all.filter(({ name }) => isTargeted(run, name)),
  );
}

/**
 * `pulumi destroy --run-program`: the program's options and providers count, its inputs do not. What waits for its replacement is
 * deleted once more, if the program still has it.
 */
async function destroyWithProgram(run: EngineRun, program: readonly Registration[]): Promise<void> {
  const asInProgram = (old: StoredResource): StoredResource => {
    const found = program.find((one) => entryOf(run, one) === old);
    if (found === undefined) {
      return old;
    }
    const { name: shownAs, isProtected, isRetained, provider } = found;
    return { ...old, shownAs, isProtected, isRetained, provider, isPendingReplacement: false };
  };
  const names = new Map(program.map((one) => [entryOf(run, one)?.name, one.name]));
  const isSeen = ({ name }: StoredResource): boolean => isTargeted(run, names.get(name) ?? name);
  await destroyAll(run, [...run.stack.resources.values()].filter(isSeen).map(asInProgram));
}

/** Reads every resource, whatever happens to the others; what was read is stored at the end. */
async function refresh(run: EngineRun): Promise<void> {
  const refreshed: (() => void)[] = [];
  const read = async (resource: StoredResource): Promise<void> => {
    const { name, id, inputs, outputs } = resource;
    const provider = run.providerOf(resource.provider);
    try {
      const seen = await provider.read(id, structuredClone(outputs));
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
      await provider.diff(id, structuredClone(next.outputs), structuredClone(inputs));
    } catch (error) {
      fail(run, name, failureOf(error).message);
    }
  };
  const resources = [...run.stack.resources.values()].filter(
    ({ name, isPendingReplacement }) => !isPendingReplacement && isTargeted(run, name),
  );
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

/** One command, with the registrations of its program. */
export async function carryOut(
  command: Command,
  run: EngineRun,
  program: readonly Registration[],
): Promise<void> {
  if (command.endsWith("refresh")) {
    await refresh(run);
  }
  if (run.failures.length > 0 || run.isDead()) {
    return;
  }
  if (command.startsWith("destroy --run-program")) {
    await destroyWithProgram(run, program);
  } else if (command.startsWith("destroy")) {
    await destroy(run);
  } else if (command !== "refresh") {
    await up(run, program);
  }
}
