import type { Emulator } from "../../emulator/index";
import type { Entry } from "../model/driver";
import type { Args, LifeCommand } from "./life";

/** The usual five, against the one of most tests: throttling has to end by itself. */
export const ENVIRONMENT = { DATAWORKS_MAX_RETRIES: "5" };

/** How a command ended. */
export interface Ending {
  readonly isFailed: boolean;
  /** The error of the task's resource, whole; empty where there is none. */
  readonly error: string;
  /** Lines that begin with `warning: `. */
  readonly warnings: readonly string[];
}

/** Where a life is played: the real engine, or the provider alone on a fake clock. */
export interface Harness {
  readonly emulator: Emulator;
  run(command: LifeCommand, args: Args): Promise<Ending>;
  entries(): Promise<readonly Entry[]>;
  close(): Promise<void>;
}
