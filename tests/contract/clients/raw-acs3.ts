import { createHash, createHmac, randomUUID } from "node:crypto";
import { canonicalQuery, readAnswer, timestamp, type RawAnswer } from "../../harness/signed-call";
import {
  outcomeOf,
  placeParameters,
  VERSION,
  type Access,
  type Body,
  type Client,
  type Parameters,
} from "./client";

const ALGORITHM = "ACS3-HMAC-SHA256";

type Headers = Readonly<Record<string, string>>;

export interface Acs3Options {
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  /** Signed with the rest, in place of the header of that name; null leaves it out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Sent in place of the right header; null sends none. */
  readonly authorization?: string | null;
  /** Sent beside the signed ones. */
  readonly unsignedHeaders?: Headers;
  /** Sent in place of the body that was signed. */
  readonly sentBody?: string;
}

export interface RawAcs3Client extends Client {
  /** The answer as it came. */
  send(action: string, parameters?: Parameters, options?: Acs3Options): Promise<RawAnswer>;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** "V3 request body and signature mechanism" page: method, path, query, headers, their names, hash of the body. */
function authorizationOf(
  query: string,
  headers: Headers,
  accessKeyId: string,
  accessKeySecret: string,
): string {
  const names = Object.keys(headers).sort();
  const canonicalRequest = [
    "POST",
    "/",
    query,
    ...names.map((name) => `${name}:${headers[name]!.trim()}`),
    "",
    names.join(";"),
    headers["x-acs-content-sha256"] ?? "",
  ].join("\n");
  const signature = createHmac("sha256", accessKeySecret)
    .update(`${ALGORITHM}\n${sha256(canonicalRequest)}`)
    .digest("hex");
  return `${ALGORITHM} Credential=${accessKeyId},SignedHeaders=${names.join(";")},Signature=${signature}`;
}

function present(headers: Readonly<Record<string, string | null>>): Headers {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

/** Our own signer of ACS3-HMAC-SHA256: action, version and signature in headers. */
export function rawAcs3Client(access: Access): RawAcs3Client {
  const { url, accessKeyId, accessKeySecret, securityToken } = access;
  const send: RawAcs3Client["send"] = async (action, parameters = {}, options = {}) => {
    const placed = placeParameters(action, parameters);
    const query = canonicalQuery(placed.query);
    const body = canonicalQuery(placed.body);
    const headers = present({
      host: new URL(url).host,
      "content-type": "application/x-www-form-urlencoded",
      "x-acs-action": action,
      "x-acs-version": VERSION,
      "x-acs-date": timestamp(Date.now()),
      "x-acs-signature-nonce": randomUUID(),
      "x-acs-content-sha256": sha256(body),
      "x-acs-security-token": securityToken ?? null,
      ...options.headers,
    });
    const authorization =
      options.authorization === undefined
        ? authorizationOf(
            query,
            headers,
            options.accessKeyId ?? accessKeyId,
            options.accessKeySecret ?? accessKeySecret,
          )
        : options.authorization;
    const { host: _host, ...sent } = headers; // fetch sets it itself, to the same
    const response = await fetch(`${url}/${query === "" ? "" : `?${query}`}`, {
      method: "POST",
      headers: {
        ...sent,
        ...options.unsignedHeaders,
        ...(authorization !== null && { authorization }),
      },
      body: options.sentBody ?? body,
    });
    return readAnswer(response);
  };
  return {
    name: "raw ACS3",
    send,
    async call(action, parameters) {
      const { status, text } = await send(action, parameters);
      return outcomeOf(status, JSON.parse(text) as Body);
    },
  };
}
