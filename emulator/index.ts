import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAuthentication, type AccessKeys } from "./protocol/authentication";
import { systemClock, turnableClock, type Clock, type TurnableClock } from "./clock";
import { parseExactJson, type JsonObject } from "./json/exact-json";
import type { FaultRule } from "./faults/fault-rule";
import { Faults } from "./faults/faults";
import type { Gateway } from "./server/answer-request";
import { OPERATIONS } from "./operations/index";
import { changeQuirks, DEFAULT_QUIRKS, type QuirkChanges } from "./quirks";
import { createQuota } from "./protocol/quota";
import type { LogEntry } from "./protocol/request-log";
import { parseSeed, type Seed } from "./workspace/seed";
import { createEmulatorServer } from "./server/http-server";
import { Store } from "./workspace/workspace";

export type { AccessKeys, TemporaryKey } from "./protocol/authentication";
export type { Clock, TurnableClock } from "./clock";
export type { Fault, FaultRule, FaultTarget } from "./faults/fault-rule";
export { QUIRKS, type QuirkChanges, type QuirkName, type Quirks } from "./quirks";
export type { LogEntry } from "./protocol/request-log";
export type { Seed, TaskSeed } from "./workspace/seed";
export type { Store } from "./workspace/workspace";
export type { TaskChange, TaskView } from "./workspace/task-view";

export interface EmulatorOptions {
  /** 0: any free port. @default 0 */
  readonly port?: number;
  /** An address that others can reach is warned of. @default "127.0.0.1" */
  readonly host?: string;
  /** Where the warning goes. @default process.emitWarning */
  readonly warn?: (text: string) => void;
  /** What run states, deployments, file times and quotas go by. @default the system's clock */
  readonly clock?: Clock;
  /** What the timestamps of signatures are compared with. @default the system's clock, as clients have it too */
  readonly signatureClock?: Clock;
  /** Win over the seed's. */
  readonly quirks?: QuirkChanges;
  /** What the workspace holds from the start: an object, or the path of a JSON file with it. */
  readonly seed?: Seed | string;
  /** Id of the first task; the SQL file that is there from the start has the id before it. @default 1000001n */
  readonly firstFileId?: bigint;
  /** Secrets or temporary keys by AccessKeyId; the first is the one of `environment`. @default { emulator: "emulator-secret" } */
  readonly accessKeys?: AccessKeys;
  /** Milliseconds until a request that does not end is given up. @default 30000 */
  readonly requestTimeoutMs?: number;
  /** Makes the RequestId of an answer. @default random ones */
  readonly newRequestId?: () => string;
}

export interface Emulator {
  readonly url: string;
  /** What a program's environment has to hold to use the emulator. */
  readonly environment: {
    readonly DATAWORKS_ENDPOINT: string;
    readonly ALIBABA_CLOUD_ACCESS_KEY_ID: string;
    readonly ALIBABA_CLOUD_ACCESS_KEY_SECRET: string;
    readonly ALIBABA_CLOUD_SECURITY_TOKEN?: string;
  };
  readonly store: Store;
  /** The emulator's clock; turned ahead, it ends what a test would have to wait for. */
  readonly clock: TurnableClock;
  /** Every call so far, in order; of very many the last 100,000. */
  readonly requests: readonly LogEntry[];
  /** Gives the rule's id. */
  addFault(rule: FaultRule): number;
  /** Changes the named quirks and leaves the others. */
  setQuirks(changes: QuirkChanges): void;
  /** Ends all connections at once; a second time it changes nothing. */
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

function createGateway(options: EmulatorOptions, accessKeys: AccessKeys): Gateway {
  const clock = turnableClock(options.clock ?? systemClock);
  const seed = readSeed(options.seed ?? {});
  const quirks = changeQuirks(DEFAULT_QUIRKS, seed.quirks ?? {});
  return {
    store: new Store({
      clock,
      quirks: changeQuirks(quirks, options.quirks ?? {}),
      firstFileId: options.firstFileId ?? DEFAULT_FIRST_FILE_ID,
      seed,
    }),
    clock,
    faults: new Faults([...OPERATIONS.keys()]),
    authentication: createAuthentication(accessKeys, options.signatureClock ?? systemClock),
    quota: createQuota(clock),
    log: [],
    newRequestId: options.newRequestId ?? (() => randomUUID().toUpperCase()),
  };
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

function warnOfOthers({ host = "127.0.0.1", warn = process.emitWarning }: EmulatorOptions): void {
  if (!LOOPBACK.has(host)) {
    warn(`everybody who reaches ${host} can use and control this emulator`);
  }
}

/**
 * Starts an emulator of the DataWorks operations that real-time sync tasks need.
 * Throws Node's error where it cannot listen (EADDRINUSE and the like), FieldError for a wrong seed, UnknownQuirkError for a wrong quirk.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const accessKeys = options.accessKeys ?? DEFAULT_ACCESS_KEYS;
  const gateway = createGateway(options, accessKeys);
  const server = createEmulatorServer(gateway, {
    requestTimeoutMs: options.requestTimeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS,
  });
  server.listen(options.port ?? 0, options.host ?? "127.0.0.1");
  await once(server, "listening");
  warnOfOthers(options);

  const { address, family, port } = server.address() as AddressInfo;
  const url = `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
  let stopped: Promise<void> | undefined;
  return {
    url,
    environment: environmentOf(url, accessKeys),
    store: gateway.store,
    clock: gateway.clock,
    requests: gateway.log,
    addFault: (rule) => gateway.faults.add(rule),
    setQuirks: (changes) => gateway.store.setQuirks(changes),
    stop() {
      stopped ??= stopServer(server);
      return stopped;
    },
  };
}
