import type { Reply } from "../../emulator/protocol/reply";
import type { EmulatorParts } from "../../emulator/parts";
import { answerRequest } from "../../emulator/server/answer-request";
import { TransportError } from "../../provider/api/errors";
import type { Answer, Transport } from "../../provider/api/transport/request";
import type { Clock } from "../../provider/clock";

const HOST = "127.0.0.1";

interface CodeBody {
  readonly Code?: unknown;
}

/** What the wire and pop-core make of a reply. */
function received(action: string, { httpStatus, text, delivery }: Reply): Answer {
  if (delivery !== "whole") {
    throw new TransportError(action, { reason: "the connection was cut" });
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
    // pop-core looks for it in whatever it parsed, and stumbles over null.
    void (body as CodeBody).Code;
  } catch {
    throw new TransportError(action, { reason: "the response is not JSON" });
  }
  return { httpStatus, body };
}

/**
 * The emulator behind the provider without a network between: no signature, no socket, and time is the clock's. A test compares it
 * with the real transport, answer by answer.
 */
export function createDirectTransport(parts: EmulatorParts, clock: Clock): Transport {
  return async ({ action, parameters, timeoutMs }) => {
    const request = {
      method: "POST",
      query: new Map<string, string>(),
      headers: new Map<string, string>(),
      body: "",
      parameters: new Map([
        ["Action", action],
        ["Format", "JSON"],
        ["Version", "2020-05-18"],
        ...Object.entries(parameters),
      ]),
    };
    const { deferred, ...given } = answerRequest(parts, request, HOST);
    if (given.delayMs > timeoutMs) {
      await clock.sleep(timeoutMs);
      throw new TransportError(action, { reason: "the call timed out" });
    }
    if (given.delayMs > 0) {
      await clock.sleep(given.delayMs);
    }
    return received(action, deferred?.() ?? given);
  };
}
