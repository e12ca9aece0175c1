import type { Clock } from "./clock";
import { gatewayErrors } from "./gateway-error";
import { sign, stringToSign } from "./signature";

/** "Request signatures" page: a timestamp is good for 15 minutes; assumed: in both directions. */
const TIMESTAMP_TOLERANCE_MS = 15 * 60 * 1000;

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** In the order in which their absence is told. Assumed: the order; each code is Missing<Param>. */
const MANDATORY = [
  "AccessKeyId",
  "Timestamp",
  "SignatureNonce",
  "SignatureMethod",
  "SignatureVersion",
];

/** The signed part of a request, whatever its form. */
export interface SignedRequest {
  readonly method: string;
  readonly parameters: ReadonlyMap<string, string>;
}

export interface Authentication {
  /** Throws a GatewayError unless the request is signed by a known key, fresh, and new. */
  check(request: SignedRequest): void;
  /** Forgets the nonces. */
  reset(): void;
}

function checkSignature({ method, parameters }: SignedRequest, accessKeySecret: string): void {
  if (
    parameters.get("SignatureMethod") !== "HMAC-SHA1" ||
    parameters.get("SignatureVersion") !== "1.0"
  ) {
    throw gatewayErrors.signatureMethodInvalid();
  }
  const text = stringToSign(method, parameters);
  const signature = parameters.get("Signature") ?? "";
  if (signature === "") {
    throw gatewayErrors.signatureIncomplete(text);
  }
  if (signature !== sign(text, accessKeySecret)) {
    throw gatewayErrors.signatureDoesNotMatch(text);
  }
}

/** Signature version 1.0 (HMAC-SHA1). A SecurityToken is signed with the rest and accepted as it is. */
export function createAuthentication(
  accessKeys: Readonly<Record<string, string>>,
  clock: Clock,
): Authentication {
  const nonces = new Map<string, number>();

  function checkTimestamp(timestamp: string): void {
    const atMs = Date.parse(timestamp);
    if (!TIMESTAMP.test(timestamp) || Number.isNaN(atMs)) {
      throw gatewayErrors.timestampFormat();
    }
    if (Math.abs(clock.nowMs() - atMs) > TIMESTAMP_TOLERANCE_MS) {
      throw gatewayErrors.timestampExpired();
    }
  }

  /** A nonce needs to be known only as long as a timestamp signed with it is good. */
  function forgetOldNonces(): void {
    for (const [nonce, usedAtMs] of nonces) {
      if (clock.nowMs() - usedAtMs <= 2 * TIMESTAMP_TOLERANCE_MS) {
        return; // a Map keeps the order of insertion
      }
      nonces.delete(nonce);
    }
  }

  return {
    check(request) {
      const { parameters } = request;
      const missing = MANDATORY.find((name) => (parameters.get(name) ?? "") === "");
      if (missing !== undefined) {
        throw gatewayErrors.missing(missing);
      }
      const accessKeyId = parameters.get("AccessKeyId") ?? "";
      const secret = Object.hasOwn(accessKeys, accessKeyId) ? accessKeys[accessKeyId] : undefined;
      if (secret === undefined) {
        throw gatewayErrors.accessKeyNotFound();
      }
      checkSignature(request, secret);
      const nonce = parameters.get("SignatureNonce") ?? "";
      if (nonces.has(nonce)) {
        throw gatewayErrors.nonceUsed();
      }
      checkTimestamp(parameters.get("Timestamp") ?? "");
      forgetOldNonces();
      nonces.set(nonce, clock.nowMs());
    },
    reset() {
      nonces.clear();
    },
  };
}
