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
  /** How a delete ends when its task is provably gone. */
  readonly missingOnDelete: "error" | "succeed";
  /** Timeout of one delete in milliseconds; overrides the stored one. */
  readonly deleteTimeoutMs?: number;
  /** Whether to accept that a workspace without any file is really empty. */
  readonly acceptEmptyWorkspace: boolean;
  /** `<projectId>:<fileId>` of a task whose new name is to be accepted. */
  readonly acceptRename?: string;
  /** The recorded endpoint, or `service`, of states that are to be used through the current one. */
  readonly acceptEndpoint?: string;
}

export type GetConfig = (key: string) => string | undefined;
export type Variables = Readonly<Record<string, string | undefined>>;

export const DEFAULT_MAX_RETRIES = 5;

/** The variable of each setting and, where it has one, its key in `pulumi config`. The variable takes precedence. */
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

/** Set by an explicit provider, whose settings take precedence over the environment. */
export const EXPLICIT_KEY = "dataworks:explicit";

/** The region of a stack, where the program sets none. Never from the environment: destroy must find what up used. */
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
  const variable = foundText(variables[setting.variable], setting.variable);
  const config =
    setting.key === undefined
      ? undefined
      : foundText(getConfig(setting.key), `${setting.key} (or ${setting.variable})`);
  return getConfig(EXPLICIT_KEY) === "true" ? (config ?? variable) : (variable ?? config);
}

function foundText(text: string | undefined, origin: string): Found | undefined {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? undefined : { text: trimmed, origin };
}

function refuse(found: Found, expected: string): never {
  throw new ConfigError(`${found.origin} is "${found.text}": ${expected}.`);
}

function readInteger(found: Found, expected: string): number {
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

/** Whether a URL has more than an origin: the rest would be ignored. */
function hasMoreThanOrigin({ username, password, pathname, search, hash }: URL): boolean {
  return username !== "" || password !== "" || pathname !== "/" || search !== "" || hash !== "";
}

function readEndpoint(found: Found, allowsHttp: boolean): string {
  // The value may contain a user name and a password, so no message repeats it.
  const expected =
    "it must be a URL that starts with https:// or http://, without a user name, path, query or fragment";
  if (!URL.canParse(found.text)) {
    throw new ConfigError(`${found.origin} is not a URL: ${expected}.`);
  }
  const url = new URL(found.text);
  if (!["https:", "http:"].includes(url.protocol) || hasMoreThanOrigin(url)) {
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
 * The environment takes precedence because `pulumi destroy` gives a provider the configuration of the last `pulumi up`;
 * only the environment can still be changed by a pipeline. An explicit provider takes precedence over both: one program may have several.
 *
 * @throws ConfigError where a value is invalid.
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
      ? readInteger(maxRetries, "it must be an integer from 0 to 9999")
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
