/** Secrets of credentials; the signs are those that a query writes in another way. */
export const KEY_ID = "canary-key-id-5f1c";
export const KEY_SECRET = "canary-key-secret-77ab/+=";
export const TOKEN = "canary-token-91de/+==";

/** A secret inside the definition of a task. */
export const PASSWORD = "canary-password-3e1f";
/** A secret among the settings of a start, which takes numbers only. */
export const LIMIT = 734_911_253;

/** What else must not be told; each is taken out by a rule of its own. */
const SIGNATURE = "canary-signature-2b6e";
const FOREIGN_KEY_ID = "canary-foreign-key-id-8d3a";
export const USER_INFO = "canary-user-info-c7f0";
export const QUERY = "canary-query-4a95";
const STRING_TO_SIGN = "canary-string-to-sign-e1d2";

function formsOf(secret: string): readonly string[] {
  const once = encodeURIComponent(secret);
  return [...new Set([secret, once, encodeURIComponent(once)])];
}

const SECRETS: Readonly<Record<string, readonly string[]>> = {
  "access key id": formsOf(KEY_ID),
  "access key secret": formsOf(KEY_SECRET),
  "security token": formsOf(TOKEN),
  password: [PASSWORD],
  limit: [String(LIMIT)],
  signature: [SIGNATURE],
  "key id of a query": [FOREIGN_KEY_ID],
  "user info": [USER_INFO],
  query: [QUERY],
  "string to sign": [STRING_TO_SIGN],
};

/** It would help to guess what a task is: `applied` is two of them, `serverDigest` one. */
const DIGEST = /(?<![\w-])[\w-]{16}\.[\w-]{16}(?![\w-])|"serverDigest":"/;

/** The names of the secrets that texts tell. */
export function secretsIn(texts: readonly string[]): readonly string[] {
  const text = texts.join("\n");
  return [
    ...Object.entries(SECRETS)
      .filter(([, forms]) => forms.some((form) => text.includes(form)))
      .map(([name]) => name),
    ...(DIGEST.test(text) ? ["digest"] : []),
  ];
}

/** The beginning of what the service says, by which it is found. */
export const SERVICE_WORDS = "the service says";

const twice = (secret: string) => encodeURIComponent(encodeURIComponent(secret));

/** A message that holds whatever a service could echo of a signed request. */
export const CHATTY_MESSAGE = [
  `${SERVICE_WORDS}: key ${KEY_ID}, secret ${KEY_SECRET}, token ${TOKEN}`,
  `in a query ${encodeURIComponent(KEY_SECRET)} ${encodeURIComponent(TOKEN)}`,
  `in the text to sign ${twice(KEY_SECRET)} ${twice(TOKEN)}`,
  `through http://user:${USER_INFO}@proxy.example/`,
  `with AccessKeyId=${FOREIGN_KEY_ID}&Signature=${SIGNATURE}&SignatureNonce=${SIGNATURE}`,
  `more, URL: https://service.example/?q=${QUERY}`,
  `server string to sign is:POST&%2F&TaskContent%3D${STRING_TO_SIGN}%26${PASSWORD}`,
].join("; ");
