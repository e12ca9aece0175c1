/** What must never be printed. */
interface Secrets {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

const HIDDEN = "***";

/** Keys of the service have 16 characters or more; a shorter string could match inside ordinary words. */
const MIN_LENGTH = 8;

/** A secret in plain form, as in a query, and as in the string to sign. */
function formsOf(secret: string): readonly string[] {
  const once = encodeURIComponent(secret);
  return [secret, once, encodeURIComponent(once)];
}

/** Removes every known secret, and the signature fields of a request, from a text. */
export function redact(text: string, credentials: Secrets | undefined): string {
  const secrets = [
    credentials?.accessKeySecret,
    credentials?.securityToken,
    credentials?.accessKeyId,
  ].filter((secret = ""): secret is string => secret.length >= MIN_LENGTH);
  const withoutSecrets = secrets
    .flatMap(formsOf)
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

/** Redacts the messages of an answer, at any depth; its task data is unchanged. */
export function redactMessages(answer: unknown, credentials: Secrets | undefined): unknown {
  if (Array.isArray(answer)) {
    return answer.map((child) => redactMessages(child, credentials));
  }
  if (typeof answer !== "object" || answer === null) {
    return answer;
  }
  return Object.fromEntries(
    Object.entries(answer).map(([key, child]) => [
      key,
      typeof child === "string" && /message$/i.test(key)
        ? redact(child, credentials)
        : redactMessages(child, credentials),
    ]),
  );
}
