import { isLoopback } from "./api/endpoints";
import { ConfigError } from "./api/errors";
import { parseDurationMs } from "./duration";

/** Everything that is set outside the program, resolved for one operation. */
export interface Settings {
  /** Base URL that replaces the region's own endpoint. */
  readonly endpoint?: string;
  /** Name of a credential profile; where set, the only source of credentials. */
  readonly profile?: string;
  /** How often one call is repeated after its first attempt. */
  readonly maxRetries: number;
  /** Upper limit of all calls together; unset: adapts to throttling. */
  readonly maxCallsPerSecond?: number;
  /** What a delete says when its task is provably gone. */
  readonly missingOnDelete: "error" | "succeed";
  /** Time for one delete, over the stored one, in milliseconds. */
  readonly deleteTimeoutMs?: number;
  /** A workspace that shows no file at all is really empty. */
  readonly acceptEmptyWorkspace: boolean;
  /** `<projectId>:<fileId>` of a task whose new name is to be taken over. */
  readonly acceptRename?: string;
  /** The endpoint on record, or `service`, of states that are to be used through the present one. */
  readonly acceptEndpoint?: string;
}

export type GetConfig = (key: string) => string | undefined;
export type Variables = Readonly<Record<string, string | undefined>>;

export const DEFAULT_MAX_RETRIES = 5;

/** The variable of each setting and, where it has one, its key in `pulumi config`. The variable wins. */
export const SETTINGS = {
  endpoint: { variable: "DATAWORKS_ENDPOINT", key: "dataworks:endpoint" },
  profile: { variable: "DATAWORKS_PROFILE", key: "dataworks:profile" },
  maxRetries: { variable: "DATAWORKS_MAX_RETRIES", key: "dataworks:maxRetries" },
  maxCallsPerSecond: {
    variable: "DATAWORKS_MAX_CALLS_PER_SECOND",
    key: "dataworks:maxCallsPerSecond",
  },
  missingOnDelete: { variable: "DATAWORKS_MISSING_ON_DELETE", key: "dataworks:missingOnDelete" },
  deleteTimeout: { variable: "DATAWORKS_DELETE_TIMEOUT" },
  acceptEmptyWorkspace: { variable: "DATAWORKS_ACCEPT_EMPTY_WORKSPACE" },
  acceptRename: { variable: "DATAWORKS_ACCEPT_RENAME" },
  acceptEndpoint: { variable: "DATAWORKS_ACCEPT_ENDPOINT" },
  allowHttp: { variable: "DATAWORKS_ALLOW_HTTP" },
} as const satisfies Record<string, { variable: string; key?: string }>;

/** Set by an explicit provider, whose settings win over the environment. */
export const EXPLICIT_KEY = "dataworks:explicit";

/** The region of a stack, where the program names none. Never from the environment: destroy must find what up used. */
export function regionOf(getConfig: GetConfig): string | undefined {
  return getConfig("dataworks:region") ?? getConfig("alicloud:region");
}

interface Found {
  readonly text: string;
  /** Where it was found, for messages. */
  readonly origin: string;
}

function find(
  setting: { variable: string; key?: string },
  variables: Variables,
  getConfig: GetConfig,
): Found | undefined {
  const variable = textOr(variables[setting.variable], setting.variable);
  const config =
    setting.key === undefined
      ? undefined
      : textOr(getConfig(setting.key), `${setting.key} (or ${setting.variable})`);
  return getConfig(EXPLICIT_KEY) === "true" ? (config ?? variable) : (variable ?? config);
}

function textOr(text: string | undefined, origin: string): Found | undefined {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? undefined : { text: trimmed, origin };
}

function refuse(found: Found, expected: string): never {
  throw new ConfigError(`${found.origin} is "${found.text}": ${expected}.`);
}

function readWholeNumber(found: Found, expected: string): number {
  return /^\d{1,4}$/.test(found.text) ? Number(found.text) : refuse(found, expected);
}

function readRate(found: Found): number {
  const rate = Number(found.text);
  return Number.isFinite(rate) && rate > 0
    ? rate
    : refuse(found, "it must be a number of calls per second above 0");
}

function readMissingOnDelete(found: Found): "error" | "succeed" {
  return found.text === "error" || found.text === "succeed"
    ? found.text
    : refuse(found, 'it must be "error" or "succeed"');
}

/** Whether a URL says more than where the service is: nothing of that would reach it. */
function saysMore({ username, password, pathname, search, hash }: URL): boolean {
  return username !== "" || password !== "" || pathname !== "/" || search !== "" || hash !== "";
}

function readEndpoint(found: Found, allowsHttp: boolean): string {
  // The value itself may hold a user name and a password, so no message repeats it.
  const expected =
    "it must be a URL that starts with https:// or http://, without a user name, path, query or fragment";
  if (!URL.canParse(found.text)) {
    throw new ConfigError(`${found.origin} is not a URL: ${expected}.`);
  }
  const url = new URL(found.text);
  if (!["https:", "http:"].includes(url.protocol) || saysMore(url)) {
    throw new ConfigError(`${found.origin} cannot be used: ${expected}.`);
  }
  if (url.protocol === "http:" && !isLoopback(url.origin) && !allowsHttp) {
    throw new ConfigError(
      `${found.origin} cannot be used: http:// to another machine is not encrypted. Use https://, or set ` +
        `${SETTINGS.allowHttp.variable}=1 if that machine is meant to be reached so, as a container is.`,
    );
  }
  return url.origin;
}

/**
 * Resolves every setting: the environment first, then the stack configuration.
 *
 * The environment wins because `pulumi destroy` hands a provider the configuration of the last `pulumi up`;
 * the environment is what a pipeline can still change. Only an explicit provider wins over it: one program may have several.
 *
 * @throws ConfigError where a value cannot be used.
 */
export function readSettings(variables: Variables, getConfig: GetConfig): Settings {
  const at = (name: keyof typeof SETTINGS) => find(SETTINGS[name], variables, getConfig);
  const endpoint = at("endpoint");
  const profile = at("profile");
  const maxRetries = at("maxRetries");
  const maxCallsPerSecond = at("maxCallsPerSecond");
  const missingOnDelete = at("missingOnDelete");
  const deleteTimeout = at("deleteTimeout");
  const acceptEmptyWorkspace = at("acceptEmptyWorkspace");
  const acceptRename = at("acceptRename");
  const acceptEndpoint = at("acceptEndpoint");
  return {
    ...(endpoint && { endpoint: readEndpoint(endpoint, at("allowHttp")?.text === "1") }),
    ...(profile && { profile: profile.text }),
    maxRetries: maxRetries
      ? readWholeNumber(maxRetries, "it must be an integer from 0 to 9999")
      : DEFAULT_MAX_RETRIES,
    ...(maxCallsPerSecond && { maxCallsPerSecond: readRate(maxCallsPerSecond) }),
    missingOnDelete: missingOnDelete ? readMissingOnDelete(missingOnDelete) : "error",
    ...(deleteTimeout && {
      deleteTimeoutMs:
        parseDurationMs(deleteTimeout.text) ??
        refuse(deleteTimeout, 'it must be a duration such as "60m" or "1h30m"'),
    }),
    acceptEmptyWorkspace: acceptEmptyWorkspace?.text === "1",
    ...(acceptRename && { acceptRename: acceptRename.text }),
    ...(acceptEndpoint && { acceptEndpoint: acceptEndpoint.text }),
  };
}
