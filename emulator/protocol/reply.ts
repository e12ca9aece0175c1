/** How much of an answer reaches the client. */
export type Delivery = "whole" | "cutBefore" | "cutInside";

/** An answer ready for the wire. */
export interface Reply {
  readonly httpStatus: number;
  readonly contentType: string;
  readonly text: string;
  readonly delivery: Delivery;
  /** Milliseconds until it is delivered. */
  readonly delayMs: number;
  /** Creates the answer to deliver instead, after the delay and only if the client is still connected. */
  readonly deferred?: () => Reply;
}

export function wholeReply(httpStatus: number, contentType: string, text: string): Reply {
  return { httpStatus, contentType, text, delivery: "whole", delayMs: 0 };
}
