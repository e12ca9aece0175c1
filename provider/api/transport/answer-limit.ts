import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import type { Readable } from "node:stream";

/** Far above any answer of the service: a page of 100 files, or the content of one task. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** Counts the bytes pushed to a stream, reports when they exceed the limit, and drops the rest. */
function countBytes(stream: Readable, maxBytes: number, onExceeded: () => void): void {
  const push = stream.push.bind(stream);
  let bytes = 0;
  stream.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    bytes += chunk?.length ?? 0;
    if (bytes <= maxBytes) {
      return push(chunk, encoding);
    }
    onExceeded();
    return false;
  };
}

/** Aborts an answer that is too large while it arrives, before or after decompression. */
function limitAnswer(answer: IncomingMessage, maxBytes: number): void {
  const tooLarge = new Error(`the response is larger than ${maxBytes / 1024 / 1024} MB`);
  countBytes(answer, maxBytes, () => answer.destroy(tooLarge));
  const pipe = answer.pipe.bind(answer) as (to: Readable, options?: object) => Readable;
  const limitedPipe = (to: Readable, options?: object) => {
    countBytes(to, maxBytes, () => {
      to.destroy(tooLarge);
      answer.destroy();
    });
    return pipe(to, options);
  };
  Object.assign(answer, { pipe: limitedPipe });
}

/** A method of Node's agents that its type declarations lack. */
interface AgentWithRequests {
  addRequest?(request: ClientRequest, ...rest: unknown[]): void;
}

/**
 * Limits the answers to all requests of an agent, in place: httpx reads a whole body, however large it is, and gives
 * no access to the request.
 */
export function withAnswerLimit<A extends Agent>(agent: A, maxBytes: number): A {
  const target = agent as AgentWithRequests;
  const addRequest = target.addRequest?.bind(agent);
  if (addRequest !== undefined) {
    target.addRequest = (request, ...rest) => {
      request.once("response", (answer) => limitAnswer(answer, maxBytes));
      addRequest(request, ...rest);
    };
  }
  return agent;
}
