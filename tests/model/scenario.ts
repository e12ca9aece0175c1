import type { FaultRule, QuirkChanges } from "../../emulator/index";
import type { Command, Kill } from "./driver";
import type { Program, TaskWish } from "./program";

/** What a person changes in the program between two commands. */
export type Edit =
  | { readonly kind: "set"; readonly logicalName: string; readonly wish: TaskWish }
  | { readonly kind: "change"; readonly logicalName: string; readonly wish: Partial<TaskWish> }
  | { readonly kind: "remove"; readonly logicalName: string };

/** What somebody does in the console; `target` counts the tasks that are there, and starts again at their end. */
export type ConsoleAct =
  | { readonly kind: "delete"; readonly target: number }
  | { readonly kind: "rename"; readonly target: number }
  | { readonly kind: "move"; readonly target: number }
  | { readonly kind: "edit"; readonly target: number; readonly batchSize: number }
  | { readonly kind: "state"; readonly target: number; readonly word: string }
  | { readonly kind: "deployment"; readonly target: number; readonly isDeployed: boolean }
  | { readonly kind: "loseFile"; readonly target: number }
  /** A task of a name and folder that a program may want. */
  | {
      readonly kind: "create";
      readonly logicalName: string;
      readonly name: number;
      readonly batchSize: number;
      readonly word: string;
    };

export interface Step {
  readonly edits: readonly Edit[];
  readonly console: readonly ConsoleAct[];
  readonly faults: readonly FaultRule[];
  readonly kill?: Kill | undefined;
  readonly command: Command;
}

/** A whole run: everything that is random in it. */
export interface Scenario {
  readonly quirks: QuirkChanges;
  readonly isParallel: boolean;
  readonly maxRetries: number;
  readonly missingOnDelete: "error" | "succeed";
  /** What is done about renames in the console: taken over, or taken back. */
  readonly acceptsRenames: boolean;
  readonly program: Program;
  readonly steps: readonly Step[];
}

export function edited(program: Program, edits: readonly Edit[]): Program {
  let next: Record<string, TaskWish> = { ...program };
  for (const edit of edits) {
    const { logicalName } = edit;
    const { [logicalName]: old, ...others } = next;
    if (edit.kind === "remove") {
      next = others;
    } else if (edit.kind === "set") {
      next = { ...next, [logicalName]: edit.wish };
    } else if (old !== undefined) {
      next = { ...next, [logicalName]: { ...old, ...edit.wish } };
    }
  }
  return next;
}
