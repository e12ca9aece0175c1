import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCredentialSource } from "../../../../../provider/api/credentials/credentials";
import { SETTING_NAMES } from "../../../../../provider/runtime";
import { withEnvironment } from "../../../../harness/environment";
import { startRawServer } from "../../../../harness/raw-server";

const exported = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "exported-id",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "exported-secret",
};

const profiles = JSON.stringify({
  current: "team",
  profiles: [
    { name: "team", mode: "AK", access_key_id: "team-id", access_key_secret: "team-secret" },
  ],
});

const HALF = { Code: "Success", AccessKeyId: "canary-id", AccessKeySecret: "canary-secret" };

describe("credentials", () => {
  let home = "";
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "pulumi-dataworks-home-"));
  });
  afterEach(() => rm(home, { recursive: true }));

  /** Runs with a home of the test's own and with these variables of the credentials library alone. */
  function at<T>(keys: Readonly<Record<string, string>>, use: () => Promise<T>): Promise<T> {
    const variables = {
      ...Object.fromEntries(
        Object.keys(process.env)
          .filter((name) => name.startsWith("ALIBABA_CLOUD_"))
          .map((name) => [name, undefined]),
      ),
      HOME: home,
      ALIBABA_CLOUD_ACCESS_KEY_ID: undefined,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined,
      ALIBABA_CLOUD_SECURITY_TOKEN: undefined,
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
      ...keys,
    };
    return withEnvironment(variables, use);
  }

  async function writeProfiles(text: string): Promise<void> {
    await mkdir(join(home, ".aliyun"), { recursive: true });
    await writeFile(join(home, ".aliyun", "config.json"), text);
  }

  it("come from the default chain, exported keys first", async () => {
    await writeProfiles(profiles);
    assert.deepEqual(await at(exported, createCredentialSource(undefined, SETTING_NAMES)), {
      accessKeyId: "exported-id",
      accessKeySecret: "exported-secret",
    });
  });

  it("come from the named profile alone, whatever is exported", async () => {
    await writeProfiles(profiles);
    const credentials = await at(exported, async () =>
      createCredentialSource("team", SETTING_NAMES)(),
    );
    assert.deepEqual(credentials, { accessKeyId: "team-id", accessKeySecret: "team-secret" });
  });

  it("end in one clear error where the profile is unknown", async () => {
    await writeProfiles(profiles);
    await at(exported, () =>
      assert.rejects(createCredentialSource("other", SETTING_NAMES)(), {
        name: "ConfigError",
        message: [
          'No credentials: DATAWORKS_PROFILE (or dataworks:profile) names the profile "other", which is then the only source:',
          "  profile of the aliyun CLI: unable to get profile with 'other'",
          `  credentials file: ${home}/.alibabacloud/credentials cannot be read (ENOENT)`,
          "Add it to ~/.aliyun/config.json or to the credentials file, or name another one.",
        ].join("\n"),
      }),
    );
  });

  it("end in one clear error that lists every source where there are none", async () => {
    await at({}, () =>
      assert.rejects(createCredentialSource(undefined, SETTING_NAMES)(), {
        name: "ConfigError",
        message: [
          "No credentials: none of the sources of Alibaba Cloud's default chain gave any:",
          "  environment variables: ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET are not set",
          "  OIDC role: ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE are not set",
          `  profile of the aliyun CLI: reading aliyun cli config from '${home}/.aliyun/config.json' failed`,
          `  credentials file: ${home}/.alibabacloud/credentials cannot be read (ENOENT)`,
          "  role of the ECS instance: ALIBABA_CLOUD_ECS_METADATA_DISABLED is true",
          "  credentials URI: ALIBABA_CLOUD_CREDENTIALS_URI is not set",
          "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or make one of these sources work.",
        ].join("\n"),
      }),
    );
  });

  it("name each switch and each half of a source that keeps it from serving", async () => {
    const halves = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: "exported-id",
      ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1:role/r",
      ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "TRUE",
    };
    await at(halves, () =>
      assert.rejects(createCredentialSource(undefined, SETTING_NAMES)(), {
        message: [
          "No credentials: none of the sources of Alibaba Cloud's default chain gave any:",
          "  environment variables: ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set",
          "  OIDC role: ALIBABA_CLOUD_OIDC_PROVIDER_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE are not set",
          "  profile of the aliyun CLI: ALIBABA_CLOUD_CLI_PROFILE_DISABLED is true",
          `  credentials file: ${home}/.alibabacloud/credentials cannot be read (ENOENT)`,
          "  role of the ECS instance: ALIBABA_CLOUD_ECS_METADATA_DISABLED is true",
          "  credentials URI: ALIBABA_CLOUD_CREDENTIALS_URI is not set",
          "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or make one of these sources work.",
        ].join("\n"),
      }),
    );
  });

  it("never repeat the content of a broken profile file", async () => {
    await writeProfiles('{"profiles": [{"access_key_secret": "canary-secret"');
    await at({}, () =>
      assert.rejects(createCredentialSource("team", SETTING_NAMES)(), {
        message: [
          'No credentials: DATAWORKS_PROFILE (or dataworks:profile) names the profile "team", which is then the only source:',
          `  profile of the aliyun CLI: parse aliyun cli config from '${home}/.aliyun/config.json' failed`,
          `  credentials file: ${home}/.alibabacloud/credentials cannot be read (ENOENT)`,
          "Add it to ~/.aliyun/config.json or to the credentials file, or name another one.",
        ].join("\n"),
      }),
    );
  });

  /** A server of credentials that answers with half of them, or not at all; what is said of it. */
  const halves: [string, string, (response: ServerResponse) => void][] = [
    [
      "an answer without a token",
      "error retrieving credentials from credentialsURI result (Success)",
      (response) => response.end(JSON.stringify(HALF)),
    ],
    [
      "an answer that is cut",
      "get sts token failed (Success)",
      (response) => response.end(JSON.stringify(HALF).slice(0, -9)),
    ],
    ["no answer", "127.0.0.1 does not respond (ECONNRESET)", (response) => response.destroy()],
  ];
  for (const [what, words, answer] of halves) {
    it(`never repeat the address of a credentials server, nor its answer: ${what}`, async () => {
      const server = await startRawServer((_request, _body, response) => answer(response));
      const uri = `${server.url.replace("//", "//canary-user:canary-password@")}/?token=canary`;
      try {
        await at({ ALIBABA_CLOUD_CREDENTIALS_URI: uri }, () =>
          assert.rejects(createCredentialSource(undefined, SETTING_NAMES)(), (error: Error) => {
            assert.doesNotMatch(error.message, /canary/);
            assert.ok(error.message.includes(`  credentials URI: ${words}\n`), error.message);
            return true;
          }),
        );
      } finally {
        await server.stop();
      }
    });
  }

  it("never repeat the command that prints them, nor what it printed", async () => {
    for (const command of ["echo canary-printed", "false canary-argument"]) {
      const profile = { name: "team", mode: "External", process_command: command };
      await writeProfiles(JSON.stringify({ current: "team", profiles: [profile] }));
      await at({}, () =>
        assert.rejects(createCredentialSource("team", SETTING_NAMES)(), (error: Error) => {
          assert.doesNotMatch(error.message, /canary/);
          assert.match(
            error.message,
            / {2}profile of the aliyun CLI: failed to \w+ external command/,
          );
          return true;
        }),
      );
    }
  });

  it("are asked for anew after a failure", async () => {
    const source = await at({}, async () => {
      const created = createCredentialSource(undefined, SETTING_NAMES);
      await assert.rejects(created(), /^ConfigError: No credentials: /);
      return created;
    });
    assert.deepEqual(await at(exported, source), {
      accessKeyId: "exported-id",
      accessKeySecret: "exported-secret",
    });
  });
});
