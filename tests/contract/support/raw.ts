import type { RawAnswer } from "../../harness/signed-call";
import { unknownId } from "./answers";
import { assertThroughEach } from "./cases";
import type { Target } from "./target";
import { taskKey, UNKNOWN_ID } from "./tasks";
import { outcomeOf, type Body, type Outcome } from "../clients/client";

export function outcome({ status, text }: RawAnswer): Outcome {
  return outcomeOf(status, JSON.parse(text) as Body);
}

/** HTTP status and code alone: the message may hold the string that the server signed. */
export function codeOf(answer: RawAnswer): unknown {
  const { httpStatus, gatewayError } = outcome(answer);
  return [httpStatus, gatewayError?.code];
}

/** The emulator answers as if nothing had been. */
export async function assertWell(target: Target): Promise<void> {
  await assertThroughEach(target, "DeleteDISyncTask", taskKey(UNKNOWN_ID), unknownId(UNKNOWN_ID));
}
