import { ConfigError } from "../errors";
import { problemOf, type Problem } from "./problem";
import { DEFAULT_CHAIN, sourcesOfProfile, type Link, type Source } from "./sources";
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
interface Answered {
  readonly source: Source;
  /** Absent once its credentials have expired. */
  link?: Link;
  latest: Credentials;
}

async function credentialsOf(link: Link): Promise<Credentials> {
  const { accessKeyId, accessKeySecret, securityToken } = await link.getCredentials();
  return { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) };
}

interface NamedProblem extends Problem {
  readonly name: string;
}

async function firstAnswer(sources: readonly Source[]): Promise<Answered | NamedProblem[]> {
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

const CHAIN_TEXTS = {
  headline: "none of the sources of Alibaba Cloud's default chain gave any",
  advice:
    "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or make one of these sources work.",
};

function profileTexts(profile: string, settingNames: SettingNames): typeof CHAIN_TEXTS {
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
    profile === undefined ? CHAIN_TEXTS : profileTexts(profile, settingNames);
  let answered: Answered | undefined;
  let pending: Promise<Credentials> | undefined;

  async function askAnew(): Promise<Credentials> {
    const answer = await firstAnswer(answered === undefined ? sources : [answered.source]);
    if (Array.isArray(answer)) {
      throw noCredentials(headline, answer, advice);
    }
    answered = answer;
    return answer.latest;
  }

  async function ask(): Promise<Credentials> {
    if (answered?.link === undefined) {
      return askAnew();
    }
    try {
      answered.latest = await credentialsOf(answered.link);
      return answered.latest;
    } catch (error) {
      throw noCredentials(
        "the source that provided them so far fails",
        [{ name: answered.source.name, ...problemOf(error) }],
        "Run the command again when it works.",
      );
    }
  }

  function forget(expired: Credentials | undefined): void {
    const { latest, link } = answered ?? {};
    if (
      answered !== undefined &&
      link !== undefined &&
      expired?.accessKeyId === latest?.accessKeyId &&
      expired?.securityToken === latest?.securityToken
    ) {
      delete answered.link;
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
