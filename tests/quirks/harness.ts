import type { Emulator } from "../../emulator/index";
import type { LifeStep } from "./life";

/** The usual five, against the one of most tests: throttling has to end by itself. */
export const ENVIRONMENT = { DATAWORKS_MAX_RETRIES: "5" };

/** A task as the state holds it. */
export interface Stored {
  readonly id: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** How a command ended. */
export interface Ending {
  readonly isFailed: boolean;
  /** The error of the task's resource, whole; empty where there is none. */
  readonly error: string;
  /** Lines that begin with `warning: `. */
  readonly warnings: readonly string[];
}

/** Where a life is played: the real engine, or the lifecycle alone on a fake clock. */
export interface Harness {
  readonly emulator: Emulator;
  run(command: LifeStep["run"], args: Readonly<Record<string, unknown>>): Promise<Ending>;
  /** The task in the state. */
  stored(): Promise<Stored | undefined>;
  close(): Promise<void>;
}
