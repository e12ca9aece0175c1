import type { Agent } from "node:http";
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";
import { isLoopback } from "../endpoints";
import { ConfigError } from "../errors";

/** The proxy that the environment names for an endpoint. */
export interface Proxy {
  /** Includes user name and password, where set. */
  readonly url: URL;
  /** The variable that names it. */
  readonly variable: string;
}

/** How a call reaches the endpoint. */
export interface Route {
  readonly agent: Agent;
  readonly proxy?: Proxy;
  /** Only through a proxy to an `https:` endpoint. */
  readonly tunnel?: Tunnel;
}

/** What the proxy answered to CONNECT. */
export interface Tunnel {
  /** Its HTTP status; `undefined` before it answered. */
  status(): number | undefined;
  isRefused(): boolean;
}

/** The lookup order of `proxy-from-env`. */
function variableOf(protocol: string): string {
  const name = `${protocol.replace(":", "")}_proxy`;
  return (
    [name, name.toUpperCase(), "all_proxy", "ALL_PROXY"].find((one) => process.env[one]) ?? name
  );
}

/**
 * The proxy of an endpoint by `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in upper or lower case. An endpoint on this
 * machine has none: no proxy can reach it.
 *
 * @throws ConfigError where the variable's value is invalid.
 */
export function proxyFor(endpoint: string): Proxy | undefined {
  const text = isLoopback(endpoint) ? "" : getProxyForUrl(endpoint);
  if (text === "") {
    return undefined;
  }
  const variable = variableOf(new URL(endpoint).protocol);
  // The value may contain a password, so no message repeats it.
  if (!URL.canParse(text) || !["http:", "https:"].includes(new URL(text).protocol)) {
    throw new ConfigError(
      `${variable} cannot be used: it must be a URL that starts with http:// or https://. Where no proxy is needed, add ${new URL(endpoint).hostname} to NO_PROXY.`,
    );
  }
  return { url: new URL(text), variable };
}

/**
 * A route through a proxy, for one call: the signal also covers a proxy that accepts the connection and never responds, for which
 * the request's own timeout is not running yet.
 */
export function routeThrough(proxy: Proxy, endpoint: string, timeoutMs: number): Route {
  const options = { signal: AbortSignal.timeout(timeoutMs) };
  if (endpoint.startsWith("http:")) {
    return { agent: new HttpProxyAgent(proxy.url, options), proxy };
  }
  const agent = new HttpsProxyAgent(proxy.url, options);
  let status: number | undefined;
  agent.on("proxyConnect", ({ statusCode }: { statusCode: number }) => (status = statusCode));
  return {
    agent,
    proxy,
    tunnel: {
      status: () => status,
      isRefused: () => status !== undefined && status !== 200,
    },
  };
}
