import type { EmulatorControl, FaultRule, TaskView } from "../../emulator/index";
import type { HalfAnswer } from "./half-answer";
import type { Program } from "./program";

export const COMMANDS = [
  "up",
  "up --refresh",
  "refresh",
  "preview",
  "preview --refresh",
  "destroy",
  "destroy --refresh",
  "destroy --run-program",
  "destroy --run-program --refresh",
] as const;
export type Command = (typeof COMMANDS)[number];

/** The moment at which a command and its dynamic host are killed. */
export interface Kill {
  /** Which call of the command, counted from 1. */
  readonly call: number;
  /** Before the service does what the call asks for, or before it answers. */
  readonly moment: "before" | "after";
}

export interface CommandOptions {
  readonly kill?: Kill | undefined;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** The only resource that the command is about. */
  readonly target?: string | undefined;
  readonly halfAnswers?: readonly HalfAnswer[] | undefined;
  /** In which order to delete what does not depend on each other: the engine leaves that to chance. */
  readonly deleteOrder?: readonly string[] | undefined;
  /** Told of every call, counted from 1, when the service has carried it out and not yet answered. */
  readonly onCall?: ((call: number) => void) | undefined;
}

export interface Call {
  readonly action: string;
  readonly params: Readonly<Record<string, string>>;
  /** As the emulator's request log says it. */
  readonly outcome: string;
  /** What the caller learned: what is so, what is not so, or nothing. */
  readonly reported: Reported;
  /** The task before the call, where the driver can see it. */
  readonly before?: TaskView | undefined;
}

export type Reported = "truth" | "untruth" | "nothing";

/** What a command came to. */
export interface Outcome {
  readonly result: "succeeded" | "failed" | "killed";
  /** All that a person saw. */
  readonly text: string;
  readonly calls: readonly Call[];
  /** What the command began to delete for good, in that order. */
  readonly deletes: readonly string[];
  /** Whether there was anything to do; of a preview only. */
  readonly hasChanges: boolean;
}

/** A task in the engine's state. */
export interface Entry {
  readonly name: string;
  readonly id: string;
  readonly isPendingReplacement: boolean;
  readonly retainOnDelete: boolean;
  readonly provider: string;
  readonly initErrorCount: number;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** A stack and a service, and the commands that bring them together. */
export interface Driver {
  /** The service as a test sees it, and what a person does in its console. */
  readonly service: Pick<EmulatorControl, "tasks" | "task" | "console" | "quirks" | "setQuirks">;
  /** Lets the service's clock jump ahead. */
  jump(ms: number): void;
  addFault(rule: FaultRule): void;
  clearFaults(): void | Promise<void>;
  run(command: Command, program: Program, options?: CommandOptions): Promise<Outcome>;
  entries(): readonly Entry[] | Promise<readonly Entry[]>;
  /** Logical names whose create was begun by a killed command and never ended. */
  pendingCreates(): readonly string[] | Promise<readonly string[]>;
  /** Lets time pass, until everything that was begun has ended. */
  rest(): void | Promise<void>;
  /** `pulumi state unprotect --all`, for tasks that the program no longer has. */
  unprotect(): void | Promise<void>;
  dispose(): void | Promise<void>;
}

/** Actions that change a task. */
export const WRITES = [
  "CreateDISyncTask",
  "UpdateDISyncTask",
  "DeleteDISyncTask",
  "DeployDISyncTask",
  "StartDISyncInstance",
  "StopDISyncInstance",
  "TerminateDISyncInstance",
] as const;

export function isWrite({ action }: Pick<Call, "action">): boolean {
  return (WRITES as readonly string[]).includes(action);
}

export function fileIdOf({ id }: Entry): string {
  return id.split(":")[1] ?? "";
}
