import RPCClient = require("@alicloud/pop-core");
import { outcomeOf, VERSION, type Access, type Body, type Client } from "./client";

/** pop-core's error, where the body has a code. */
interface PopCoreError extends Error {
  readonly data?: Body;
  readonly entry?: { readonly response: { readonly statusCode: number } };
}

type VerboseAnswer = readonly [Body, NonNullable<PopCoreError["entry"]>];

const TIMEOUT_MS = 60_000; // pop-core's own three seconds are too short for a live create

// The package's own type file lacks the flag that gives the HTTP status too.
const VerboseRpcClient = RPCClient as unknown as new (
  config: RPCClient.Config,
  verbose: true,
) => RPCClient;

/** Null prototypes of pop-core's JSON reader gone; a number that it keeps as an object is text then. */
function plain(body: Body): Body {
  return JSON.parse(JSON.stringify(body)) as Body;
}

/** @alicloud/pop-core: RPC signature version 1.0, everything in the form. */
export function popCoreClient({
  url,
  accessKeyId,
  accessKeySecret,
  securityToken,
}: Access): Client {
  const client = new VerboseRpcClient(
    {
      endpoint: url,
      apiVersion: VERSION,
      accessKeyId,
      accessKeySecret,
      ...(securityToken !== undefined && { securityToken }),
    },
    true,
  );
  return {
    name: "pop-core",
    async call(action, parameters) {
      const options = { method: "POST", timeout: TIMEOUT_MS };
      try {
        const [body, { response }] = await client.request<VerboseAnswer>(
          action,
          parameters,
          options,
        );
        return outcomeOf(response.statusCode, plain(body));
      } catch (cause) {
        const { data, entry } = cause as PopCoreError;
        if (data === undefined || entry === undefined) {
          throw cause;
        }
        return outcomeOf(entry.response.statusCode, plain(data));
      }
    },
  };
}
