import { adjustableClock, type Clock, type AdjustableClock } from "./clock";
import { Faults } from "./faults/faults";
import { OPERATIONS } from "./operations/index";
import type { Authentication } from "./protocol/authentication";
import { createQuota, type Quota } from "./protocol/quota";
import type { LogEntry } from "./protocol/request-log";
import type { Quirks } from "./quirks";
import { createConsole, type WorkspaceConsole } from "./workspace/console";
import { populate } from "./workspace/populate";
import type { Seed } from "./workspace/seed";
import { Workspace } from "./workspace/workspace";

/** What an emulator consists of, without its server. */
export interface EmulatorParts {
  readonly workspace: Workspace;
  readonly console: WorkspaceConsole;
  readonly clock: AdjustableClock;
  readonly faults: Faults;
  readonly authentication: Authentication;
  readonly quota: Quota;
  readonly log: LogEntry[];
  readonly seed: Seed;
  newRequestId(): string;
}

export interface PartsOptions {
  readonly clock: Clock;
  readonly quirks: Quirks;
  readonly seed: Seed;
  /** Id of the first task; the initial SQL file has the preceding id. */
  readonly firstFileId: bigint;
  readonly authentication: Authentication;
  readonly newRequestId: () => string;
}

export function createParts(options: PartsOptions): EmulatorParts {
  const { quirks, seed, authentication, newRequestId } = options;
  const clock = adjustableClock(options.clock);
  const workspace = new Workspace({ clock, quirks, firstFileId: options.firstFileId - 1n });
  const console = createConsole(workspace);
  populate(workspace, console, seed);
  return {
    workspace,
    console,
    clock,
    faults: new Faults([...OPERATIONS.keys()]),
    authentication,
    quota: createQuota(clock),
    log: [],
    seed,
    newRequestId,
  };
}

/** Resets everything to the start, except the clock. */
export function resetParts(parts: EmulatorParts): void {
  parts.workspace.clear();
  populate(parts.workspace, parts.console, parts.seed);
  parts.faults.clear();
  parts.authentication.reset();
  parts.quota.reset();
  parts.log.length = 0;
}
