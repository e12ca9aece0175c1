import type { Clock } from "../clock";
import { ApiError, isQuotaUsedUp, isThrottled, TransportError, type NoAnswer } from "./errors";
import type { Limiter, Permit } from "./limiter";
import type { Operation } from "./operation";
import { OPERATIONS, type DataWorksApi } from "./operations";
import { withRetry, type RetryPolicy } from "./retry";
import { pauseAskedMs } from "./retry-after";
import type { SettingNames } from "./setting-names";
import { requireSuccess } from "./success";
import type { Transport } from "./transport/request";
import type { Fields } from "./whole-answer";

/** Time for one call; the library's own 3 s would cut slow creates. */
const CALL_TIMEOUT_MS = 60_000;
const SHORTEST_CALL_TIMEOUT_MS = 1_000;

function noPermit({ maxCallsPerSecond, timeout }: SettingNames): NoAnswer {
  return {
    reason: "it was not sent, because the rate limit left no time for it",
    check: `${maxCallsPerSecond} and ${timeout} (the service may also have asked for a long pause)`,
    isUnsent: true,
    isPermanent: true,
  };
}

export interface Connection {
  readonly transport: Transport;
  readonly limiter: Limiter;
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  readonly random: () => number;
  readonly settingNames: SettingNames;
  /** Throws once no more calls may be made. */
  readonly beforeCall: () => Promise<void>;
}

/** An operation of the table with its request and result types erased. */
type AnyOperation = Operation<never, unknown>;

/** One typed method per operation; every call goes through the same chain. */
export function createDataWorksApi(connection: Connection): DataWorksApi {
  const { transport, limiter, policy, clock, random, settingNames, beforeCall } = connection;

  function callTimeoutMs(): number {
    const remainingMs = policy.deadlineMs - clock.nowMs();
    const limitMs = Math.max(SHORTEST_CALL_TIMEOUT_MS, Math.min(CALL_TIMEOUT_MS, remainingMs));
    return Math.ceil(limitMs); // AbortSignal.timeout takes integers only
  }

  /** Reports throttling to the limiter, and adds the number of calls to a quota error. */
  function learnFrom(error: unknown, permit: Permit): unknown {
    if (isThrottled(error)) {
      permit.throttled(pauseAskedMs(error));
    }
    return error instanceof ApiError && isQuotaUsedUp(error)
      ? new ApiError({ ...error.details, callsSoFar: limiter.calls })
      : error;
  }

  /** The chain, outermost first: retry, limiter, guard, transport, success decision. */
  async function call(operation: AnyOperation, request: never): Promise<unknown> {
    const { action, repeat } = operation;
    const parameters = operation.parameters(request);

    async function attempt(): Promise<Fields> {
      const permit = await limiter.acquire(policy.deadlineMs);
      if (permit === undefined) {
        throw new TransportError(action, noPermit(settingNames));
      }
      try {
        await beforeCall();
        const answer = await transport({ action, parameters, timeoutMs: callTimeoutMs() });
        const data = requireSuccess(action, operation, answer, parameters);
        permit.passed();
        return data;
      } catch (error) {
        throw learnFrom(error, permit);
      }
    }

    try {
      return operation.result(await withRetry(attempt, repeat, policy, clock, random));
    } catch (error) {
      const result = operation.resultOfError?.(error);
      if (result === undefined) {
        throw error;
      }
      return result;
    }
  }

  const methods = Object.entries<AnyOperation>(OPERATIONS).map(([name, operation]) => [
    name,
    (request: never) => call(operation, request),
  ]);
  return Object.fromEntries(methods) as DataWorksApi;
}
