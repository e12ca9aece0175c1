import * as pulumi from "@pulumi/pulumi";
import { createContext } from "../runtime";
import type { LifecycleContext } from "../lifecycle/session/context";
import { createRunRecord } from "../lifecycle/session/run-record";
import { readSettings, type GetConfig } from "../settings";

/** The stack configuration, by keys with namespace. */
export const stackConfig: GetConfig = (key) => {
  const [namespace = "", name = ""] = key.split(":");
  return new pulumi.Config(namespace).get(name);
};

/**
 * The lifecycle's context inside a program: the same settings and errors as in the dynamic host.
 *
 * @param settings those of an explicit provider, which take precedence.
 */
export function programContext(settings: Readonly<Record<string, string>> | undefined): {
  readonly context: LifecycleContext;
  readonly getConfig: GetConfig;
} {
  const getConfig: GetConfig = (key) => settings?.[key] ?? stackConfig(key);
  const context = createContext(readSettings(process.env, getConfig), {
    log: (line) => void pulumi.log.info(line),
    beforeCall: async () => undefined,
    // A program only reads.
    run: createRunRecord(),
  });
  return { context, getConfig };
}
