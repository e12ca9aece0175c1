/** What must not be told; absent where no call has asked for it yet. */
interface Secrets {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

const HIDDEN = "***";

/** Keys of the service have 16 characters and more; a shorter text would be found in the middle of words. */
const MIN_LENGTH = 8;

/** A secret as it is, and as it stands in a query and in the text that is signed. */
function formsOf(secret: string): readonly string[] {
  const once = encodeURIComponent(secret);
  return [secret, once, encodeURIComponent(once)];
}

/** Takes every known secret, and what only a signed request holds, out of a text. */
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

/** Redacts what an answer says in words, at whatever level; what it holds of a task stays as it is. */
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
