import { Agent as HttpAgent, type RequestOptions } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import RPCClient = require("@alicloud/pop-core");
import { MAX_ANSWER_BYTES, withAnswerLimit } from "./answer-limit";
import type { CredentialSource, Credentials } from "../credentials/credentials";
import { isClockSkewCode, isExpiredTokenCode, TransportError } from "../errors";
import { noAnswer } from "./no-answer";
import { printable } from "../printable";
import { proxyFor, routeThrough, type Route } from "./proxy";
import { redact, redactMessages } from "./redact";
import type { SettingNames } from "../setting-names";
import type { Answer, ApiRequest, Transport } from "./request";

/** The API version with DISync tasks; 2024-05-18 has none. */
const API_VERSION = "2020-05-18";

interface PopCoreEntry {
  readonly response: {
    readonly statusCode: number;
    readonly headers: Readonly<Record<string, string | undefined>>;
  } | null;
}

/** What pop-core throws when the JSON has a top-level `Code`. */
interface PopCoreGatewayError extends Error {
  readonly data: unknown;
  readonly code: unknown;
  readonly entry: PopCoreEntry;
}

function isGatewayError(error: unknown): error is PopCoreGatewayError {
  return error instanceof Error && "data" in error && "entry" in error;
}

/** What json-bigint, pop-core's parser, returns for numbers of more than 15 digits. */
interface BigNumber {
  toFixed(): string;
  toNumber(): number;
  isInteger(): boolean;
}

function isBigNumber(value: object): value is BigNumber {
  return (value as { _isBigNumber?: unknown })._isBigNumber === true;
}

function numberOf(value: BigNumber): number | string {
  const number = value.toNumber();
  return value.isInteger() && !Number.isSafeInteger(number) ? value.toFixed() : number;
}

/** Turns pop-core's null-prototype objects and big numbers into plain JSON values. */
function toPlainJson(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(toPlainJson);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return isBigNumber(value)
    ? numberOf(value)
    : Object.fromEntries(Object.entries(value).map(([key, child]) => [key, toPlainJson(child)]));
}

/** The clock's error, by the answer's Date header; `undefined` without one. */
function clockAheadMs(date: string | undefined): number | undefined {
  const serviceMs = Date.parse(date ?? "");
  return Number.isNaN(serviceMs) ? undefined : Date.now() - serviceMs;
}

function answerOf(body: unknown, { response }: PopCoreEntry, isClockRefused: boolean): Answer {
  const retryAfter = response?.headers["retry-after"];
  const aheadMs = isClockRefused ? clockAheadMs(response?.headers["date"]) : undefined;
  return {
    httpStatus: response?.statusCode ?? 0,
    body,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(aheadMs !== undefined && { clockAheadMs: aheadMs }),
  };
}

/** `credentialsProvider`, `opts` and the second argument are missing in pop-core's declarations. */
const Client = RPCClient as unknown as new (settings: object, verbose: boolean) => RPCClient;

/** @returns pop-core's parsed answer, whatever its HTTP status. */
async function send(
  endpoint: string,
  { action, parameters, timeoutMs }: ApiRequest,
  credentials: Credentials,
  agent: HttpAgent,
): Promise<Answer> {
  // Twice, for the connection and for the answer. httpx limits both, but times the rest of the answer by the wall clock, which may be set back.
  const signal = AbortSignal.timeout(2 * timeoutMs);
  const client = new Client({ ...credentials, endpoint, apiVersion: API_VERSION }, true);
  const options = {
    method: "POST",
    formatParams: false,
    timeout: timeoutMs,
    agent,
    beforeRequest: (request: RequestOptions) => ({ ...request, signal }),
  };
  try {
    const [body, entry] = await client.request<[unknown, PopCoreEntry]>(
      action,
      parameters,
      options,
    );
    return answerOf(redactMessages(toPlainJson(body), credentials), entry, false);
  } catch (error) {
    if (!isGatewayError(error)) {
      throw signal.aborted ? signal.reason : error;
    }
    const body = redactMessages(toPlainJson(error.data), credentials);
    return answerOf(body, error.entry, isClockSkewCode(error.code));
  }
}

/**
 * Signed HTTP through `@alicloud/pop-core`, the only file that uses it. Its pitfalls are handled here: 3-second timeout, GET by
 * default, `POST` only in upper case, HTTP status discarded, null prototypes and big numbers, URLs in messages.
 */
export function createTransport(
  endpoint: string,
  source: CredentialSource,
  settingNames: SettingNames,
  maxAnswerBytes = MAX_ANSWER_BYTES,
): Transport {
  const keepAliveAgent = withAnswerLimit(
    endpoint.startsWith("https:")
      ? new HttpsAgent({ keepAlive: true })
      : new HttpAgent({ keepAlive: true }),
    maxAnswerBytes,
  );
  let expired: Credentials | undefined;

  return async (request) => {
    const credentials = await source(expired);
    const proxy = proxyFor(endpoint);
    const route: Route =
      proxy === undefined
        ? { agent: keepAliveAgent }
        : routeThrough(proxy, endpoint, request.timeoutMs);
    if (proxy !== undefined) {
      withAnswerLimit(route.agent, maxAnswerBytes);
    }
    try {
      const answer = await send(endpoint, request, credentials, route.agent);
      if (route.tunnel?.isRefused() === true) {
        throw new Error("what answered is the proxy");
      }
      if (isExpiredTokenCode((answer.body as { Code?: unknown } | null)?.Code)) {
        expired = credentials;
      }
      return answer;
    } catch (error) {
      // pop-core's error contains the request, signature included: only its redacted message is kept.
      const { reason, ...rest } = noAnswer(error, endpoint, route, settingNames);
      throw new TransportError(request.action, {
        ...rest,
        reason: printable(redact(reason, credentials)),
      });
    }
  };
}
