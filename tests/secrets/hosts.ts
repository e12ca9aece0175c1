import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import type * as credentials from "../../provider/api/credentials/credentials";
import type * as client from "../../provider/api/client";
import type * as limiter from "../../provider/api/limiter";
import type * as transport from "../../provider/api/transport/transport";
import type * as host from "../../provider/host";
import type * as processMemory from "../../provider/lifecycle/session/process-memory";
import type * as runRecord from "../../provider/lifecycle/session/run-record";
import type * as runtime from "../../provider/runtime";
import type * as settings from "../../provider/settings";
import { fakeClock } from "../support/fake-clock";

export type Provider = typeof host.provider;

/** The folder that holds the provider's sources: this checkout, or a copy without a redaction. */
export const CHECKOUT = resolve(__dirname, "../..");

function load<Module>(folder: string, file: string): Module {
  return require(join(folder, "provider", file)) as Module;
}

/** The provider as the dynamic host finds it. */
export function hostFrom(folder: string): Provider {
  return load<typeof host>(folder, "host").provider;
}

/** The same provider at one endpoint and on a clock that makes nobody wait. */
export function hostAt(folder: string, endpoint: string): Provider {
  const { createProvider } = load<typeof host>(folder, "host");
  const { createDataWorksApi } = load<typeof client>(folder, "api/client");
  const { createTransport } = load<typeof transport>(folder, "api/transport/transport");
  const { createCredentialSource } = load<typeof credentials>(
    folder,
    "api/credentials/credentials",
  );
  const { createLimiter } = load<typeof limiter>(folder, "api/limiter");
  const { createProcessMemory } = load<typeof processMemory>(
    folder,
    "lifecycle/session/process-memory",
  );
  const { createRunRecord } = load<typeof runRecord>(folder, "lifecycle/session/run-record");
  const { SETTING_NAMES } = load<typeof runtime>(folder, "runtime");
  const { readSettings } = load<typeof settings>(folder, "settings");

  const clock = fakeClock();
  const shared = { limiter: createLimiter(clock), clock, random: () => 1 };
  const sendTo = createTransport(
    endpoint,
    createCredentialSource(undefined, SETTING_NAMES),
    SETTING_NAMES,
  );
  const memory = createProcessMemory();
  const run = createRunRecord();
  return createProvider((getConfig) => {
    const known = readSettings({ ...process.env, DATAWORKS_ENDPOINT: endpoint }, getConfig);
    return {
      settings: known,
      connect: (_endpoint, deadlineMs) =>
        createDataWorksApi({
          ...shared,
          transport: sendTo,
          policy: { maxRetries: known.maxRetries, deadlineMs },
          settingNames: SETTING_NAMES,
          beforeCall: async () => undefined,
        }),
      clock,
      random: shared.random,
      newClientToken: randomUUID,
      log: (line) => void process.stdout.write(`${line}\n`),
      memory,
      run,
    };
  });
}
