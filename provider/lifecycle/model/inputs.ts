import { isSameContent, type TaskContent } from "./content";
import { canonicalText } from "./exact-json";
import type { GenerateScript } from "./generate-script";
import type { INPUTS, InputName, InputNameWith, ValueType } from "./input-table";
import { containsUnknown } from "./unknown";

/** A value of a row's type, as it is stored. */
export type ValueOf<Type extends ValueType> = Type extends { kind: "string" | "id" }
  ? string
  : Type extends { kind: "number" }
    ? number
    : Type extends { kind: "boolean" }
      ? boolean
      : Type extends { kind: "flag" }
        ? true
        : Type extends { kind: "enum" }
          ? Type["values"][number]
          : Type extends { kind: "object" }
            ? { readonly [Key in keyof Type["properties"]]?: ValueOf<Type["properties"][Key]> }
            : Type extends { kind: "list" }
              ? readonly unknown[]
              : Type extends { kind: "json"; orText: true }
                ? TaskContent
                : GenerateScript;

type InputValue<Name extends InputName> = ValueOf<(typeof INPUTS)[Name]["type"]>;
type OptionalInput = InputNameWith<{ presence: "optional" }>;

/** The inputs of a sync task as they are stored, after `checkInputs`. */
export type DISyncTaskInputs = {
  readonly [Name in Exclude<InputName, OptionalInput>]: InputValue<Name>;
} & { readonly [Name in OptionalInput]?: InputValue<Name> };

export type DesiredState = InputValue<"desiredState">;
export type CustomTimeouts = InputValue<"customTimeouts">;

/** Whether two values of one input are equivalent. */
export function isSameInput(name: InputName, a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) {
    return a === b;
  }
  if (containsUnknown(a) || containsUnknown(b)) {
    return false;
  }
  if (name === "taskContent") {
    return isSameContent(a as TaskContent, b as TaskContent);
  }
  return canonicalText(a) === canonicalText(b);
}
