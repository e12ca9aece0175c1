import { createHmac } from "node:crypto";
import { gatewayErrors } from "./gateway-error";
import { canonicalQuery, percentEncode } from "./percent-encoding";
import type { Claim, SignedRequest } from "./signed-request";

/** In the order in which missing ones are reported. Assumed: the order; each code is Missing<Param>. */
const MANDATORY = [
  "AccessKeyId",
  "Timestamp",
  "SignatureNonce",
  "SignatureMethod",
  "SignatureVersion",
];

/** "Request signatures" page of the RPC style, signature version 1.0. */
function stringToSign({ method, parameters }: SignedRequest): string {
  const signed = [...parameters].filter(([name]) => name !== "Signature");
  return `${method}&${percentEncode("/")}&${percentEncode(canonicalQuery(signed))}`;
}

function verify(request: SignedRequest, accessKeySecret: string): void {
  const { parameters } = request;
  if (
    parameters.get("SignatureMethod") !== "HMAC-SHA1" ||
    parameters.get("SignatureVersion") !== "1.0"
  ) {
    throw gatewayErrors.signatureMethodInvalid();
  }
  const text = stringToSign(request);
  const signature = parameters.get("Signature") ?? "";
  if (signature === "") {
    throw gatewayErrors.signatureIncomplete(text);
  }
  const right = createHmac("sha1", `${accessKeySecret}&`).update(text).digest("base64");
  if (signature !== right) {
    throw gatewayErrors.signatureDoesNotMatch(text);
  }
}

/** Reads a signature of version 1.0 (HMAC-SHA1) from the parameters. Throws a GatewayError where a part is missing. */
export function rpcClaim(request: SignedRequest): Claim {
  const { parameters } = request;
  const missing = MANDATORY.find((name) => (parameters.get(name) ?? "") === "");
  if (missing !== undefined) {
    throw gatewayErrors.missing(missing);
  }
  return {
    accessKeyId: parameters.get("AccessKeyId") ?? "",
    timestamp: parameters.get("Timestamp") ?? "",
    nonce: parameters.get("SignatureNonce") ?? "",
    securityToken: parameters.get("SecurityToken"),
    verify: (accessKeySecret) => verify(request, accessKeySecret),
  };
}
