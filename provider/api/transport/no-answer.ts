import { isLoopback } from "../endpoints";
import type { NoAnswer } from "../errors";
import type { SettingNames } from "../setting-names";
import type { Proxy, Route } from "./proxy";

/** Where a call went: the endpoint, or the proxy on the way to it. */
interface Place {
  /** The machine that did not answer. */
  readonly next: URL;
  /** Set where that is a proxy. */
  readonly proxy?: Proxy;
  /** The user-facing name of the endpoint setting. */
  readonly endpointSetting: string;
}

interface Kind {
  readonly codes: readonly string[];
  /** What to check, as a clause. */
  readonly check: (place: Place) => string;
  /** A wrong certificate or protocol: retrying will not connect either. */
  readonly isPermanent?: boolean;
}

/** The setting that led to the next machine. */
function settingOf({ proxy, endpointSetting }: Place): string {
  return proxy?.variable ?? `the region and ${endpointSetting}`;
}

function proxyHint({ proxy, next }: Place): string {
  return proxy === undefined && !isLoopback(next.origin)
    ? "; where only a proxy leads out, set HTTPS_PROXY"
    : "";
}

function checkRefused(place: Place): string {
  const { proxy, next, endpointSetting } = place;
  return isLoopback(next.origin) && proxy === undefined
    ? `that the emulator runs at ${next.origin}, or unset ${endpointSetting}`
    : `${settingOf(place)}: nothing accepts connections at ${next.host}`;
}

const KINDS: readonly Kind[] = [
  {
    codes: ["ENOTFOUND"],
    check: (place) =>
      `${settingOf(place)}: the DNS of this machine does not know the host ${place.next.hostname}${proxyHint(place)}`,
  },
  {
    codes: ["EAI_AGAIN"],
    check: ({ next }) =>
      `the network and DNS of this machine: the DNS server does not respond for ${next.hostname}`,
  },
  { codes: ["ECONNREFUSED"], check: checkRefused },
  {
    codes: ["ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"],
    check: (place) =>
      `network and firewalls between this machine and ${place.next.host}${proxyHint(place)}`,
  },
  {
    codes: ["ECONNRESET", "EPIPE"],
    check: ({ next }) => `whether a firewall or proxy cuts connections to ${next.host}`,
  },
  {
    codes: [
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      "SELF_SIGNED_CERT_IN_CHAIN",
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      "UNABLE_TO_GET_ISSUER_CERT",
      "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    ],
    check: ({ next }) =>
      `who signed the certificate of ${next.host}: where a company's proxy opens TLS, set NODE_EXTRA_CA_CERTS to the file of its certificate authority`,
    isPermanent: true,
  },
  {
    codes: ["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"],
    check: ({ next }) => `the clock of this machine, then the certificate of ${next.host}`,
    isPermanent: true,
  },
  {
    codes: ["ERR_TLS_CERT_ALTNAME_INVALID"],
    check: (place) =>
      `${settingOf(place)}: what answers for ${place.next.hostname} has a certificate for another name`,
    isPermanent: true,
  },
  {
    codes: ["EPROTO", "ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_PACKET_LENGTH_TOO_LONG"],
    check: (place) =>
      `http:// and https:// in ${place.proxy?.variable ?? place.endpointSetting}: ${place.next.host} does not speak TLS`,
    isPermanent: true,
  },
];

const NO_TUNNEL: Kind = {
  codes: [],
  check: (place) => `${settingOf(place)}: ${place.next.host} does not open a tunnel`,
};

/** System calls that fail before anything is sent. */
const BEFORE_SENDING: ReadonlySet<unknown> = new Set(["connect", "getaddrinfo"]);

interface SystemError extends Error {
  readonly code?: unknown;
  readonly syscall?: unknown;
}

/** Node tries every address of a host and then throws all failures as an AggregateError. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
}

/** json-bigint throws a plain object with this name; a body of `null` causes a TypeError in pop-core. */
function isUnreadable(error: unknown): boolean {
  const name = (error as { name?: unknown } | null)?.name;
  return name === "SyntaxError" || (error instanceof TypeError && error.message.includes("null"));
}

function isTimeout(error: Error): boolean {
  return (
    error.name.startsWith("RequestTimeout") ||
    error.name === "AbortError" ||
    error.name === "TimeoutError"
  );
}

/** OpenSSL's reason within a message of numbers and file names. */
const OPENSSL = /:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+):/;

/** Newer versions of Node add their own advice to an untrusted certificate; httpx appends method and URL to everything. */
const ADDITIONS = /; if the root CA|POST /;

function describe({ code, message }: SystemError): string {
  const openssl = OPENSSL.exec(message)?.[1];
  if (openssl !== undefined) {
    return `TLS failed (${openssl})`;
  }
  const words = message.split(ADDITIONS)[0] ?? "";
  return typeof code === "string" ? `${code} (${words})` : words;
}

function refusedByProxy(status: number, endpoint: URL, { url, variable }: Proxy): NoAnswer {
  const host = `${endpoint.hostname}:${endpoint.port || "443"}`;
  return {
    reason: `the proxy ${url.origin} answered HTTP ${status} to CONNECT ${host}`,
    check:
      status === 407
        ? `user name and password of the proxy in ${variable} (http://user:password@host:port)`
        : `that the proxy may reach ${host}, or add that host to NO_PROXY`,
    isUnsent: true,
    isPermanent: status < 500,
  };
}

function reasonOf(error: unknown): string {
  if (isUnreadable(error)) {
    return "the response is not JSON";
  }
  if (!(error instanceof Error)) {
    return String(error);
  }
  return isTimeout(error) ? "the call timed out" : describe(error);
}

function codeOf(error: unknown): unknown {
  // Timeouts of httpx and of a proxy's signal have no system error code.
  return error instanceof Error && isTimeout(error)
    ? "ETIMEDOUT"
    : (error as SystemError | null)?.code;
}

/** Why a call received no response, and what to check, from any error of Node, httpx or pop-core. */
export function noAnswer(
  thrown: unknown,
  endpoint: string,
  { proxy, tunnel }: Route,
  settingNames: SettingNames,
): NoAnswer {
  const target = new URL(endpoint);
  const status = tunnel?.status();
  if (proxy !== undefined && status !== undefined && status !== 200) {
    return refusedByProxy(status, target, proxy);
  }
  const error = firstOf(thrown);
  const code = codeOf(error);
  const isBeforeSending = BEFORE_SENDING.has((error as SystemError | null)?.syscall);
  const hasNoTunnel = tunnel !== undefined && status === undefined;
  const place: Place = {
    endpointSetting: settingNames.endpoint,
    ...(proxy === undefined || status !== undefined
      ? { next: target }
      : { next: proxy.url, proxy }),
  };
  const kind =
    hasNoTunnel && !isBeforeSending && (code === undefined || code === "ETIMEDOUT")
      ? NO_TUNNEL
      : KINDS.find(({ codes }) => codes.some((one) => one === code));
  const isPermanent = kind?.isPermanent === true;
  return {
    reason: reasonOf(error),
    ...(kind && { check: kind.check(place) }),
    isUnsent: isPermanent || hasNoTunnel || isBeforeSending,
    isPermanent,
  };
}
