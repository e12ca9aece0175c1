import { ApiError, TransportError } from "../../provider/api/errors";
import type { DataWorksApi } from "../../provider/api/operations";
import type { OwnedRemoval } from "../../provider/lifecycle/identity/ownership";
import type { DISyncTaskState } from "../../provider/lifecycle/model/state";
import type { Removal } from "../../provider/lifecycle/removal/removal";
import { openTaskSession } from "../../provider/lifecycle/run-state/task-session";
import type { LifecycleContext } from "../../provider/lifecycle/session/context";
import { createProcessMemory } from "../../provider/lifecycle/session/process-memory";
import { createRunRecord } from "../../provider/lifecycle/session/run-record";
import type { Session } from "../../provider/lifecycle/session/session";
import { readSettings } from "../../provider/settings";
import { fakeClock, type FakeClock } from "./fake-clock";
import { inputs } from "./lifecycle";

export const TASK = { projectId: "10000", fileId: "1000001" } as const;

/** The service refuses because there is no such task, or no instance of it. */
export const invalid = new ApiError({
  action: "Call",
  layer: "business",
  httpStatus: 200,
  status: "fail",
  serviceMessage: "fileId:[1000001] is invalid.",
});
export const forbidden = new ApiError({
  action: "Call",
  layer: "gateway",
  httpStatus: 403,
  code: "Forbidden.Access",
  serviceMessage: "no",
});
export const lost = new TransportError("Call", { reason: "ECONNRESET" });

/** The operations that a test needs; every other one is missing. */
export type StubApi = { readonly [Name in keyof DataWorksApi]?: DataWorksApi[Name] };

export interface StubSession extends Session {
  readonly clock: FakeClock;
  readonly lines: string[];
}

interface StubOptions {
  readonly variables?: Readonly<Record<string, string>>;
  readonly budgetMs?: number;
}

/** A session on a service that answers what the test says. */
export function stubSession(given: StubApi, options: StubOptions = {}): StubSession {
  const api = given as DataWorksApi;
  const { variables = {}, budgetMs = 20 * 60_000 } = options;
  const clock = fakeClock();
  const lines: string[] = [];
  let tokens = 0;
  const context: LifecycleContext = {
    settings: readSettings(variables, () => undefined),
    connect: () => api,
    clock,
    random: () => 1,
    newClientToken: () => `token-${++tokens}`,
    log: (line) => lines.push(line),
    memory: createProcessMemory(),
    run: createRunRecord(),
  };
  return { context, api, inputs, deadlineMs: budgetMs, clock, lines };
}

export const STATE: DISyncTaskState = {
  ...inputs,
  fileId: TASK.fileId,
  liveName: "orders",
  liveState: "NORUN",
  deployed: false,
  emulated: false,
};

export interface StubRemoval extends Removal {
  readonly clock: FakeClock;
  readonly lines: string[];
}

const OWNER: OwnedRemoval = { requireOwner: () => undefined, end: () => undefined };

/** A delete under way, as far as a test says. */
export function stubRemoval(
  api: StubApi,
  known: Partial<Removal> = {},
  options: StubOptions = {},
): StubRemoval {
  const session = stubSession(api, options);
  return {
    ...openTaskSession(session, TASK),
    clock: session.clock,
    lines: session.lines,
    id: "10000:1000001",
    state: STATE,
    ownership: OWNER,
    budgetMs: session.deadlineMs,
    isUndeployed: false,
    isFileDeleted: false,
    lostAnswer: false,
    ...known,
  };
}
