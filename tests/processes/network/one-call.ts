import { createTransport } from "../../../provider/api/transport/transport";
import { diagnose } from "../../../provider/lifecycle/report/diagnosis";
import { SETTING_NAMES } from "../../../provider/runtime";
import { withEnvironment } from "../../harness/environment";
import { answerParent } from "./child";

/** What came of a call: the answer, or the error with what it advises. */
export type Outcome =
  | { readonly answer: unknown }
  | { readonly error: string; readonly advice: string };

export interface Call {
  readonly endpoint: string;
  /** All that is set of the variables for proxies. */
  readonly proxies?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

const PROXY_VARIABLES = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [
  name,
  name.toLowerCase(),
]);

async function outcomeOf(endpoint: string, timeoutMs: number): Promise<Outcome> {
  const transport = createTransport(
    endpoint,
    async () => ({
      accessKeyId: "canary-id",
      accessKeySecret: "canary-secret",
    }),
    SETTING_NAMES,
  );
  try {
    return { answer: await transport({ action: "GetFile", parameters: {}, timeoutMs }) };
  } catch (error) {
    return { error: String(error), advice: diagnose(error).next };
  }
}

/** One call through the real transport. */
export function callOnce({ endpoint, proxies = {}, timeoutMs = 20_000 }: Call): Promise<Outcome> {
  const none = Object.fromEntries(PROXY_VARIABLES.map((name) => [name, undefined]));
  return withEnvironment({ ...none, ...proxies }, () => outcomeOf(endpoint, timeoutMs));
}

if (require.main === module) {
  answerParent(callOnce);
}
