import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import type {
  DdlKind,
  DdlRule,
  DISyncTask,
  DISyncTaskArgs,
  GenerateScript,
  StartParam,
} from "../../../../provider";
import type { GENERATE_WRITERS } from "../../../../provider/lifecycle/model/generate-script";
import {
  changeSentence,
  INPUT_NAMES,
  INPUTS,
  type InputNameWith,
  type InputRow,
} from "../../../../provider/lifecycle/model/input-table";
import type { DISyncTaskInputs } from "../../../../provider/lifecycle/model/inputs";
import {
  OUTPUTS,
  SHOWN_OUTPUTS,
  type OutputNameWith,
} from "../../../../provider/lifecycle/model/output-table";
import type { DISyncTaskState } from "../../../../provider/lifecycle/model/state";

/** A type without `readonly`, which only the stored one has. */
type Writable<T> = T extends readonly (infer Item)[]
  ? Item[]
  : T extends object
    ? { -readonly [Key in keyof T]: Writable<T[Key]> }
    : T;

type Includes<A, B> = [Writable<A>] extends [Writable<B>] ? true : false;

/** Whether each of two types can stand for the other. */
type Same<A, B> = Includes<A, B> | Includes<B, A>;

/** Names whose types differ. */
type Differing<A, B extends Record<keyof A, unknown>> = {
  [Key in keyof A]: false extends Same<A[Key], B[Key]> ? Key : never;
}[keyof A];

/** What an input or output holds; `Unwrap` of the SDK cannot keep an `unknown`. */
type Held<T> = T extends pulumi.OutputInstance<infer Value> ? Value : never;

type Argument = InputNameWith<{ from: "argument" }>;
type Property = InputNameWith<{ stored: true }> | OutputNameWith<{ shown: true }>;
type DeclaredProperty = Exclude<keyof DISyncTask, keyof pulumi.CustomResource>;
type DdlMap = (typeof INPUTS)["startParam"]["type"]["properties"]["ddlMarkMap"]["properties"];

/** A number or a text is stored as a text; a script has a type of its own for hover; start settings may hold outputs. */
type OwnForm = "projectId" | "generate" | "startParam";
type GivenArguments = { [Name in Exclude<Argument, OwnForm>]: Held<DISyncTaskArgs[Name]> };
type StoredArguments = {
  [Name in Exclude<Argument, OwnForm>]: NonNullable<DISyncTaskInputs[Name]>;
};
type DeclaredProperties = {
  [Name in Exclude<DeclaredProperty, "generate">]: Held<DISyncTask[Name]>;
};
type StoredProperties = { [Name in Exclude<Property, "generate">]: DISyncTaskState[Name] };
type RequiredArgument = {
  [Name in keyof DISyncTaskArgs]-?: undefined extends DISyncTaskArgs[Name] ? never : Name;
}[keyof DISyncTaskArgs];

type Holds<Claim extends true> = Claim;

/** What the compiler holds: a line that is no longer true does not compile. */
export type HeldToTheTables = [
  Holds<Same<keyof DISyncTaskArgs, Argument>>,
  Holds<Same<RequiredArgument, InputNameWith<{ presence: "required" }>>>,
  Holds<Same<DISyncTaskArgs["projectId"], pulumi.Input<number | string>>>,
  Holds<Same<Differing<GivenArguments, StoredArguments>, never>>,
  Holds<Same<DeclaredProperty, Property>>,
  Holds<Same<Differing<DeclaredProperties, StoredProperties>, never>>,
  Holds<Same<pulumi.Unwrap<StartParam>, NonNullable<DISyncTaskInputs["startParam"]>>>,
  Holds<Same<DdlKind, keyof DdlMap>>,
  Holds<Same<DdlRule, DdlMap[DdlKind]["values"][number]>>,
  Holds<Same<GenerateScript["setting"]["taskType"], keyof typeof GENERATE_WRITERS>>,
];

const source = readFileSync(
  join(__dirname, "../../../../provider/program/di-sync-task.ts"),
  "utf8",
);

/** The comment before a declaration: its text in one line, and what its `@default` says. */
function comment(declaration: string): { text: string; default?: string } {
  const end = source.indexOf(declaration);
  const start = source.lastIndexOf("/**", end);
  const lines = source
    .slice(start, source.indexOf("*/", start))
    .split("\n")
    .map((line) => line.replace(/^\s*(?:\/\*\*|\*)/, "").trim());
  const tag = lines.find((line) => line.startsWith("@default "));
  return {
    text: lines.filter((line) => line !== "" && !line.startsWith("@")).join(" "),
    ...(tag !== undefined && { default: tag.slice("@default ".length) }),
  };
}

describe("the class", () => {
  for (const name of INPUT_NAMES) {
    const row: InputRow = INPUTS[name];
    if (row.from === "argument") {
      it(`documents the input ${name} as its table does`, () => {
        const declaration = `  ${name}${row.presence === "required" ? "" : "?"}: pulumi.Input<`;
        assert.deepEqual(comment(declaration), {
          text: `${row.documentation} ${changeSentence(name)}`,
          ...(row.default !== undefined && { default: row.default }),
        });
      });
    }
  }

  for (const name of SHOWN_OUTPUTS) {
    it(`documents the output ${name} as its table does`, () => {
      assert.deepEqual(comment(`  declare readonly ${name}: `), {
        text: OUTPUTS[name].documentation,
      });
    });
  }
});
