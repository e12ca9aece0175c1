import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import type * as credentials from "../../provider/api/credentials/credentials";
import type * as transport from "../../provider/api/transport/transport";
import type * as host from "../../provider/host";
import type { LifecycleContext } from "../../provider/lifecycle/session/context";
import type * as runtime from "../../provider/runtime";
import type * as settings from "../../provider/settings";
import type * as context from "../harness/context";
import { fakeClock } from "../harness/fake-clock";

export type Provider = typeof host.provider;

/** The folder that holds the provider's sources: this checkout, or a copy without a redaction. */
export const CHECKOUT = resolve(__dirname, "../..");

/** What of the tests has to be there beside the provider. */
export const CONTEXT = "tests/harness/context.ts";

function load<Module>(folder: string, file: string): Module {
  return require(join(folder, file)) as Module;
}

/** The provider as the dynamic host finds it. */
export function hostFrom(folder: string): Provider {
  return load<typeof host>(folder, "provider/host").provider;
}

/** The same provider at one endpoint and on a clock that makes nobody wait. */
export function hostAt(folder: string, endpoint: string): Provider {
  const { createProvider } = load<typeof host>(folder, "provider/host");
  const { createTransport } = load<typeof transport>(folder, "provider/api/transport/transport");
  const { createCredentialSource } = load<typeof credentials>(
    folder,
    "provider/api/credentials/credentials",
  );
  const { SETTING_NAMES } = load<typeof runtime>(folder, "provider/runtime");
  const { readSettings } = load<typeof settings>(folder, "provider/settings");
  const { createTestContext } = load<typeof context>(folder, CONTEXT);

  const sendTo = createTransport(
    endpoint,
    createCredentialSource(undefined, SETTING_NAMES),
    SETTING_NAMES,
  );
  let known: LifecycleContext | undefined;
  return createProvider((getConfig) => {
    known ??= createTestContext({
      settings: readSettings({ ...process.env, DATAWORKS_ENDPOINT: endpoint }, getConfig),
      transportTo: () => sendTo,
      clock: fakeClock(),
      newClientToken: randomUUID,
      log: (line) => void process.stdout.write(`${line}\n`),
    });
    return known;
  });
}
