import { randomUUID } from "node:crypto";
import { createCredentialSource } from "./api/credentials/credentials";
import { createDataWorksApi } from "./api/client";
import { createLimiter, type Limiter } from "./api/limiter";
import type { SettingNames } from "./api/setting-names";
import { createTransport } from "./api/transport/transport";
import type { Transport } from "./api/transport/request";
import { systemClock } from "./clock";
import type { LifecycleContext } from "./lifecycle/session/context";
import { createProcessMemory } from "./lifecycle/session/process-memory";
import type { RunRecord } from "./lifecycle/session/run-record";
import { SETTINGS, type Settings } from "./settings";

function nameOf({ variable, key }: { variable: string; key: string }): string {
  return `${variable} (or ${key})`;
}

/** The user-facing names of settings, for API errors. */
export const SETTING_NAMES: SettingNames = {
  endpoint: nameOf(SETTINGS.endpoint),
  profile: nameOf(SETTINGS.profile),
  maxCallsPerSecond: SETTINGS.maxCallsPerSecond.variable,
  timeout: "customTimeouts",
};

const memory = createProcessMemory();
const transports = new Map<string, Transport>();
const limiters = new Map<string, Limiter>();

function getOrCreate<T>(cache: Map<string, T>, key: string, create: () => T): T {
  const found = cache.get(key);
  if (found !== undefined) {
    return found;
  }
  const created = create();
  cache.set(key, created);
  return created;
}

/** What differs between the dynamic host and a program that looks something up. */
export interface Runtime {
  /** Shows one line to the user. */
  readonly log: (line: string) => void;
  /** Throws once no more calls may be made. */
  readonly beforeCall: () => Promise<void>;
  /** What the processes of one run share. */
  readonly run: RunRecord;
}

/** The lifecycle's context with the real clock and clients. Clients, limits and memory are shared by the whole process. */
export function createContext(settings: Settings, runtime: Runtime): LifecycleContext {
  const { profile, maxRetries, maxCallsPerSecond } = settings;
  return {
    settings,
    connect: (endpoint, deadlineMs) => {
      const account = JSON.stringify([endpoint, profile]);
      return createDataWorksApi({
        transport: getOrCreate(transports, account, () =>
          createTransport(endpoint, createCredentialSource(profile, SETTING_NAMES), SETTING_NAMES),
        ),
        limiter: getOrCreate(limiters, JSON.stringify([account, maxCallsPerSecond]), () =>
          createLimiter(systemClock, maxCallsPerSecond),
        ),
        policy: { maxRetries, deadlineMs },
        clock: systemClock,
        random: Math.random,
        settingNames: SETTING_NAMES,
        beforeCall: runtime.beforeCall,
      });
    },
    clock: systemClock,
    random: Math.random,
    newClientToken: randomUUID,
    log: runtime.log,
    memory,
    run: runtime.run,
  };
}
