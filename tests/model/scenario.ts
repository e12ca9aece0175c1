import type { FaultRule, QuirkChanges } from "../../emulator/index";
import type { Command, Kill } from "./driver";
import type { Edit } from "./edits";
import type { HalfAnswer } from "./half-answer";
import type { Program } from "./program";

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

/** What happens in the middle of a command: the service has done what its nth call asks for, and not yet answered. */
export interface Meanwhile {
  readonly call: number;
  /** A change in the console, or milliseconds by which the service's clock jumps. */
  readonly act: ConsoleAct | { readonly kind: "clock"; readonly ms: number };
}

export interface Step {
  readonly edits: readonly Edit[];
  readonly console: readonly ConsoleAct[];
  readonly faults: readonly FaultRule[];
  readonly halfAnswers?: readonly HalfAnswer[];
  readonly meanwhile?: readonly Meanwhile[];
  readonly kill?: Kill | undefined;
  readonly command: Command;
  /** The only resource that the command is about. */
  readonly target?: string | undefined;
  /** Whether the environment names another endpoint, at which the workspace holds other files. */
  readonly isElsewhere?: boolean;
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
