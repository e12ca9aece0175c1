import { createHmac, randomUUID } from "node:crypto";

/** Parameters of a call, common ones included where a test wants its own. */
export type CallParameters = Readonly<Record<string, string>>;

export interface CallOptions {
  readonly method?: "GET" | "POST";
  /** Where the parameters go; both: the first half in the query. */
  readonly place?: "query" | "form" | "both";
  readonly accessKeySecret?: string;
  /** Sends this instead of the right signature; null sends none. */
  readonly signature?: string | null;
  /** Common parameters that are left out before signing. */
  readonly without?: readonly string[];
  /** Ends the call on the client's side. */
  readonly signal?: AbortSignal;
}

export interface RawAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string;
}

export async function readAnswer(response: Response): Promise<RawAnswer> {
  const { status, headers } = response;
  return { status, contentType: headers.get("content-type"), text: await response.text() };
}

export function timestamp(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}

function encode(text: string): string {
  const strict = (character: string): string =>
    `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, strict);
}

/** The parameters in the order and the form in which both signatures take them. */
export function canonicalQuery(parameters: CallParameters): string {
  return Object.keys(parameters)
    .sort()
    .map((name) => `${encode(name)}=${encode(parameters[name]!)}`)
    .join("&");
}

export function stringToSign(method: string, parameters: CallParameters): string {
  return `${method}&%2F&${encode(canonicalQuery(parameters))}`;
}

function commonParameters(action: string, nowMs: number): Record<string, string> {
  return {
    Action: action,
    Version: "2020-05-18",
    Format: "JSON",
    AccessKeyId: "emulator",
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    SignatureNonce: randomUUID(),
    Timestamp: timestamp(nowMs),
  };
}

function signed(all: Record<string, string>, options: CallOptions): [string, string][] {
  const { method = "POST", accessKeySecret = "emulator-secret", signature } = options;
  const right = createHmac("sha1", `${accessKeySecret}&`)
    .update(stringToSign(method, all))
    .digest("base64");
  const sent = signature === undefined ? right : signature;
  return [
    ...Object.entries(all),
    ...(sent === null ? [] : [["Signature", sent] as [string, string]]),
  ];
}

/** A signed GET's query, to be sent by other means. */
export function signedQuery(nowMs: number, action: string, parameters: CallParameters): string {
  const all = { ...commonParameters(action, nowMs), ...parameters };
  return new URLSearchParams(signed(all, { method: "GET" })).toString();
}

/** Signs and sends one call, as RPC signature version 1.0 describes it. */
export async function sendSigned(
  url: string,
  nowMs: number,
  action: string,
  parameters: CallParameters = {},
  options: CallOptions = {},
): Promise<Response> {
  const { method = "POST", place = method === "GET" ? "query" : "form", without = [] } = options;
  const all = { ...commonParameters(action, nowMs), ...parameters };
  for (const name of without) {
    delete all[name as keyof typeof all];
  }
  const entries = signed(all, options);
  const split = { query: entries.length, form: 0, both: entries.length / 2 }[place];
  const query = new URLSearchParams(entries.slice(0, split));
  return fetch(`${url}/?${query}`, {
    method,
    signal: options.signal ?? null,
    ...(method === "POST" && { body: new URLSearchParams(entries.slice(split)) }),
  });
}

/** The same, with the answer read to its end. */
export async function signedCall(...call: Parameters<typeof sendSigned>): Promise<RawAnswer> {
  return readAnswer(await sendSigned(...call));
}
