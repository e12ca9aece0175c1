import type { createProvider, Properties } from "../../provider/host";

export type Provider = ReturnType<typeof createProvider>;

/** A resource as the engine stores it. */
export interface StoredResource {
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Reasons of a create or update that failed after the resource was there. */
  readonly initErrors: readonly string[];
  readonly isProtected: boolean;
  /** Left to itself where it would be deleted. */
  readonly isRetained: boolean;
  /** The provider resource whose process works on it. */
  readonly provider: string;
  /** Its name in the program, where the entry has an older one. */
  readonly shownAs?: string;
  /** Deleted for a replacement whose create has not ended well yet. */
  readonly isPendingReplacement: boolean;
}

/** What outlives a command. */
export interface Stack {
  readonly resources: Map<string, StoredResource>;
  /** Creates that were begun and of which no end was stored. */
  readonly pendingCreates: Set<string>;
}

/** One resource of a program. */
export interface Registration {
  readonly name: string;
  readonly inputs: Properties;
  readonly isProtected: boolean;
  readonly isRetained: boolean;
  /** A name that it had before. */
  readonly alias: string | undefined;
  readonly provider: string;
}

export type Plan = "create" | "replace" | "update" | "same" | "delete" | "refuse";

/** One command under way. */
export interface EngineRun {
  /** Each provider resource has a process of its own. */
  readonly providerOf: (name: string) => Provider;
  readonly stack: Stack;
  /** Whether independent resources are worked on at the same time. */
  readonly isParallel: boolean;
  readonly isPreview: boolean;
  /** Whether the process was killed: nothing is stored after that. */
  readonly isDead: () => boolean;
  /** The only resource that the command is about. */
  readonly target: string | undefined;
  /** In which order to delete what does not depend on each other: the engine leaves that to chance. */
  readonly deleteOrder: readonly string[];
  /** What it began to delete for good. */
  readonly deletes: string[];
  readonly failures: { readonly name: string; readonly message: string }[];
  readonly plan: Map<string, Plan>;
  /** Names whose state is new, in that order, which is the state's order afterwards. */
  readonly done: string[];
}

export function createStack(): Stack {
  return { resources: new Map(), pendingCreates: new Set() };
}

type Given = Pick<EngineRun, "providerOf"> &
  Partial<Pick<EngineRun, "isParallel" | "isPreview" | "isDead" | "target" | "deleteOrder">>;

/** A command that is about to begin: of the whole stack, one thing after the other, unless something else is given. */
export function beginRun(stack: Stack, given: Given): EngineRun {
  return {
    isParallel: false,
    isPreview: false,
    isDead: () => false,
    target: undefined,
    deleteOrder: [],
    ...given,
    stack,
    deletes: [],
    failures: [],
    plan: new Map(),
    done: [],
  };
}

export function copyOf({ resources, pendingCreates }: Stack): Stack {
  return { resources: new Map(resources), pendingCreates: new Set(pendingCreates) };
}

export function isTargeted({ target }: EngineRun, name: string): boolean {
  return target === undefined || target === name;
}

export const PROVIDER_KEY = "__provider";
/** How the SDK marks a secret on the wire. */
const SECRET_KEY = "4dabf18193072939515e22adb298388d";

function isSecret(value: unknown): value is { readonly value: unknown } {
  return typeof value === "object" && value !== null && SECRET_KEY in value;
}

/** What the engine stores of an answer: secrets are opened, and the dynamic host adds the provider's text. */
export function stored(properties: Properties, text: unknown): Properties {
  const opened = Object.entries(structuredClone(properties)).map(([key, value]) => [
    key,
    isSecret(value) ? value.value : value,
  ]);
  return { ...(Object.fromEntries(opened) as Properties), [PROVIDER_KEY]: text };
}

interface PartialFailure {
  readonly id?: string;
  readonly properties?: Properties;
  readonly reasons?: readonly string[];
}

export function failureOf(error: unknown): PartialFailure & { readonly message: string } {
  return error as PartialFailure & Error;
}

export function fail(run: EngineRun, name: string, message: string): void {
  if (!run.isDead()) {
    run.failures.push({ name, message });
  }
}

export function store(run: EngineRun, resource: StoredResource): void {
  if (!run.isDead()) {
    run.stack.resources.set(resource.name, resource);
    run.stack.pendingCreates.delete(resource.name);
    run.done.push(resource.name);
  }
}

export function drop(run: EngineRun, name: string): void {
  if (!run.isDead()) {
    run.stack.resources.delete(name);
  }
}

/** One after the other until one fails, or all at once. */
export async function each<T>(
  run: EngineRun,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  if (run.isParallel) {
    await Promise.all(items.map(work));
    return;
  }
  for (const item of items) {
    if (run.failures.length > 0) {
      return;
    }
    await work(item);
  }
}
