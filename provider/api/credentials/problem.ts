import { getProxyForUrl } from "proxy-from-env";

/** Why a source provided no credentials, without any secret. */
export interface Problem {
  readonly words: string;
  /** A host of STS that could not be reached directly, although the environment names a proxy for it. */
  readonly hostBehindProxy?: string;
}

interface SystemError extends Error {
  readonly code?: unknown;
  readonly path?: unknown;
}

/** httpx appends method and URL, signature included, to its messages. */
const HOST = /https?:\/\/(?:[^/\s@]*@)?([\w.-]+)/;

function isNoConnection(error: SystemError): boolean {
  return (
    error.name.startsWith("RequestTimeout") ||
    (typeof error.code === "string" && error.path === undefined)
  );
}

function noConnection(error: SystemError): Problem {
  const host = HOST.exec(error.message)?.[1] ?? "";
  const isStsBehindProxy = host.startsWith("sts") && getProxyForUrl(`https://${host}`) !== "";
  return {
    words: `${host} does not respond (${typeof error.code === "string" ? error.code : "timed out"})`,
    ...(isStsBehindProxy && { hostBehindProxy: host }),
  };
}

/**
 * Turns what the library threw into a sentence. Its messages may contain whole files, responses and commands, secrets included, but only after
 * a colon: of that part only the HTTP status and the service's error code are kept.
 */
export function problemOf(thrown: unknown): Problem {
  if (!(thrown instanceof Error)) {
    return { words: "it failed without giving a reason" };
  }
  const error: SystemError = thrown;
  if (error instanceof SyntaxError) {
    return { words: "its response is not JSON" };
  }
  if (isNoConnection(error)) {
    return noConnection(error);
  }
  if (typeof error.code === "string") {
    return { words: `${String(error.path)} cannot be read (${error.code})` };
  }
  const { message } = error;
  const status = /httpStatus: (\d{3})|^get role name failed: .* (\d{3})$/.exec(message);
  const code = /"Code"\s*:\s*"([\w.]+)"/.exec(message);
  const marks = [
    ...(status ? [`HTTP ${status[1] ?? status[2]}`] : []),
    ...(code?.[1] === undefined ? [] : [code[1]]),
  ];
  const words = (message.split(/: |, httpStatus|, json parse|\n/)[0] ?? "").replace(/\.$/, "");
  return { words: marks.length === 0 ? words : `${words} (${marks.join(" ")})` };
}
