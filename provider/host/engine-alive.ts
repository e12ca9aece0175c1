import { connect } from "node:net";
import { LifecycleError } from "../lifecycle/report/errors";

const CONNECT_TIMEOUT_MS = 1_000;

export interface EngineAddress {
  readonly host: string;
  readonly port: number;
}

/** Where the engine that started this process listens: the first argument of a host; absent elsewhere. */
export function engineAddress(): EngineAddress | undefined {
  const match = /^(.+):(\d+)$/.exec(process.argv[2] ?? "");
  return match === null ? undefined : { host: match[1] ?? "", port: Number(match[2]) };
}

/** Whether nothing listens there any more: the port of a dead engine refuses connections. */
export function isEngineGone(address: EngineAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...address, timeout: CONNECT_TIMEOUT_MS });
    const end = (isGone: boolean) => {
      socket.destroy();
      resolve(isGone);
    };
    socket.once("connect", () => end(false));
    socket.once("timeout", () => end(false));
    socket.once("error", (error: NodeJS.ErrnoException) => end(error.code === "ECONNREFUSED"));
  });
}

/**
 * The host outlives a killed engine and would keep writing during the next run.
 *
 * @throws LifecycleError where the engine is gone.
 */
export async function requireLivingEngine(): Promise<void> {
  const address = engineAddress();
  if (address !== undefined && (await isEngineGone(address))) {
    throw new LifecycleError({
      name: "engine-gone",
      attempted: "Cannot continue",
      cause: "the Pulumi engine of this run is gone",
      kept: "Nothing more is called",
    });
  }
}
