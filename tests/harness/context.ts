import { createDataWorksApi } from "../../provider/api/client";
import { createLimiter } from "../../provider/api/limiter";
import type { DataWorksApi } from "../../provider/api/operations";
import type { Transport } from "../../provider/api/transport/request";
import type { LifecycleContext } from "../../provider/lifecycle/session/context";
import { createProcessMemory } from "../../provider/lifecycle/session/process-memory";
import { createRunRecord } from "../../provider/lifecycle/session/run-record";
import { SETTING_NAMES } from "../../provider/runtime";

type ApiOptions = Parameters<typeof createDataWorksApi>[0];

/** A client whose chance is none, unless a test says otherwise. */
export function createTestApi(
  options: Pick<ApiOptions, "transport" | "clock" | "policy"> & Partial<ApiOptions>,
): DataWorksApi {
  return createDataWorksApi({
    limiter: createLimiter(options.clock),
    random: () => 1,
    settingNames: SETTING_NAMES,
    beforeCall: async () => undefined,
    ...options,
  });
}

type Given = Pick<LifecycleContext, "settings" | "clock" | "log"> &
  Partial<Pick<LifecycleContext, "random" | "newClientToken" | "memory" | "run">>;

interface ContextOptions extends Given {
  readonly transportTo: (endpoint: string) => Transport;
}

/** What one process of the provider has around it. This file imports nothing but the provider, so that it can be copied with it. */
export function createTestContext({ transportTo, ...given }: ContextOptions): LifecycleContext {
  const { settings, clock, random = () => 1 } = given;
  const limiter = createLimiter(clock, settings.maxCallsPerSecond);
  let tokens = 0;
  return {
    connect: (endpoint, deadlineMs) =>
      createTestApi({
        transport: transportTo(endpoint),
        limiter,
        policy: { maxRetries: settings.maxRetries, deadlineMs },
        clock,
        random,
      }),
    random,
    newClientToken: () => `token-${++tokens}`,
    memory: createProcessMemory(),
    run: createRunRecord(),
    ...given,
  };
}

/** Another process of the same run, as another provider resource has it. */
export function anotherProcess(context: LifecycleContext): LifecycleContext {
  return { ...context, memory: createProcessMemory() };
}

/** Another run: its processes know nothing of the first. */
export function anotherRun(context: LifecycleContext): LifecycleContext {
  return { ...anotherProcess(context), run: createRunRecord() };
}
