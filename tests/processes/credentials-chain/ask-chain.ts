import {
  createCredentialSource,
  type Credentials,
} from "../../../provider/api/credentials/credentials";
import { SETTING_NAMES } from "../../../provider/runtime";
import { withEnvironment } from "../../harness/environment";
import { answerParent } from "../network/child";

export interface Question {
  readonly profile?: string;
  /** All that is set besides the variables that every process needs. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where the hosts that the library has built in are on this machine. */
  readonly hosts: Readonly<Record<string, number>>;
}

export type ChainAnswer = { readonly credentials: Credentials } | { readonly error: string };

/** What a new source of credentials gives under these variables. */
async function ask({ profile, variables, hosts }: Question): Promise<ChainAnswer> {
  try {
    return await withEnvironment({ ...variables, TEST_HOSTS: JSON.stringify(hosts) }, async () => ({
      credentials: await createCredentialSource(profile, SETTING_NAMES)(),
    }));
  } catch (error) {
    return { error: String(error) };
  }
}

answerParent(ask);
