import type { Credentials } from "./credentials";

const HIDDEN = "***";

/** Takes every known secret, and what only a signed request holds, out of a text. */
export function redact(text: string, credentials: Credentials | undefined): string {
  const secrets = [
    credentials?.accessKeySecret,
    credentials?.securityToken,
    credentials?.accessKeyId,
  ].filter((secret): secret is string => secret !== undefined && secret !== "");
  const withoutSecrets = secrets
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      encodeURIComponent(encodeURIComponent(secret)),
    ])
    .reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
  return (
    withoutSecrets
      .replace(/, URL: \S+/g, "")
      .replace(/(https?:\/\/)[^/\s@]*@/g, "$1")
      // The gateway repeats the whole string to sign, parameters of the task included.
      .replace(/(string to sign is:?)[\s\S]*/i, `$1 ${HIDDEN}`)
      .replace(/\b(Signature|SignatureNonce|AccessKeyId|SecurityToken)=[^&\s]+/g, `$1=${HIDDEN}`)
  );
}

export function redactJson(value: unknown, credentials: Credentials | undefined): unknown {
  if (typeof value === "string") {
    return redact(value, credentials);
  }
  if (Array.isArray(value)) {
    return value.map((child) => redactJson(child, credentials));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, redactJson(child, credentials)]),
  );
}
