import * as fc from "fast-check";
import type { Row } from "./bad-program";

/** Each setting of the surroundings, where it can be wrong, and what is said. */
const SETTINGS: readonly [
  variable: string,
  key: string | undefined,
  texts: readonly string[],
  message: (origin: string, text: string) => string,
][] = [
  [
    "DATAWORKS_ENDPOINT",
    "dataworks:endpoint",
    [
      "ftp://127.0.0.1:1",
      "file:///etc/passwd",
      "javascript:1",
      "http://user@127.0.0.1:1",
      "http://user:canary@127.0.0.1:1",
      "http://127.0.0.1:1/path",
      "https://127.0.0.1:1?query=canary",
    ],
    (origin) =>
      `${origin} cannot be used: it must be a URL that starts with https:// or http://, without a user name, path, query or fragment.`,
  ],
  [
    "DATAWORKS_ENDPOINT",
    "dataworks:endpoint",
    [
      "127.0.0.1",
      "//127.0.0.1",
      "http://",
      "http://[::1",
      "http://127.0.0.1:99999",
      "dataworks.cn-shanghai.aliyuncs.com",
    ],
    (origin) =>
      `${origin} is not a URL: it must be a URL that starts with https:// or http://, without a user name, path, query or fragment.`,
  ],
  [
    "DATAWORKS_ENDPOINT",
    "dataworks:endpoint",
    ["http://dataworks.cn-shanghai.aliyuncs.com", "http://10.0.0.1:9900", "http://127.0.0.1.test"],
    (origin) =>
      `${origin} cannot be used: http:// to another machine is not encrypted. Use https://, or set DATAWORKS_ALLOW_HTTP=1 if that machine is meant to be reached so, as a container is.`,
  ],
  [
    "DATAWORKS_MAX_RETRIES",
    "dataworks:maxRetries",
    ["many", "-1", "1.5", "1e3", "99999", "NaN", "５"],
    (origin, text) => `${origin} is "${text}": it must be an integer from 0 to 9999.`,
  ],
  [
    "DATAWORKS_MAX_CALLS_PER_SECOND",
    "dataworks:maxCallsPerSecond",
    ["fast", "0", "-1", "NaN", "Infinity"],
    (origin, text) => `${origin} is "${text}": it must be a number of calls per second above 0.`,
  ],
  [
    "DATAWORKS_MISSING_ON_DELETE",
    "dataworks:missingOnDelete",
    ["Error", "success", "yes"],
    (origin, text) => `${origin} is "${text}": it must be "error" or "succeed".`,
  ],
  [
    "DATAWORKS_DELETE_TIMEOUT",
    undefined,
    ["soon", "5", "-5m", "0s"],
    (origin, text) => `${origin} is "${text}": it must be a duration such as "60m" or "1h30m".`,
  ],
];

export const SETTING_ROWS: readonly Row[] = SETTINGS.flatMap(([variable, key, texts, message]) => [
  {
    property: variable,
    kind: "in the environment",
    program: fc
      .constantFrom(...texts)
      .map((text) => ({ environment: { [variable]: text }, message: message(variable, text) })),
  },
  ...(key === undefined
    ? []
    : [
        {
          property: key,
          kind: "in the configuration",
          program: fc.constantFrom(...texts).map((text) => ({
            config: {
              [key]: text,
              "dataworks:explicit": "true",
              "dataworks:region": "cn-shanghai",
            },
            message: message(`${key} (or ${variable})`, text),
          })),
        },
      ]),
]);
