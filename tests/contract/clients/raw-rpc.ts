import { signedCall, type CallOptions, type RawAnswer } from "../../harness/signed-call";
import { outcomeOf, type Access, type Body, type Client, type Parameters } from "./client";

export interface RawRpcClient extends Client {
  /** The answer as it came. */
  send(action: string, parameters?: Parameters, options?: CallOptions): Promise<RawAnswer>;
}

/** Our own signer of RPC signature version 1.0 (HMAC-SHA1 over the parameters), everything in the form. */
export function rawRpcClient({
  url,
  accessKeyId,
  accessKeySecret,
  securityToken,
}: Access): RawRpcClient {
  const caller = {
    AccessKeyId: accessKeyId,
    ...(securityToken !== undefined && { SecurityToken: securityToken }),
  };
  const send: RawRpcClient["send"] = (action, parameters, options) =>
    signedCall(
      url,
      Date.now(),
      action,
      { ...caller, ...parameters },
      { accessKeySecret, ...options },
    );
  return {
    name: "raw RPC",
    send,
    async call(action, parameters) {
      const { status, text } = await send(action, parameters);
      return outcomeOf(status, JSON.parse(text) as Body);
    },
  };
}
