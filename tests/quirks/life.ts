import type { Emulator } from "../../emulator/index";

export type Args = Readonly<Record<string, unknown>>;
export type EmulatorAction = (emulator: Emulator) => void;

/** The only resource of a life. */
export const NAME = "orders";

/** What a person runs: commands, or a program that only looks a task up. */
export type LifeCommand = "up" | "up --refresh" | "destroy" | "destroy --refresh" | "look-up";

/** One command of a life, and what somebody does to the service just before it. */
export interface LifeStep {
  readonly name: string;
  readonly run: LifeCommand;
  /** What the program says anew from this step on. */
  readonly args?: Args;
  readonly before?: EmulatorAction;
  /** Whether nothing is to be written. */
  readonly isQuiet?: true;
}

/** A life in which certain quirks show. */
export interface Situation {
  /** What is particular about it, for the document. */
  readonly what: string;
  /** What the program says from the start. */
  readonly args: Args;
  /** Quirks without which it shows nothing. */
  readonly quirks?: Args;
  readonly steps: readonly LifeStep[];
}

/** More than any Long, so that no parameter of the service takes it. */
export const IMPOSSIBLE_FILE_ID = 10_000_000_000_000_000_000;
export const IMPOSSIBLE_ID = `10000:${IMPOSSIBLE_FILE_ID}`;
/** No start takes this. */
export const UNKNOWN_START_KEY = "speedLimit";
