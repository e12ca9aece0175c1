import { canonicalContent, parseServerContent, withoutServerOwnedKeys } from "./content";
import { digest, isDigestOf, isLongDigest } from "./digests";
import { canonicalText } from "./exact-json";
import { STORED_INPUTS } from "./input-table";
import type { DISyncTaskInputs, ValueOf } from "./inputs";
import type { OutputName, OutputNameWith, OUTPUTS } from "./output-table";

type OutputValue<Name extends OutputName> = ValueOf<(typeof OUTPUTS)[Name]["type"]>;
type RequiredOutput = OutputNameWith<{ always: true }>;

/** What the engine stores of a task: every input under its own name, and what is known about the live task. */
export type DISyncTaskState = DISyncTaskInputs & {
  readonly [Name in RequiredOutput]: OutputValue<Name>;
} & { readonly [Name in Exclude<OutputName, RequiredOutput>]?: OutputValue<Name> };

function definitionOf({ taskContent, generate, resourceGroup, cu }: DISyncTaskInputs): object {
  return {
    ...(taskContent !== undefined && { taskContent: canonicalContent(taskContent) }),
    generate,
    resourceGroup,
    cu,
  };
}

function startSettingsOf({ desiredState, startParam, restartTriggers }: DISyncTaskInputs): object {
  return { desiredState, startParam, restartTriggers };
}

/** Whether two tasks have the same definition: content or script, resource group and size. */
export function isSameDefinition(a: DISyncTaskInputs, b: DISyncTaskInputs): boolean {
  return canonicalText(definitionOf(a)) === canonicalText(definitionOf(b));
}

/**
 * Digests of everything that calls send to the service: of the definition, then of desired state and start settings. Only inputs that are set
 * are included, so that a later version with more inputs computes the same digests for an old program.
 */
export function appliedDigest(inputs: DISyncTaskInputs): string {
  return `${digest(definitionOf(inputs))}.${digest(startSettingsOf(inputs))}`;
}

/** Whether the definition of these inputs was the last one carried out, whatever a refresh has seen since. */
export function isDefinitionApplied(
  applied: string | undefined,
  inputs: DISyncTaskInputs,
): boolean {
  const [definition = ""] = applied?.split(".") ?? [];
  return isDigestOf(definition, definitionOf(inputs));
}

/** Whether everything that these inputs require was carried out. */
export function isApplied(applied: string | undefined, inputs: DISyncTaskInputs): boolean {
  const [, start = "", ...more] = applied?.split(".") ?? [];
  return (
    isDefinitionApplied(applied, inputs) &&
    isDigestOf(start, startSettingsOf(inputs)) &&
    more.length === 0
  );
}

/** A digest of a content as the service stores it, without what the service and its console write for their own use. */
export function serverDigest(text: string): string {
  return digest(withoutServerOwnedKeys(parseServerContent(text)));
}

/** Whether the service's content is the one of a stored digest; a long one covers all of it. */
export function isServerDigestOf(stored: string | undefined, text: string): boolean {
  const content = parseServerContent(text);
  return (
    stored !== undefined &&
    isDigestOf(stored, isLongDigest(stored) ? content : withoutServerOwnedKeys(content))
  );
}

/** The input part of a stored state. */
export function inputsOf(state: DISyncTaskState): DISyncTaskInputs {
  return Object.fromEntries(
    STORED_INPUTS.filter((name) => state[name] !== undefined).map((name) => [name, state[name]]),
  ) as unknown as DISyncTaskInputs;
}

/** Removes the mark of a finished change: the next `up` repeats its steps. */
export function unfinished(state: DISyncTaskState): DISyncTaskState {
  const { applied: _applied, ...rest } = state;
  return rest;
}
