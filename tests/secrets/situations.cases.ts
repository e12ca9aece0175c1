import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Properties } from "../../provider/host";
import { withEnvironment } from "../harness/environment";
import { startRawServer } from "../harness/raw-server";
import { CREDENTIALS, inputsOf, nextTask, stateOf, contentWith, idOf } from "./operations";
import { KEY_SECRET, PASSWORD, QUERY, USER_INFO } from "./canaries.cases";
import type { Provider } from "./hosts";
import { outputOf } from "./output";

/** A way to fail, or to say something, before the service is called. */
interface Situation {
  readonly name: string;
  /** What has to be told. */
  readonly words: string;
  tell(provider: Provider): Promise<readonly string[]>;
}

const NO_CREDENTIALS = Object.fromEntries(
  Object.keys(CREDENTIALS).map((name) => [name, undefined]),
);

/** What every operation says in these surroundings. */
function everyOperation(provider: Provider): Promise<string[]> {
  const task = nextTask();
  const [id, inputs, state] = [idOf(task), inputsOf(task), stateOf(task)];
  return outputOf([
    () => provider.create(inputs),
    () => provider.diff(id, state, inputs),
    () => provider.read(id, state),
    () => provider.update(id, state, { ...inputs, taskContent: contentWith(7) }),
    () => provider.delete(id, state),
  ]);
}

/** Runs with a home whose file of profiles is this text. */
async function withProfiles<T>(text: string, use: () => Promise<T>): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), "pulumi-dataworks-home-"));
  try {
    await mkdir(join(home, ".aliyun"));
    await writeFile(join(home, ".aliyun", "config.json"), text);
    return await withEnvironment({ HOME: home, DATAWORKS_PROFILE: "team" }, use);
  } finally {
    await rm(home, { recursive: true });
  }
}

/** What a check says, with the values that the engine prints beside: those of the properties that it names. */
async function checkTold(provider: Provider, change: Properties): Promise<readonly string[]> {
  const news = { ...inputsOf(nextTask()), ...change };
  const printed: string[] = [];
  const output = await outputOf([
    async () => {
      const checked = await provider.check({}, news);
      printed.push(...checked.failures.map(({ property }) => JSON.stringify(news[property]) ?? ""));
      return checked;
    },
  ]);
  return [...output, ...printed];
}

/** A server of credentials that ends every connection. */
async function withoutCredentials<T>(use: () => Promise<T>): Promise<T> {
  const server = await startRawServer((_request, _body, response) => response.destroy());
  const address = server.url.replace("//", `//user:${USER_INFO}@`);
  const variables = {
    HOME: tmpdir(),
    DATAWORKS_ENDPOINT: server.url,
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
    ALIBABA_CLOUD_CREDENTIALS_URI: `${address}/?token=${QUERY}`,
  };
  try {
    return await withEnvironment(variables, use);
  } finally {
    await server.stop();
  }
}

export const SITUATIONS: readonly Situation[] = [
  {
    name: "an endpoint with a user's name and password",
    words: "DATAWORKS_ENDPOINT cannot be used",
    tell: (provider) =>
      withEnvironment(
        { ...CREDENTIALS, DATAWORKS_ENDPOINT: `http://user:${USER_INFO}@127.0.0.1:9900` },
        () => everyOperation(provider),
      ),
  },
  {
    name: "an endpoint that is not a URL",
    words: "DATAWORKS_ENDPOINT is not a URL",
    tell: (provider) =>
      withEnvironment(
        { ...CREDENTIALS, DATAWORKS_ENDPOINT: `http://user:${USER_INFO}@[127.0.0.1` },
        () => everyOperation(provider),
      ),
  },
  {
    name: "a file of profiles that is broken",
    words: "parse aliyun cli config",
    tell: (provider) =>
      withProfiles(`{"profiles": [{"access_key_secret": "${KEY_SECRET}"`, () =>
        withEnvironment({ ...CREDENTIALS, DATAWORKS_ENDPOINT: "http://127.0.0.1:9" }, () =>
          everyOperation(provider),
        ),
      ),
  },
  {
    name: "a check of bad content",
    words: "taskContent: is not JSON",
    tell: (provider) => checkTold(provider, { taskContent: `{"password":"${PASSWORD}",,}` }),
  },
  {
    name: "a check of a bad value, by whose name the engine would print it",
    words: "startParam.errorLimit.record: must be a non-negative integer",
    tell: (provider) => checkTold(provider, { startParam: { errorLimit: { record: PASSWORD } } }),
  },
  {
    name: "a server of credentials that does not answer",
    words: "No credentials: none of the sources",
    tell: (provider) =>
      withEnvironment(NO_CREDENTIALS, () => withoutCredentials(() => everyOperation(provider))),
  },
  {
    name: "the preview of a restart",
    words: "this change stops it and starts it again",
    tell(provider) {
      const task = nextTask();
      const news = { ...inputsOf(task), taskContent: contentWith(7) };
      return outputOf([() => provider.diff(idOf(task), stateOf(task), news)]);
    },
  },
];
