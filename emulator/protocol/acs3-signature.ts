import { createHash, createHmac } from "node:crypto";
import { gatewayErrors } from "./gateway-error";
import { canonicalQuery } from "./percent-encoding";
import type { Claim, SignedRequest } from "./signed-request";

const ALGORITHM = "ACS3-HMAC-SHA256";

/** Headers that must be present and signed, and their names in the gateway's error codes. Assumed: the names, like those of signature version 1.0. */
const MANDATORY: Readonly<Record<string, string>> = {
  "x-acs-date": "Timestamp",
  "x-acs-signature-nonce": "SignatureNonce",
  "x-acs-content-sha256": "ContentSha256",
};

interface Authorization {
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export function isAcs3({ headers }: Pick<SignedRequest, "headers">): boolean {
  return headers.get("authorization")?.startsWith(ALGORITHM) === true;
}

function parseAuthorization(header: string): Authorization {
  const fields = new Map(
    header
      .slice(ALGORITHM.length)
      .split(",")
      .map((field): [string, string] => {
        const [name = "", ...value] = field.trim().split("=");
        return [name, value.join("=")];
      }),
  );
  return {
    accessKeyId: fields.get("Credential") ?? "",
    signedHeaders: (fields.get("SignedHeaders") ?? "").split(";").filter((name) => name !== ""),
    signature: fields.get("Signature") ?? "",
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** "V3 request body & signature mechanism" page. The body's hash is computed here, so that a changed body does not match. */
function stringToSign(request: SignedRequest, signedHeaders: readonly string[]): string {
  const { method, query, headers, body } = request;
  const canonicalHeaders = signedHeaders.map(
    (name) => `${name}:${(headers.get(name) ?? "").trim()}\n`,
  );
  const canonicalRequest = [
    method,
    "/",
    canonicalQuery(query),
    canonicalHeaders.join(""),
    signedHeaders.join(";"),
    sha256(body),
  ].join("\n");
  return `${ALGORITHM}\n${sha256(canonicalRequest)}`;
}

/** The same page: the host and every x-acs- header must be signed. */
function coversRequiredHeaders(
  { headers }: SignedRequest,
  signedHeaders: readonly string[],
): boolean {
  return [...headers.keys()]
    .filter((name) => name === "host" || name.startsWith("x-acs-"))
    .every((name) => signedHeaders.includes(name));
}

/** Reads an ACS3-HMAC-SHA256 signature from the headers. Throws a GatewayError where a part is missing. */
export function acs3Claim(request: SignedRequest): Claim {
  const { headers } = request;
  const { accessKeyId, signedHeaders, signature } = parseAuthorization(
    headers.get("authorization") ?? "",
  );
  const missing = Object.keys(MANDATORY).find((name) => (headers.get(name) ?? "") === "");
  if (accessKeyId === "" || missing !== undefined) {
    throw gatewayErrors.missing(
      accessKeyId === "" ? "AccessKeyId" : (MANDATORY[missing ?? ""] ?? ""),
    );
  }
  return {
    accessKeyId,
    timestamp: headers.get("x-acs-date") ?? "",
    nonce: headers.get("x-acs-signature-nonce") ?? "",
    securityToken: headers.get("x-acs-security-token"),
    verify(accessKeySecret) {
      const text = stringToSign(request, signedHeaders);
      if (signature === "" || !coversRequiredHeaders(request, signedHeaders)) {
        throw gatewayErrors.signatureIncomplete(text);
      }
      if (signature !== createHmac("sha256", accessKeySecret).update(text).digest("hex")) {
        throw gatewayErrors.signatureDoesNotMatch(text);
      }
    },
  };
}
