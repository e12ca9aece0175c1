import type { Access, Client } from "./client";
import { openApiClient } from "./openapi-client";
import { popCoreClient } from "./pop-core";
import { rawAcs3Client, type RawAcs3Client } from "./raw-acs3";
import { rawRpcClient, type RawRpcClient } from "./raw-rpc";

/** Every client by its name. */
export interface Clients {
  readonly "raw RPC": RawRpcClient;
  readonly "raw ACS3": RawAcs3Client;
  readonly "pop-core": Client;
  readonly "openapi-client": Client;
}

export type ClientName = keyof Clients;

export const CLIENT_NAMES = [
  "raw RPC",
  "raw ACS3",
  "pop-core",
  "openapi-client",
] as const satisfies readonly ClientName[];

export function createClients(access: Access): Clients {
  return {
    "raw RPC": rawRpcClient(access),
    "raw ACS3": rawAcs3Client(access),
    "pop-core": popCoreClient(access),
    "openapi-client": openApiClient(access),
  };
}
