import type { DataWorksApi } from "../../api/operations";
import type { DISyncTaskInputs } from "../model/inputs";
import type { LifecycleContext } from "./context";
import { endpointOf } from "./endpoint";
import { timeoutMs, type Operation } from "./timeouts";

/** One operation on behalf of a program: its context, a client of the task's endpoint, and its deadline. */
export interface Session {
  readonly context: LifecycleContext;
  readonly api: DataWorksApi;
  readonly inputs: DISyncTaskInputs;
  readonly deadlineMs: number;
}

/** The part of a session that says which task is meant, and where. */
export type Scope = Pick<Session, "context" | "inputs">;

/** @param budgetMs time for the operation; default: the user's timeout for it, or the built-in one */
export function openSession(
  context: LifecycleContext,
  operation: Operation,
  inputs: DISyncTaskInputs,
  budgetMs = timeoutMs(operation, inputs.customTimeouts),
): Session {
  const deadlineMs = context.clock.nowMs() + budgetMs;
  const api = context.connect(endpointOf(context, inputs.region), deadlineMs);
  return { context, api, inputs, deadlineMs };
}
