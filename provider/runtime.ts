import { randomUUID } from "node:crypto";
import { createCredentialSource } from "./api/credentials/credentials";
import { createDataWorksApi } from "./api/data-works";
import { createLimiter, type Limiter } from "./api/limiter";
import { createTransport } from "./api/transport/transport";
import type { Transport } from "./api/transport/request";
import { systemClock } from "./clock";
import type { LifecycleContext } from "./lifecycle/session/context";
import { createProcessMemory } from "./lifecycle/session/process-memory";
import type { RunRecord } from "./lifecycle/session/run-record";
import type { Settings } from "./settings";

const memory = createProcessMemory();
const transports = new Map<string, Transport>();
const limiters = new Map<string, Limiter>();

function kept<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const found = cache.get(key);
  if (found !== undefined) {
    return found;
  }
  const made = make();
  cache.set(key, made);
  return made;
}

/** What differs between the dynamic host and a program that looks something up. */
export interface Surroundings {
  /** One line for the person who watches. */
  readonly log: (line: string) => void;
  /** Throws where nothing may be called any more. */
  readonly beforeCall: () => Promise<void>;
  /** What the processes of one run know together. */
  readonly run: RunRecord;
}

/** The lifecycle's view of the real world. Clients, limits and memory are shared by the whole process. */
export function createContext(settings: Settings, surroundings: Surroundings): LifecycleContext {
  const { profile, maxRetries, maxCallsPerSecond } = settings;
  return {
    settings,
    connect: (endpoint, deadlineMs) => {
      const account = JSON.stringify([endpoint, profile]);
      return createDataWorksApi({
        transport: kept(transports, account, () =>
          createTransport(endpoint, createCredentialSource(profile)),
        ),
        limiter: kept(limiters, JSON.stringify([account, maxCallsPerSecond]), () =>
          createLimiter(systemClock, maxCallsPerSecond),
        ),
        policy: { maxRetries, deadlineMs },
        clock: systemClock,
        random: Math.random,
        beforeCall: surroundings.beforeCall,
      });
    },
    clock: systemClock,
    random: Math.random,
    newClientToken: randomUUID,
    log: surroundings.log,
    memory,
    run: surroundings.run,
  };
}
