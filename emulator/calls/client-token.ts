import type { JsonObject } from "../json/exact-json";
import { gatewayErrors } from "../protocol/gateway-error";
import type { Call } from "../protocol/operation";
import { Refusal } from "../protocol/refusal";

/**
 * Executes a call once per ClientToken; a repeat returns the first answer. `names` are the parameters that a repeat must not change.
 * Assumed: a token is valid for one operation while the emulator runs, and only successes are remembered.
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
