import assert from "node:assert/strict";
import { readSettings } from "../../../provider/settings";

const nothing = () => undefined;

describe("settings", () => {
  it("have defaults", () => {
    assert.deepEqual(readSettings({}, nothing), {
      maxRetries: 5,
      missingOnDelete: "error",
      acceptEmptyWorkspace: false,
    });
  });

  it("come from the environment first, then from the stack configuration", () => {
    const config = (key: string) =>
      ({
        "dataworks:endpoint": "https://config.example",
        "dataworks:profile": "of-config",
        "dataworks:maxRetries": "2",
        "dataworks:maxCallsPerSecond": "4",
        "dataworks:missingOnDelete": "succeed",
      })[key];
    const variables = { DATAWORKS_ENDPOINT: "http://127.0.0.1:9900/", DATAWORKS_MAX_RETRIES: "0" };
    assert.deepEqual(readSettings(variables, config), {
      endpoint: "http://127.0.0.1:9900",
      profile: "of-config",
      maxRetries: 0,
      maxCallsPerSecond: 4,
      missingOnDelete: "succeed",
      acceptEmptyWorkspace: false,
    });
  });

  it("read the variables that have no configuration key", () => {
    const variables = {
      DATAWORKS_DELETE_TIMEOUT: "60m",
      DATAWORKS_ACCEPT_EMPTY_WORKSPACE: "1",
      DATAWORKS_ACCEPT_RENAME: "10000:1000001",
      DATAWORKS_ACCEPT_ENDPOINT: "http://127.0.0.1:9900",
    };
    assert.deepEqual(readSettings(variables, nothing), {
      maxRetries: 5,
      missingOnDelete: "error",
      deleteTimeoutMs: 3_600_000,
      acceptEmptyWorkspace: true,
      acceptRename: "10000:1000001",
      acceptEndpoint: "http://127.0.0.1:9900",
    });
  });

  const refused: [Record<string, string>, string][] = [
    [
      { DATAWORKS_MAX_RETRIES: "many" },
      'DATAWORKS_MAX_RETRIES is "many": it must be an integer from 0 to 9999.',
    ],
    [
      { DATAWORKS_MAX_CALLS_PER_SECOND: "0" },
      'DATAWORKS_MAX_CALLS_PER_SECOND is "0": it must be a number of calls per second above 0.',
    ],
    [
      { DATAWORKS_MISSING_ON_DELETE: "yes" },
      'DATAWORKS_MISSING_ON_DELETE is "yes": it must be "error" or "succeed".',
    ],
    [
      { DATAWORKS_DELETE_TIMEOUT: "60" },
      'DATAWORKS_DELETE_TIMEOUT is "60": it must be a duration such as "60m" or "1h30m".',
    ],
    [
      { DATAWORKS_ENDPOINT: "dataworks" },
      "DATAWORKS_ENDPOINT is not a URL: it must be a URL that starts with https:// or http://, without a user name, path, query or fragment.",
    ],
    [
      { DATAWORKS_ENDPOINT: "https://user:canary@example.com" },
      "DATAWORKS_ENDPOINT cannot be used: it must be a URL that starts with https:// or http://, without a user name, path, query or fragment.",
    ],
    ...["/api", "//", "/?key=canary", "/#canary"].map((rest): [Record<string, string>, string] => [
      { DATAWORKS_ENDPOINT: `https://example.com${rest}` },
      "DATAWORKS_ENDPOINT cannot be used: it must be a URL that starts with https:// or http://, without a user name, path, query or fragment.",
    ]),
    [
      { DATAWORKS_ENDPOINT: "http://emulator:9900", DATAWORKS_ALLOW_HTTP: "0" },
      "DATAWORKS_ENDPOINT cannot be used: http:// to another machine is not encrypted. Use https://, or set DATAWORKS_ALLOW_HTTP=1 if that machine is meant to be reached so, as a container is.",
    ],
  ];
  for (const [variables, message] of refused) {
    it(`refuse ${JSON.stringify(variables)}`, () => {
      assert.throws(() => readSettings(variables, nothing), { name: "ConfigError", message });
    });
  }

  it("take plain http to this machine, and to another one only where that is allowed", () => {
    const local = [
      "localhost:1",
      "localhost.:1",
      "127.9.9.9",
      "[::1]:1",
      "0.0.0.0:1",
      "[::ffff:127.0.0.1]",
    ];
    for (const host of local) {
      const { endpoint } = readSettings({ DATAWORKS_ENDPOINT: `http://${host}` }, nothing);
      assert.equal(endpoint, new URL(`http://${host}`).origin);
    }
    const variables = { DATAWORKS_ENDPOINT: "http://emulator:9900", DATAWORKS_ALLOW_HTTP: "1" };
    assert.equal(readSettings(variables, nothing).endpoint, "http://emulator:9900");
  });

  it("name the configuration key where it is the origin", () => {
    const config = (key: string) => (key === "dataworks:maxRetries" ? "-1" : undefined);
    assert.throws(() => readSettings({}, config), {
      message:
        'dataworks:maxRetries (or DATAWORKS_MAX_RETRIES) is "-1": it must be an integer from 0 to 9999.',
    });
  });
});
