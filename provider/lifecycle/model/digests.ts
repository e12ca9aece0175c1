import { createHash } from "node:crypto";
import { canonicalText } from "./exact-json";

/** 96 bits: only accidental collisions matter, and the engine rewrites every byte of the state after each step. */
const DIGEST_BYTES = 12;

/** A digest as 0.1.0 wrote it: the whole SHA-256. */
const LONG_DIGEST = /^[0-9a-f]{64}$/;

function hash(value: unknown): Buffer {
  return createHash("sha256").update(canonicalText(value)).digest();
}

/** 16 characters that are the same for all forms of the same JSON value. */
export function digest(value: unknown): string {
  return hash(value).subarray(0, DIGEST_BYTES).toString("base64url");
}

/** Whether a stored digest was written by version 0.1.0. */
export function isLongDigest(stored: string): boolean {
  return LONG_DIGEST.test(stored);
}

/** Whether a stored digest, of any version, is the one of this value. */
export function isDigestOf(stored: string, value: unknown): boolean {
  return stored === (isLongDigest(stored) ? hash(value).toString("hex") : digest(value));
}
