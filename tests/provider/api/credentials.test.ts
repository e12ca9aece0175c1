import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCredentialSource } from "../../../provider/api/credentials";
import { withEnvironment } from "../../support/environment";

const exported = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "exported-id",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "exported-secret",
};

describe("credentials", () => {
  let home = "";
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "pulumi-dataworks-home-"));
  });
  afterEach(() => rm(home, { recursive: true }));

  /** Runs with a home of the test's own and with these keys exported, or none. */
  function at<T>(keys: Partial<typeof exported>, use: () => Promise<T>): Promise<T> {
    const variables = {
      HOME: home,
      ALIBABA_CLOUD_ACCESS_KEY_ID: undefined,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined,
      ALIBABA_CLOUD_CREDENTIALS_FILE: undefined,
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
      ...keys,
    };
    return withEnvironment(variables, use);
  }

  async function writeProfiles(text: string): Promise<void> {
    await mkdir(join(home, ".aliyun"));
    await writeFile(join(home, ".aliyun", "config.json"), text);
  }

  const profiles = JSON.stringify({
    current: "team",
    profiles: [
      { name: "team", mode: "AK", access_key_id: "team-id", access_key_secret: "team-secret" },
    ],
  });

  it("come from the default chain, exported keys first", async () => {
    await writeProfiles(profiles);
    assert.deepEqual(await at(exported, createCredentialSource(undefined)), {
      accessKeyId: "exported-id",
      accessKeySecret: "exported-secret",
    });
  });

  it("come from the named profile alone, whatever is exported", async () => {
    await writeProfiles(profiles);
    const credentials = await at(exported, async () => createCredentialSource("team")());
    assert.deepEqual(credentials, { accessKeyId: "team-id", accessKeySecret: "team-secret" });
  });

  it("end in one clear error where the profile is unknown", async () => {
    await writeProfiles(profiles);
    await at(exported, () =>
      assert.rejects(createCredentialSource("other")(), (error: Error) => {
        assert.equal(error.name, "ConfigError");
        assert.match(error.message, /^No credentials: unable to get profile with 'other'; /);
        assert.match(
          error.message,
          /DATAWORKS_PROFILE \(or dataworks:profile\) names the profile "other": add it to ~\/\.aliyun\/config\.json or to the credentials file, or name another one\.$/,
        );
        return true;
      }),
    );
  });

  it("never repeat the content of a broken profile file", async () => {
    await writeProfiles('{"profiles": [{"access_key_secret": "canary-secret"');
    await at({}, () =>
      assert.rejects(createCredentialSource("team")(), (error: Error) => {
        assert.equal(error.message.includes("canary-secret"), false);
        assert.match(error.message, /parse aliyun cli config from '.*' failed/);
        return true;
      }),
    );
  });

  it("are asked for anew after a failure", async () => {
    const source = await at({}, async () => {
      const created = createCredentialSource(undefined);
      await assert.rejects(created(), /^ConfigError: No credentials: /);
      return created;
    });
    assert.deepEqual(await at(exported, source), {
      accessKeyId: "exported-id",
      accessKeySecret: "exported-secret",
    });
  });
});
