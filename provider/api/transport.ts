import RPCClient = require("@alicloud/pop-core");
import type { CredentialSource, Credentials } from "./credentials";
import { ConfigError } from "../settings";
import { TransportError } from "./errors";

/** One call on the wire: parameters are texts, as the RPC protocol sends them. */
export interface ApiRequest {
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** How long to wait for a connection, and then for the answer. */
  readonly timeoutMs: number;
}

/** An answer that is JSON, whatever its HTTP status. Integers beyond 2^53 are texts. */
export interface Answer {
  readonly httpStatus: number;
  readonly body: unknown;
}

export type Transport = (request: ApiRequest) => Promise<Answer>;

/** The version of the API that knows DISync tasks; 2024-05-18 has none. */
const API_VERSION = "2020-05-18";

interface PopCoreEntry {
  readonly response: { readonly statusCode: number } | null;
}

/** What pop-core throws when the JSON has a top-level `Code`. */
interface PopCoreGatewayError extends Error {
  readonly data: unknown;
  readonly entry: PopCoreEntry;
}

function isGatewayError(error: unknown): error is PopCoreGatewayError {
  return error instanceof Error && "data" in error && "entry" in error;
}

/** A number as json-bigint, pop-core's parser, gives those of more than 15 digits. */
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

const HIDDEN = "***";

/** Takes every known secret, and what only a signed request holds, out of a text. */
function redact(text: string, credentials: Credentials | undefined): string {
  const secrets = [
    credentials?.accessKeySecret,
    credentials?.securityToken,
    credentials?.accessKeyId,
  ].filter((secret): secret is string => secret !== undefined && secret !== "");
  const withoutSecrets = secrets
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      encodeURIComponent(encodeURIComponent(secret)),
    ])
    .reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
  return (
    withoutSecrets
      .replace(/, URL: \S+/g, "")
      .replace(/(https?:\/\/)[^/\s@]*@/g, "$1")
      // The gateway repeats the whole string to sign, parameters of the task included.
      .replace(/(string to sign is:?)[\s\S]*/i, `$1 ${HIDDEN}`)
      .replace(/\b(Signature|SignatureNonce|AccessKeyId|SecurityToken)=[^&\s]+/g, `$1=${HIDDEN}`)
  );
}

function redactJson(value: unknown, credentials: Credentials | undefined): unknown {
  if (typeof value === "string") {
    return redact(value, credentials);
  }
  if (Array.isArray(value)) {
    return value.map((child) => redactJson(child, credentials));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, redactJson(child, credentials)]),
  );
}

/** json-bigint throws a plain object with this name; a body of `null` ends in a TypeError of pop-core. */
function isUnreadable(error: unknown): boolean {
  const name = (error as { name?: unknown } | null)?.name;
  return name === "SyntaxError" || (error instanceof TypeError && error.message.includes("null"));
}

function reasonOf(error: unknown): string {
  if (isUnreadable(error)) {
    return "the answer is not JSON";
  }
  if (!(error instanceof Error)) {
    return String(error);
  }
  if (error.name.startsWith("RequestTimeout")) {
    return "the time for one call ran out";
  }
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" ? `${code} (${error.message.split("POST ")[0]})` : error.message;
}

/**
 * Signed HTTP through `@alicloud/pop-core`, the only file that knows it. Its traps end here: 3-second timeout, GET by
 * default, `POST` only in upper case, HTTP status thrown away, null prototypes and big numbers, URLs in messages.
 */
export function createTransport(endpoint: string, source: CredentialSource): Transport {
  let latest: Credentials | undefined;
  const config = {
    endpoint,
    apiVersion: API_VERSION,
    credentialsProvider: {
      getCredentials: async () => (latest = await source()),
    },
  };
  // `credentialsProvider` and the second argument are missing in pop-core's declarations.
  const Client = RPCClient as unknown as new (settings: object, verbose: boolean) => RPCClient;
  const client = new Client(config, true);

  return async ({ action, parameters, timeoutMs }) => {
    try {
      const [body, entry] = await client.request<[unknown, PopCoreEntry]>(action, parameters, {
        method: "POST",
        formatParams: false,
        timeout: timeoutMs,
      });
      return { httpStatus: entry.response?.statusCode ?? 0, body: toPlainJson(body) };
    } catch (error) {
      if (error instanceof ConfigError) {
        throw error;
      }
      if (isGatewayError(error)) {
        return {
          httpStatus: error.entry.response?.statusCode ?? 0,
          body: redactJson(toPlainJson(error.data), latest),
        };
      }
      // pop-core's error holds the request, signature included: only its redacted words go on.
      throw new TransportError(action, redact(reasonOf(error), latest));
    }
  };
}
