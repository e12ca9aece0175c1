import { ConfigError } from "../errors";
import { problemOf, type Problem } from "./problem";
import { DEFAULT_CHAIN, sourcesOfProfile, type LibraryProvider, type Source } from "./sources";
import { printable } from "../printable";
import type { SettingNames } from "../setting-names";

export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/**
 * Called before every request, so that a token can be renewed during a long wait.
 *
 * @param expired credentials that the service rejected as expired: not returned again while others are available.
 */
export type CredentialSource = (expired?: Credentials) => Promise<Credentials>;

/** The source that provided credentials: no other one is used afterwards, since it may belong to another account. */
interface ActiveSource {
  readonly source: Source;
  /** Absent once its credentials have expired. */
  link?: LibraryProvider;
  latest: Credentials;
}

async function credentialsOf(link: LibraryProvider): Promise<Credentials> {
  const { accessKeyId, accessKeySecret, securityToken } = await link.getCredentials();
  return { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) };
}

interface NamedProblem extends Problem {
  readonly name: string;
}

async function firstAvailable(sources: readonly Source[]): Promise<ActiveSource | NamedProblem[]> {
  const problems: NamedProblem[] = [];
  for (const source of sources) {
    const words = source.unavailable?.();
    if (words !== undefined) {
      problems.push({ name: source.name, words });
      continue;
    }
    try {
      const link = source.open();
      return { source, link, latest: await credentialsOf(link) };
    } catch (error) {
      problems.push({ name: source.name, ...problemOf(error) });
    }
  }
  return problems;
}

function noCredentials(headline: string, problems: readonly NamedProblem[], advice: string): Error {
  const host = problems.find(({ hostBehindProxy }) => hostBehindProxy)?.hostBehindProxy;
  return new ConfigError(
    [
      `No credentials: ${headline}:`,
      ...problems.map(({ name, words }) => `  ${name}: ${printable(words)}`),
      ...(host === undefined
        ? []
        : [
            `A proxy is set, but @alicloud/credentials asks ${host} without it: let this machine reach that host, or get a token elsewhere and ` +
              "export it in ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET and ALIBABA_CLOUD_SECURITY_TOKEN.",
          ]),
      advice,
    ].join("\n"),
  );
}

const CHAIN_MESSAGES = {
  headline: "none of the sources of Alibaba Cloud's default chain gave any",
  advice:
    "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or make one of these sources work.",
};

function profileMessages(profile: string, settingNames: SettingNames): typeof CHAIN_MESSAGES {
  return {
    headline: `${settingNames.profile} names the profile "${profile}", which is then the only source`,
    advice: "Add it to ~/.aliyun/config.json or to the credentials file, or name another one.",
  };
}

/**
 * Where credentials come from: the named profile alone, or Alibaba Cloud's default chain.
 *
 * With a profile the chain is skipped: it would prefer exported keys and so silently use another account.
 */
export function createCredentialSource(
  profile: string | undefined,
  settingNames: SettingNames,
): CredentialSource {
  const sources = profile === undefined ? DEFAULT_CHAIN : sourcesOfProfile(profile);
  const { headline, advice } =
    profile === undefined ? CHAIN_MESSAGES : profileMessages(profile, settingNames);
  let active: ActiveSource | undefined;
  let pending: Promise<Credentials> | undefined;

  async function selectSource(): Promise<Credentials> {
    const answer = await firstAvailable(active === undefined ? sources : [active.source]);
    if (Array.isArray(answer)) {
      throw noCredentials(headline, answer, advice);
    }
    active = answer;
    return answer.latest;
  }

  async function ask(): Promise<Credentials> {
    if (active?.link === undefined) {
      return selectSource();
    }
    try {
      active.latest = await credentialsOf(active.link);
      return active.latest;
    } catch (error) {
      throw noCredentials(
        "the source that provided them so far fails",
        [{ name: active.source.name, ...problemOf(error) }],
        "Run the command again when it works.",
      );
    }
  }

  function forget(expired: Credentials | undefined): void {
    const { latest, link } = active ?? {};
    if (
      active !== undefined &&
      link !== undefined &&
      expired?.accessKeyId === latest?.accessKeyId &&
      expired?.securityToken === latest?.securityToken
    ) {
      delete active.link;
      pending = undefined;
    }
  }

  return (expired) => {
    forget(expired);
    // Concurrent calls share one lookup.
    pending ??= ask().finally(() => (pending = undefined));
    return pending;
  };
}
