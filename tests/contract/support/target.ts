import type { Emulator } from "../../../emulator/index";
import type { ClientName, Clients } from "../clients/index";
import type { Outcome, Parameters } from "../clients/client";
import { isRemote } from "./settings";
import { openEmulatorTarget } from "./emulator-target";
import { openRemoteTarget } from "./remote-target";

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

/** A target for each test of a suite, closed after it. */
export function targetForEach(): () => Target {
  let target: Target | undefined;
  beforeEach(async () => {
    target = isRemote ? openRemoteTarget() : await openEmulatorTarget();
  });
  afterEach(async () => {
    const opened = target;
    target = undefined;
    await opened?.close();
  });
  return () => target!;
}
