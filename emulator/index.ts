import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock, type Clock } from "./clock";
import { createControl, type EmulatorControl } from "./control/control";
import { parseExactJson, type JsonObject } from "./json/exact-json";
import { createParts, type EmulatorParts } from "./parts";
import { createAuthentication, type AccessKeys } from "./protocol/authentication";
import { changeQuirks, DEFAULT_QUIRKS, type QuirkChanges } from "./quirks";
import { createEmulatorServer } from "./server/http-server";
import { parseSeed, type Seed } from "./workspace/seed";

export type { Clock, AdjustableClock } from "./clock";
export type { EmulatorControl } from "./control/control";
export type { Fault, FaultRule, FaultTarget } from "./faults/fault-rule";
export type { ActiveFault } from "./faults/faults";
export type { AccessKeys, TemporaryKey } from "./protocol/authentication";
export type { LogEntry } from "./protocol/request-log";
export { QUIRKS, type QuirkChanges, type QuirkName, type Quirks } from "./quirks";
export type { TaskChange, WorkspaceConsole } from "./workspace/console";
export type { Seed, TaskSeed } from "./workspace/seed";
export type { TaskView } from "./workspace/task-view";

export interface EmulatorOptions {
  /** 0: any free port. @default 0 */
  readonly port?: number;
  /** A warning is printed for an address that others can reach. @default "127.0.0.1" */
  readonly host?: string;
  /** Where the warning goes. @default process.emitWarning */
  readonly warn?: (text: string) => void;
  /** The time that run states, deployments, files and quotas use. @default the system's clock */
  readonly clock?: Clock;
  /** The clock to which signature timestamps are compared. @default the system's clock, which clients use too */
  readonly signatureClock?: Clock;
  /** Take precedence over the seed's. */
  readonly quirks?: QuirkChanges;
  /** The initial content of the workspace: an object, or the path of a JSON file with it. */
  readonly seed?: Seed | string;
  /** Id of the first task; the initial SQL file has the preceding id. @default 1000001n */
  readonly firstFileId?: bigint;
  /** Secrets or temporary keys by AccessKeyId; the first one is used in `environment`. @default { emulator: "emulator-secret" } */
  readonly accessKeys?: AccessKeys;
  /** Milliseconds until an incomplete request is aborted. @default 30000 */
  readonly requestTimeoutMs?: number;
  /** Generates the RequestId of an answer. @default random ones */
  readonly newRequestId?: () => string;
}

/** A running emulator: its address, and everything that a test needs to inspect and control it. */
export interface Emulator extends EmulatorControl {
  readonly url: string;
  /** The environment variables that a program needs to use the emulator. */
  readonly environment: {
    readonly DATAWORKS_ENDPOINT: string;
    readonly ALIBABA_CLOUD_ACCESS_KEY_ID: string;
    readonly ALIBABA_CLOUD_ACCESS_KEY_SECRET: string;
    readonly ALIBABA_CLOUD_SECURITY_TOKEN?: string;
  };
  /** Closes all connections immediately; calling it again has no effect. */
  stop(): Promise<void>;
}

const DEFAULT_REQUEST_TIMEOUT_MS = 30_000;
const DEFAULT_ACCESS_KEYS: AccessKeys = { emulator: "emulator-secret" };
const DEFAULT_FIRST_FILE_ID = 1_000_001n;

function readSeed(seed: Seed | string): Seed {
  const given =
    typeof seed === "string" ? parseExactJson(readFileSync(seed, "utf8")) : (seed as JsonObject);
  return parseSeed(given);
}

function partsOf(options: EmulatorOptions, accessKeys: AccessKeys): EmulatorParts {
  const seed = readSeed(options.seed ?? {});
  const quirks = changeQuirks(DEFAULT_QUIRKS, seed.quirks ?? {});
  return createParts({
    clock: options.clock ?? systemClock,
    quirks: changeQuirks(quirks, options.quirks ?? {}),
    seed,
    firstFileId: options.firstFileId ?? DEFAULT_FIRST_FILE_ID,
    authentication: createAuthentication(accessKeys, options.signatureClock ?? systemClock),
    newRequestId: options.newRequestId ?? (() => randomUUID().toUpperCase()),
  });
}

function environmentOf(url: string, accessKeys: AccessKeys): Emulator["environment"] {
  const [accessKeyId = "", key = ""] = Object.entries(accessKeys)[0] ?? [];
  const isTemporary = typeof key !== "string";
  return {
    DATAWORKS_ENDPOINT: url,
    ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: isTemporary ? key.accessKeySecret : key,
    ...(isTemporary && { ALIBABA_CLOUD_SECURITY_TOKEN: key.securityToken }),
  };
}

async function stopServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "::1"]);

function warnIfReachable({
  host = "127.0.0.1",
  warn = process.emitWarning,
}: EmulatorOptions): void {
  if (!LOOPBACK.has(host)) {
    warn(`everybody who reaches ${host} can use and control this emulator`);
  }
}

/**
 * Starts an emulator of the DataWorks operations that real-time sync tasks need.
 * Throws Node's error where it cannot listen (such as EADDRINUSE), FieldError for an invalid seed, UnknownQuirkError for an invalid quirk.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const accessKeys = options.accessKeys ?? DEFAULT_ACCESS_KEYS;
  const parts = partsOf(options, accessKeys);
  const control = createControl(parts);
  const server = createEmulatorServer(
    { parts, control },
    { requestTimeoutMs: options.requestTimeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS },
  );
  server.listen(options.port ?? 0, options.host ?? "127.0.0.1");
  await once(server, "listening");
  warnIfReachable(options);

  const { address, family, port } = server.address() as AddressInfo;
  const url = `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
  let stopped: Promise<void> | undefined;
  // Not spread: `quirks` of the control is a getter.
  return Object.assign(control, {
    url,
    environment: environmentOf(url, accessKeys),
    stop() {
      stopped ??= stopServer(server);
      return stopped;
    },
  });
}
