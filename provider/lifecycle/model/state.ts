import { canonicalContent, withoutServerOwnedKeys } from "./content";
import { digest, isDigestOf, isLongDigest } from "./digests";
import { canonicalText, parseExact } from "./exact-json";
import { INPUT_NAMES, type DISyncTaskInputs } from "./inputs";

/** What the engine stores of a task: every input under its own name, and what we know of the live task. */
export interface DISyncTaskState extends DISyncTaskInputs {
  readonly fileId: string;
  /** The name that the service last showed; another one later means another task, or a rename in the console. */
  readonly liveName: string;
  /** The service's own word for the run state; empty where it gave none. */
  readonly liveState: string;
  /** Whether this provider deployed the task. */
  readonly deployed: boolean;
  /** The definition sent last may not be the one that is deployed: no desired state asked for it, or another one was seen since. */
  readonly draft?: true;
  /** Whether the state was written through another endpoint than the service's, as the emulator's is. */
  readonly emulated: boolean;
  /** Origin of that endpoint; absent for the service, which has many. */
  readonly endpoint?: string;
  /** Only where the program just looks at the task with `get`: it is not this stack's. */
  readonly lookedUp?: true;
  /** Only where the task was taken over: a mark that tells this entry of the state from the one that owned it before. */
  readonly takenOver?: string;
  /** Digest of what was carried out whole; absent while an update is unfinished. */
  readonly applied?: string;
  /**
   * With `generate`: digest of the service's content after our last write. A read that finds another content takes it away, and
   * the next update generates again.
   */
  readonly serverDigest?: string;
}

/** Inputs that are compared and refreshed; an import is over once there is state. */
export const STORED_INPUTS = INPUT_NAMES.filter((name) => name !== "import");

/** Stored values that the engine must encrypt: a digest of content would help to guess it. */
export const SECRET_OUTPUTS: readonly (keyof DISyncTaskState)[] = ["applied", "serverDigest"];

function definitionOf({ taskContent, generate, resourceGroup, cu }: DISyncTaskInputs): object {
  return {
    ...(taskContent !== undefined && { taskContent: canonicalContent(taskContent) }),
    generate,
    resourceGroup,
    cu,
  };
}

function startOf({ desiredState, startParam, restartTriggers }: DISyncTaskInputs): object {
  return { desiredState, startParam, restartTriggers };
}

/** Whether two tasks are the same: by content or script, resource group and size. */
export function isSameDefinition(a: DISyncTaskInputs, b: DISyncTaskInputs): boolean {
  return canonicalText(definitionOf(a)) === canonicalText(definitionOf(b));
}

/**
 * Digests of everything that calls carry to the service: the definition's, then that of desired state and start settings. A name is only part of
 * them where it is set, so that a later version with more inputs gives the same digests to an old program.
 */
export function appliedDigest(inputs: DISyncTaskInputs): string {
  return `${digest(definitionOf(inputs))}.${digest(startOf(inputs))}`;
}

/** Whether the definition of these inputs was the last one carried out, whatever a refresh has seen since. */
export function isDefinitionApplied(
  applied: string | undefined,
  inputs: DISyncTaskInputs,
): boolean {
  const [definition = ""] = applied?.split(".") ?? [];
  return isDigestOf(definition, definitionOf(inputs));
}

/** Whether everything that these inputs ask for was carried out. */
export function isApplied(applied: string | undefined, inputs: DISyncTaskInputs): boolean {
  const [, start = "", ...more] = applied?.split(".") ?? [];
  return (
    isDefinitionApplied(applied, inputs) && isDigestOf(start, startOf(inputs)) && more.length === 0
  );
}

/** A digest of a content as the service stores it, without what the service and its console write for themselves. */
export function serverDigest(text: string): string {
  return digest(withoutServerOwnedKeys(parseExact(text)));
}

/** Whether the service's content is the one of a stored digest; a long one covers all of it. */
export function isServerDigestOf(stored: string | undefined, text: string): boolean {
  if (stored === undefined) {
    return false;
  }
  const content = parseExact(text);
  return isDigestOf(stored, isLongDigest(stored) ? content : withoutServerOwnedKeys(content));
}

/** The input part of a stored state. */
export function inputsOf(state: DISyncTaskState): DISyncTaskInputs {
  return Object.fromEntries(
    STORED_INPUTS.filter((name) => state[name] !== undefined).map((name) => [name, state[name]]),
  ) as unknown as DISyncTaskInputs;
}

/** Takes the mark of a finished change away: the next `up` repeats its steps. */
export function unfinished(state: DISyncTaskState): DISyncTaskState {
  const { applied: _applied, ...rest } = state;
  return rest;
}
