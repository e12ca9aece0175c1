import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createAuthority, hasOpenssl } from "../network/certificates";
import { startChild, type Child } from "../network/child";
import { listen, type Listening } from "../network/loopback";
import type { ChainAnswer, Question } from "./ask-chain";
import { KEY, metadata, sts, tokenOf } from "./token-servers";

const METADATA_HOST = "100.100.100.200";
const STS_HOST = "sts.aliyuncs.com";

const EXPORTED = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "exported-id",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "exported-secret",
};

/** What the provider has of a token that a server gave. */
function tokenFrom(name: string): ChainAnswer {
  const { AccessKeyId, AccessKeySecret, SecurityToken } = tokenOf(name);
  return {
    credentials: {
      accessKeyId: AccessKeyId,
      accessKeySecret: AccessKeySecret,
      securityToken: SecurityToken,
    },
  };
}

function keyOf(name: string): ChainAnswer {
  return { credentials: { accessKeyId: `${name}-id`, accessKeySecret: `${name}-secret` } };
}

function roleArn(role: string): string {
  return `acs:ram::1:role/${role}`;
}

const SOURCE_KEY = { access_key_id: KEY.id, access_key_secret: KEY.secret };

describe("the sources of credentials (certificates made by the program openssl)", () => {
  let folder = "";
  let home = "";
  let child: Child<Question, ChainAnswer>;
  let servers: Listening[] = [];
  let hosts: Record<string, number> = {};
  /** A port where nothing listens. */
  let closedPort = 0;

  before(async function () {
    if (!(await hasOpenssl())) {
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), "pulumi-dataworks-chain-"));
    const authority = await createAuthority(folder);
    const stsServer = await listen(
      createHttpsServer({ ...(await authority.issue(STS_HOST)) }, sts),
    );
    const metadataServer = await listen(createHttpServer(metadata));
    const gone = await listen(createHttpServer());
    await gone.stop();
    closedPort = gone.port;
    servers = [stsServer, metadataServer];
    hosts = { [STS_HOST]: stsServer.port, [METADATA_HOST]: metadataServer.port };
    child = startChild(require.resolve("./ask-chain"), {
      variables: { NODE_EXTRA_CA_CERTS: authority.file },
      preload: [require.resolve("./redirect-hosts.js")],
    });
  });
  after(async () => {
    await child?.stop();
    await Promise.all(servers.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    home = await mkdtemp(join(folder, "home-"));
  });

  /** Asks with a home of the test's own; the instance's metadata are switched off unless the test wants them. */
  function ask(question: Partial<Question> = {}): Promise<ChainAnswer> {
    const variables = {
      HOME: home,
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
      ...question.variables,
    };
    return child.ask({ hosts, ...question, variables });
  }

  async function write(path: string, text: string): Promise<string> {
    const file = join(home, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  }

  /** The CLI's file; its current profile is the first. */
  async function writeCliProfiles(...profiles: readonly object[]): Promise<void> {
    const named = profiles.map((profile, index) => ({ name: `p${index + 1}`, ...profile }));
    await write(".aliyun/config.json", JSON.stringify({ current: "p1", profiles: named }));
  }

  async function writeCredentialsFile(name: string, fields: object): Promise<void> {
    const lines = Object.entries(fields).map(([key, value]) => `${key} = ${value}`);
    await write(".alibabacloud/credentials", [`[${name}]`, ...lines, ""].join("\n"));
  }

  /** The variables of a role that is assumed with an identity token in a file. */
  async function oidc(role: string): Promise<Record<string, string>> {
    return {
      ALIBABA_CLOUD_ROLE_ARN: roleArn(role),
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:ram::1:oidc-provider/ci",
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: await write("identity", "identity-token"),
    };
  }

  it("exported keys", async () => {
    assert.deepEqual(await ask({ variables: EXPORTED }), keyOf("exported"));
  });

  it("an exported token", async () => {
    const variables = { ...EXPORTED, ALIBABA_CLOUD_SECURITY_TOKEN: "exported-token" };
    assert.deepEqual(await ask({ variables }), tokenFrom("exported"));
  });

  it("a role by the identity token of a pipeline (OIDC)", async () => {
    assert.deepEqual(await ask({ variables: await oidc("pipeline") }), tokenFrom("pipeline"));
  });

  const cliProfiles: readonly [string, object, ChainAnswer][] = [
    [
      "keys",
      { mode: "AK", access_key_id: "cli-id", access_key_secret: "cli-secret" },
      keyOf("cli"),
    ],
    [
      "a token",
      {
        mode: "StsToken",
        access_key_id: "cli-id",
        access_key_secret: "cli-secret",
        sts_token: "cli-token",
      },
      tokenFrom("cli"),
    ],
    [
      "a role that is assumed with keys",
      { mode: "RamRoleArn", ...SOURCE_KEY, ram_role_arn: roleArn("deployer") },
      tokenFrom("deployer"),
    ],
    [
      "a role that is assumed with another profile's role",
      { mode: "ChainableRamRoleArn", source_profile: "p2", ram_role_arn: roleArn("second") },
      tokenFrom("second"),
    ],
    [
      "the role of the ECS instance",
      { mode: "EcsRamRole", ram_role_name: "instance-role" },
      tokenFrom("instance"),
    ],
    [
      "what a command prints",
      {
        mode: "External",
        process_command: `${process.execPath} "${require.resolve("./print-key.js")}"`,
      },
      keyOf("command"),
    ],
  ];
  for (const [what, profile, expected] of cliProfiles) {
    it(`the current profile of the aliyun CLI with ${what}`, async () => {
      const other = { mode: "RamRoleArn", ...SOURCE_KEY, ram_role_arn: roleArn("first") };
      await writeCliProfiles(profile, other);
      // A profile that names the instance's role does so although the chain itself may not ask the instance.
      const variables = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" };
      assert.deepEqual(await ask({ variables }), expected);
    });
  }

  it("the profile of the CLI that ALIBABA_CLOUD_PROFILE names", async () => {
    const keys = (name: string) => ({
      mode: "AK",
      access_key_id: `${name}-id`,
      access_key_secret: `${name}-secret`,
    });
    await writeCliProfiles(keys("first"), keys("second"));
    assert.deepEqual(await ask({ variables: { ALIBABA_CLOUD_PROFILE: "p2" } }), keyOf("second"));
  });

  const fileProfiles: readonly [string, object, ChainAnswer][] = [
    [
      "keys",
      { type: "access_key", access_key_id: "file-id", access_key_secret: "file-secret" },
      keyOf("file"),
    ],
    [
      "a role that is assumed with keys",
      { type: "ram_role_arn", ...SOURCE_KEY, role_arn: roleArn("filer"), role_session_name: "s" },
      tokenFrom("filer"),
    ],
    [
      "the role of the ECS instance",
      { type: "ecs_ram_role", role_name: "instance-role" },
      tokenFrom("instance"),
    ],
  ];
  for (const [what, fields, expected] of fileProfiles) {
    it(`the credentials file with ${what}`, async () => {
      await writeCredentialsFile("default", fields);
      const variables = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" };
      assert.deepEqual(await ask({ variables }), expected);
    });
  }

  it("the role of the ECS instance, whose name the instance tells", async () => {
    const variables = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" };
    assert.deepEqual(await ask({ variables }), tokenFrom("instance"));
  });

  it("a credentials URI", async () => {
    const server = await listen(
      createHttpServer((_request, response) => response.end(JSON.stringify(tokenOf("uri")))),
    );
    try {
      const variables = { ALIBABA_CLOUD_CREDENTIALS_URI: `http://127.0.0.1:${server.port}/` };
      assert.deepEqual(await ask({ variables }), tokenFrom("uri"));
    } finally {
      await server.stop();
    }
  });

  it("are asked in the order of Alibaba Cloud's default chain", async () => {
    const cli = { mode: "AK", access_key_id: "cli-id", access_key_secret: "cli-secret" };
    const file = { type: "access_key", access_key_id: "file-id", access_key_secret: "file-secret" };
    await writeCliProfiles(cli);
    await writeCredentialsFile("default", file);
    const all = { ...(await oidc("pipeline")), ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" };
    assert.deepEqual(await ask({ variables: { ...all, ...EXPORTED } }), keyOf("exported"));
    assert.deepEqual(await ask({ variables: all }), tokenFrom("pipeline"));
    const noOidc = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" };
    assert.deepEqual(await ask({ variables: noOidc }), keyOf("cli"));
    const noCli = { ...noOidc, ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true" };
    assert.deepEqual(await ask({ variables: noCli }), keyOf("file"));
    await rm(join(home, ".alibabacloud"), { recursive: true });
    assert.deepEqual(await ask({ variables: noCli }), tokenFrom("instance"));
  });

  it("are a named profile alone, of either file, whatever else there is", async () => {
    await writeCliProfiles({
      mode: "AK",
      access_key_id: "cli-id",
      access_key_secret: "cli-secret",
    });
    await writeCredentialsFile("team", {
      type: "ram_role_arn",
      ...SOURCE_KEY,
      role_arn: roleArn("team"),
      role_session_name: "s",
    });
    assert.deepEqual(await ask({ profile: "p1", variables: EXPORTED }), keyOf("cli"));
    assert.deepEqual(await ask({ profile: "team", variables: EXPORTED }), tokenFrom("team"));
  });

  /** The whole error, where the sources that a test leaves alone say what they always say. */
  function noneGave(own: { oidc?: string; cli?: string; ecs?: string; uri?: string }): string[] {
    return [
      "ConfigError: No credentials: none of the sources of Alibaba Cloud's default chain gave any:",
      "  environment variables: ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET are not set",
      `  OIDC role: ${own.oidc ?? "ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE are not set"}`,
      `  profile of the aliyun CLI: ${own.cli ?? `reading aliyun cli config from '${home}/.aliyun/config.json' failed`}`,
      `  credentials file: ${home}/.alibabacloud/credentials cannot be read (ENOENT)`,
      `  role of the ECS instance: ${own.ecs ?? "ALIBABA_CLOUD_ECS_METADATA_DISABLED is true"}`,
      `  credentials URI: ${own.uri ?? "ALIBABA_CLOUD_CREDENTIALS_URI is not set"}`,
    ];
  }
  const ADVICE =
    "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or make one of these sources work.";

  it("tell STS's refusal by its code alone, and nothing of the tokens", async () => {
    await writeCliProfiles({
      mode: "RamRoleArn",
      ...SOURCE_KEY,
      ram_role_arn: roleArn("forbidden"),
    });
    assert.deepEqual(await ask({ variables: await oidc("forbidden") }), {
      error: [
        ...noneGave({
          oidc: "get sts token failed with OIDC (NoPermission)",
          cli: "refresh session token failed (NoPermission)",
        }),
        ADVICE,
      ].join("\n"),
    });
  });

  it("tell an identity token that is not there", async () => {
    const variables = { ...(await oidc("pipeline")), ALIBABA_CLOUD_OIDC_TOKEN_FILE: "/nowhere" };
    assert.deepEqual(await ask({ variables }), {
      error: [...noneGave({ oidc: "/nowhere cannot be read (ENOENT)" }), ADVICE].join("\n"),
    });
  });

  it("tell an instance that has no metadata, and a role that it does not have", async () => {
    const on = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" };
    const off = { ...hosts, [METADATA_HOST]: closedPort };
    assert.deepEqual(await ask({ variables: on, hosts: off }), {
      error: [...noneGave({ ecs: "100.100.100.200 does not respond (ECONNREFUSED)" }), ADVICE].join(
        "\n",
      ),
    });
    const unknown = { ...on, ALIBABA_CLOUD_ECS_METADATA: "other-role" };
    assert.deepEqual(await ask({ variables: unknown }), {
      error: [...noneGave({ ecs: "get sts token failed (HTTP 403)" }), ADVICE].join("\n"),
    });
  });

  it("tell a credentials URI whose answer is of no use, and nothing of the answer", async () => {
    const answers = ['{"AccessKeySecret":"canary"}', "<html>canary</html>"];
    const server = await listen(
      createHttpServer((_request, response) => response.end(answers.shift())),
    );
    const variables = { ALIBABA_CLOUD_CREDENTIALS_URI: `http://127.0.0.1:${server.port}/` };
    try {
      for (const uri of [
        "error retrieving credentials from credentialsURI result",
        "get sts token failed",
      ]) {
        assert.deepEqual(await ask({ variables }), {
          error: [...noneGave({ uri }), ADVICE].join("\n"),
        });
      }
    } finally {
      await server.stop();
    }
  });

  it("tell that STS is asked without the proxy, where that is why it does not answer", async () => {
    const question = {
      variables: { ...(await oidc("pipeline")), HTTPS_PROXY: "http://user:canary@127.0.0.1:9" },
      hosts: { ...hosts, [STS_HOST]: closedPort },
    };
    const list = noneGave({ oidc: "sts.aliyuncs.com does not respond (ECONNREFUSED)" });
    assert.deepEqual(await ask(question), {
      error: [
        ...list,
        "A proxy is set, but @alicloud/credentials asks sts.aliyuncs.com without it: let this machine reach that host, or get a token elsewhere and export it in ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET and ALIBABA_CLOUD_SECURITY_TOKEN.",
        ADVICE,
      ].join("\n"),
    });
    const direct = { ...question.variables, NO_PROXY: ".aliyuncs.com" };
    assert.deepEqual(await ask({ ...question, variables: direct }), {
      error: [...list, ADVICE].join("\n"),
    });
  });
});
