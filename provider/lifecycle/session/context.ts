import type { DataWorksApi } from "../../api/operations";
import type { Clock } from "../../clock";
import type { Settings } from "../../settings";
import type { ProcessMemory } from "./process-memory";
import type { RunRecord } from "./run-record";

/** Everything that the lifecycle needs from its environment. */
export interface LifecycleContext {
  readonly settings: Settings;
  /** Creates a client of one endpoint; no attempt starts after the deadline. */
  readonly connect: (endpoint: string, deadlineMs: number) => DataWorksApi;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newClientToken: () => string;
  /** Shows one line to the user. */
  readonly log: (line: string) => void;
  /** What this process has done and seen so far. */
  readonly memory: ProcessMemory;
  /** What all processes of this run have done and seen. */
  readonly run: RunRecord;
}
