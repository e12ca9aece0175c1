import {
  CLIProfileCredentialsProvider,
  ECSRAMRoleCredentialsProvider,
  EnvironmentVariableCredentialsProvider,
  OIDCRoleArnCredentialsProvider,
  ProfileCredentialsProvider,
  URICredentialsProvider,
} from "@alicloud/credentials";

/** The library's provider for one source; it caches and renews temporary tokens itself. */
export interface LibraryProvider {
  getCredentials(): Promise<{
    accessKeyId: string;
    accessKeySecret: string;
    securityToken?: string;
  }>;
}

/** One place where credentials may come from. */
export interface Source {
  /** For messages. */
  readonly name: string;
  /** Why it is skipped; `undefined` where it is not. */
  readonly unavailable?: () => string | undefined;
  readonly open: () => LibraryProvider;
}

const KEYS = ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"];

const OIDC = [
  "ALIBABA_CLOUD_ROLE_ARN",
  "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
  "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
];

function unset(names: readonly string[]): string | undefined {
  const missing = names.filter((name) => (process.env[name] ?? "") === "");
  const last = missing.at(-1);
  return last === undefined
    ? undefined
    : missing.length === 1
      ? `${last} is not set`
      : `${missing.slice(0, -1).join(", ")} and ${last} are not set`;
}

function switchedOff(name: string): string | undefined {
  return process.env[name]?.toLowerCase() === "true" ? `${name} is true` : undefined;
}

function cliProfile(profile: string | undefined): Source {
  return {
    name: "profile of the aliyun CLI",
    unavailable: () => switchedOff("ALIBABA_CLOUD_CLI_PROFILE_DISABLED"),
    open: () => {
      const builder = CLIProfileCredentialsProvider.builder();
      return (profile === undefined ? builder : builder.withProfileName(profile)).build();
    },
  };
}

function credentialsFile(profile: string | undefined): Source {
  return {
    name: "credentials file",
    open: () => {
      const builder = ProfileCredentialsProvider.builder();
      return (profile === undefined ? builder : builder.withProfileName(profile)).build();
    },
  };
}

/** The two files that contain named profiles. */
export function sourcesOfProfile(profile: string): readonly Source[] {
  return [cliProfile(profile), credentialsFile(profile)];
}

/**
 * The sources of Alibaba Cloud's default chain in its own order, one by one: the library's own chain does not report which it skipped and why.
 *
 * @see https://github.com/aliyun/credentials-nodejs#credential-provider-chain
 */
export const DEFAULT_CHAIN: readonly Source[] = [
  {
    name: "environment variables",
    unavailable: () => unset(KEYS),
    open: () => EnvironmentVariableCredentialsProvider.builder().build(),
  },
  {
    name: "OIDC role",
    unavailable: () => unset(OIDC),
    open: () => OIDCRoleArnCredentialsProvider.builder().build(),
  },
  cliProfile(undefined),
  credentialsFile(undefined),
  {
    name: "role of the ECS instance",
    unavailable: () => switchedOff("ALIBABA_CLOUD_ECS_METADATA_DISABLED"),
    open: () => ECSRAMRoleCredentialsProvider.builder().build(),
  },
  {
    name: "credentials URI",
    unavailable: () => unset(["ALIBABA_CLOUD_CREDENTIALS_URI"]),
    open: () => URICredentialsProvider.builder().build(),
  },
];
