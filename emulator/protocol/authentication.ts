import type { Clock } from "../clock";
import { acs3Claim, isAcs3 } from "./acs3-signature";
import { gatewayErrors } from "./gateway-error";
import { rpcClaim } from "./rpc-signature";
import type { Claim, SignedRequest } from "./signed-request";

/** "Request signatures" page: a timestamp is valid for 15 minutes; assumed: in both directions. */
const TIMESTAMP_TOLERANCE_MS = 15 * 60 * 1000;

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** A key of the security token service, valid only with its token. */
export interface TemporaryKey {
  readonly accessKeySecret: string;
  readonly securityToken: string;
  /** Milliseconds since 1970. @default never */
  readonly expiresAtMs?: number;
}

/** By AccessKeyId: a secret, or a temporary key. */
export type AccessKeys = Readonly<Record<string, string | TemporaryKey>>;

export interface Authentication {
  /** Throws a GatewayError unless the request is signed by a known key, fresh, and new. */
  check(request: SignedRequest): void;
  /** Forgets the nonces. */
  reset(): void;
}

/** Assumed: a token sent with a permanent key is ignored. */
function checkSecurityToken(key: string | TemporaryKey, { securityToken }: Claim, nowMs: number) {
  if (typeof key === "string") {
    return;
  }
  if (securityToken === undefined || securityToken === "") {
    throw gatewayErrors.missing("SecurityToken");
  }
  if (securityToken !== key.securityToken) {
    throw gatewayErrors.securityTokenMalformed();
  }
  if (key.expiresAtMs !== undefined && key.expiresAtMs <= nowMs) {
    throw gatewayErrors.securityTokenExpired();
  }
}

/** Both forms of signature: version 1.0 in the parameters and ACS3-HMAC-SHA256 in the headers. */
export function createAuthentication(accessKeys: AccessKeys, clock: Clock): Authentication {
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

  /** A nonce has to be remembered only while its signed timestamp may be valid. */
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
      const claim = isAcs3(request) ? acs3Claim(request) : rpcClaim(request);
      const key = Object.hasOwn(accessKeys, claim.accessKeyId)
        ? accessKeys[claim.accessKeyId]
        : undefined;
      if (key === undefined) {
        throw gatewayErrors.accessKeyNotFound();
      }
      checkSecurityToken(key, claim, clock.nowMs());
      claim.verify(typeof key === "string" ? key : key.accessKeySecret);
      if (nonces.has(claim.nonce)) {
        throw gatewayErrors.nonceUsed();
      }
      checkTimestamp(claim.timestamp);
      forgetOldNonces();
      nonces.set(claim.nonce, clock.nowMs());
    },
    reset() {
      nonces.clear();
    },
  };
}
