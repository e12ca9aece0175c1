import type { JsonObject } from "../json/exact-json";
import { gatewayErrors } from "../protocol/gateway-error";
import type { Call } from "../protocol/operation";
import { Refusal } from "../protocol/refusal";

/**
 * Carries a call out once for a ClientToken and returns the first answer again. `names` are the parameters that a repeat must not change.
 * Assumed: a token is good for one operation as long as the emulator lives, and remembers successes only.
 */
export function onceForToken(
  call: Call,
  action: string,
  names: readonly string[],
  effect: () => JsonObject,
): JsonObject {
  const { parameters, workspace } = call;
  const token = parameters.text("ClientToken");
  if (token === undefined || workspace.quirks.clientToken === "ignored") {
    return effect();
  }
  const key = `${action} ${token}`;
  const request = JSON.stringify(names.map((name) => parameters.text(name) ?? null));
  const earlier = workspace.tokenUses.get(key);
  if (earlier === undefined) {
    const answer = effect();
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
