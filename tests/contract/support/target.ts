import type { Emulator } from "../../../emulator/index";
import type { ClientName, Clients } from "../clients/index";
import type { Outcome, Parameters } from "../clients/client";

/** The service, or the emulator in its place. */
export interface Target {
  readonly clients: Clients;
  readonly accessKeyId: string;
  /** The emulator itself; a case that asks for it is skipped under REMOTE=1. */
  readonly emulator: Emulator;
  /** Through one client, the raw RPC one unless named. What a call makes is deleted by close(). */
  call(action: string, parameters: Parameters, client?: ClientName): Promise<Outcome>;
  /** A name that no task of the workspace has. */
  newName(): string;
  /** Lets time pass until GetDISyncInstanceInfo tells one of these states, and gives it. */
  untilState(fileId: string, ...states: readonly string[]): Promise<string>;
  /** Lets time pass; on the emulator's clock only. */
  pass(ms: number): void;
  /** Deletes what was made. */
  close(): Promise<void>;
}
