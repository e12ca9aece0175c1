import {
  CLIProfileCredentialsProvider,
  DefaultCredentialsProvider,
  ProfileCredentialsProvider,
} from "@alicloud/credentials";
import { ConfigError, SETTINGS } from "../settings";

export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** Asked before every call, so that an expired token is renewed in the middle of a wait. */
export type CredentialSource = () => Promise<Credentials>;

interface ChainLink {
  getCredentials(): Promise<{
    accessKeyId: string;
    accessKeySecret: string;
    securityToken?: string;
  }>;
}

/** The library repeats the whole content of a broken CLI configuration, keys included: cut there. */
function withoutFileContent(message: string): string {
  return message.replace(/(parse aliyun cli config from '[^']*' failed)[\s\S]*/, "$1");
}

function messageOf(error: unknown): string {
  return withoutFileContent(error instanceof Error ? error.message : String(error));
}

function linksOfProfile(profile: string): (() => ChainLink)[] {
  return [
    () => CLIProfileCredentialsProvider.builder().withProfileName(profile).build(),
    () => ProfileCredentialsProvider.builder().withProfileName(profile).build(),
  ];
}

async function ask(links: readonly (() => ChainLink)[]): Promise<[ChainLink, Credentials]> {
  const problems: string[] = [];
  for (const makeLink of links) {
    try {
      const link = makeLink();
      const { accessKeyId, accessKeySecret, securityToken } = await link.getCredentials();
      return [link, { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) }];
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  throw new ConfigError(problems.join("; "));
}

/**
 * Where credentials come from: the named profile alone, or Alibaba Cloud's default chain.
 *
 * With a profile the chain is left out, because it would prefer exported keys and so, silently, another account.
 */
export function createCredentialSource(profile: string | undefined): CredentialSource {
  // The link that answered is kept: it caches and renews temporary tokens itself.
  let answered: ChainLink | undefined;
  const links =
    profile === undefined
      ? [() => DefaultCredentialsProvider.builder().build()]
      : linksOfProfile(profile);
  const advice =
    profile === undefined
      ? "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or any other source of Alibaba Cloud's default credential chain"
      : `${SETTINGS.profile.variable} (or ${SETTINGS.profile.key}) names the profile "${profile}": add it to ~/.aliyun/config.json or to the credentials file, or name another one`;

  return async () => {
    try {
      const [link, credentials] = await ask(answered ? [() => answered as ChainLink] : links);
      answered = link;
      return credentials;
    } catch (error) {
      // A chain that failed remembers its last link and would never ask the others again.
      answered = undefined;
      throw new ConfigError(`No credentials: ${messageOf(error)}. ${advice}.`);
    }
  };
}
