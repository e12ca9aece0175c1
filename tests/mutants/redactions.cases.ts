import type { Mutant } from "./mutant";

/** One redaction taken out, and the secrets that are told then. */
export interface Redaction extends Mutant {
  readonly tells: readonly string[];
}

/** All that an answer of the service can repeat. */
const IN_AN_ANSWER = [
  "access key id",
  "access key secret",
  "security token",
  "password",
  "signature",
  "key id of a query",
  "user info",
  "query",
  "string to sign",
];

export const REDACTIONS: readonly Redaction[] = [
  {
    name: "access-key-id",
    file: "provider/api/transport/redact.ts",
    find: "credentials?.accessKeyId,",
    replace: "",
    tells: ["access key id"],
  },
  {
    name: "access-key-secret",
    file: "provider/api/transport/redact.ts",
    find: "credentials?.accessKeySecret,",
    replace: "",
    tells: ["access key secret"],
  },
  {
    name: "check-property",
    file: "provider/host/dynamic-provider.ts",
    find: 'property: "", reason',
    replace: 'property: reason.split(/[.:]/)[0] ?? "", reason',
    tells: ["password"],
  },
  {
    name: "credentials-request",
    file: "provider/api/credentials/problem.ts",
    find: "words: `${host} does not",
    replace: "words: `${error.message} does not",
    tells: ["user info", "query"],
  },
  {
    name: "digest",
    file: "provider/lifecycle/model/output-table.ts",
    find: "OUTPUTS[name].secret)",
    replace: 'OUTPUTS[name].secret && name !== "applied")',
    tells: ["digest"],
  },
  {
    name: "encoded-forms",
    file: "provider/api/transport/redact.ts",
    find: "return [secret, once, encodeURIComponent(once)]",
    replace: 'return once === "" ? [] : [secret]',
    tells: ["access key secret", "security token"],
  },
  {
    name: "endpoint-no-url",
    file: "provider/settings.ts",
    find: "`${found.origin} is not a URL",
    replace: '`${found.origin} is "${found.text}", not a URL',
    tells: ["user info"],
  },
  {
    name: "endpoint",
    file: "provider/settings.ts",
    find: "`${found.origin} cannot be used: ${expected}.`);",
    replace: '`${found.origin} is "${found.text}", and cannot be used: ${expected}.`);',
    tells: ["user info"],
  },
  {
    name: "gateway",
    file: "provider/api/transport/transport.ts",
    find: "redactMessages(toPlainJson(error.data), credentials)",
    replace: "toPlainJson(error.data)",
    tells: IN_AN_ANSWER,
  },
  {
    name: "profile-file",
    file: "provider/api/credentials/problem.ts",
    find: '(message.split(/: |, httpStatus|, json parse|\\n/)[0] ?? "")',
    replace: "message",
    tells: ["access key secret"],
  },
  {
    name: "refusal",
    file: "provider/api/transport/transport.ts",
    find: "redactMessages(toPlainJson(body), credentials)",
    replace: "toPlainJson(body)",
    tells: IN_AN_ANSWER,
  },
  {
    name: "security-token",
    file: "provider/api/transport/redact.ts",
    find: "credentials?.securityToken,",
    replace: "",
    tells: ["security token"],
  },
  {
    name: "signature",
    file: "provider/api/transport/redact.ts",
    find: ".replace(/\\b(Signature|SignatureNonce|AccessKeyId|SecurityToken)=[^&\\s]+/g, `$1=${HIDDEN}`)",
    replace: "",
    tells: ["signature", "key id of a query"],
  },
  {
    name: "string-to-sign",
    file: "provider/api/transport/redact.ts",
    find: ".replace(/(string to sign is:?)[\\s\\S]*/i, `$1 ${HIDDEN}`)",
    replace: "",
    tells: ["password", "string to sign"],
  },
  {
    name: "syntax-position",
    file: "provider/lifecycle/checks/values.ts",
    find: "`is not JSON: parsing stops",
    replace: "`is not JSON: parsing of ${text} stops",
    tells: ["password"],
  },
  {
    name: "url",
    file: "provider/api/transport/redact.ts",
    find: '.replace(/, URL: \\S+/g, "")',
    replace: "",
    tells: ["query"],
  },
  {
    name: "user-info",
    file: "provider/api/transport/redact.ts",
    find: '.replace(/(https?:\\/\\/)[^/\\s@]*@/g, "$1")',
    replace: "",
    tells: ["user info"],
  },
];
