import type { JsonObject } from "../json/exact-json";
import { gatewayErrors } from "../protocol/gateway-error";
import { Refusal } from "../protocol/refusal";
import type { Call } from "../protocol/operation";

/**
 * Does the deed once for a ClientToken and gives the first answer again. `names` are the parameters that a repeat has to have equal.
 * Assumed: a token is good for one operation as long as the emulator lives, and remembers successes only.
 */
export function onceForToken(
  call: Call,
  action: string,
  names: readonly string[],
  deed: () => JsonObject,
): JsonObject {
  const { parameters, workspace } = call;
  const token = parameters.text("ClientToken");
  if (token === undefined || workspace.quirks.clientToken === "ignored") {
    return deed();
  }
  const key = `${action} ${token}`;
  const request = JSON.stringify(names.map((name) => parameters.text(name) ?? null));
  const earlier = workspace.tokenUses.get(key);
  if (earlier === undefined) {
    const answer = deed();
    workspace.tokenUses.set(key, { request, answer });
    return answer;
  }
  if (workspace.quirks.clientToken === "refused") {
    throw new Refusal(`ClientToken:[${token}] is invalid.`); // assumed: the text
  }
  if (earlier.request !== request) {
    throw gatewayErrors.tokenMismatch();
  }
  return earlier.answer;
}
