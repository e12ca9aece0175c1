/** How far an answer gets on its way to the client. */
export type Delivery = "whole" | "cutBefore" | "cutInside";

/** An answer ready for the wire. */
export interface Reply {
  readonly httpStatus: number;
  readonly contentType: string;
  readonly text: string;
  readonly delivery: Delivery;
  /** Milliseconds from the deed to the answer. */
  readonly delayMs: number;
}

export function wholeReply(httpStatus: number, contentType: string, text: string): Reply {
  return { httpStatus, contentType, text, delivery: "whole", delayMs: 0 };
}
