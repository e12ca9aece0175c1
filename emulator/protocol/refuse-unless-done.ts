import { Refusal } from "./refusal";

/** Turns the reason why an instance refused into the call's message. Assumed: the id in front, as in the message of an unknown id. */
export function refuseUnlessDone(fileId: bigint, reason: string | undefined): void {
  if (reason !== undefined) {
    throw new Refusal(`fileId:[${fileId}] ${reason}`);
  }
}
