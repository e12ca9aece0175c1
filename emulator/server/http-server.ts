import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { EmulatorControl } from "../control/control";
import { answerControl, isControlPath } from "../control/routes";
import type { EmulatorParts } from "../parts";
import { isAcs3 } from "../protocol/acs3-signature";
import { gatewayErrors } from "../protocol/gateway-error";
import type { Reply } from "../protocol/reply";
import type { SignedRequest } from "../protocol/signed-request";
import { answerRequest, answerRejected } from "./answer-request";

/** The emulator's own limit; large enough for any task content. */
const MAX_BODY_BYTES = 20 * 1024 * 1024;

/** Longer than a client sleeps between two polls, so that it never writes to a connection that is being closed. */
const KEEP_ALIVE_MS = 65_000;

const FORM = "application/x-www-form-urlencoded";

/** The body, or `undefined` if it is too large; that one is still read to its end, so that the client reads the answer. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes <= MAX_BODY_BYTES) {
      chunks.push(chunk);
    } else {
      chunks.length = 0;
    }
  }
  return sizeBytes > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString("utf8");
}

function isForm({ headers }: IncomingMessage): boolean {
  const type = headers["content-type"];
  return type === undefined || type.toLowerCase().startsWith(FORM);
}

/** Names in lower case, repeated headers joined as HTTP specifies. */
function headersOf({ headersDistinct }: IncomingMessage): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(", ")]),
  );
}

/** Assumed: the form takes precedence where query and form both have a parameter. */
function signedRequest(request: IncomingMessage, query: string, body: string): SignedRequest {
  const headers = headersOf(request);
  const inHeaders = isAcs3({ headers })
    ? [
        ["Action", headers.get("x-acs-action") ?? ""] as const,
        ["Version", headers.get("x-acs-version") ?? ""] as const,
      ]
    : [];
  const queried = [...new URLSearchParams(query)];
  return {
    method: request.method ?? "",
    query: new Map(queried),
    headers,
    body,
    parameters: new Map([
      ...inHeaders,
      ...queried,
      ...new URLSearchParams(isForm(request) ? body : ""),
    ]),
  };
}

/** What the server exposes: the service's calls, and the control. */
export interface Served {
  readonly parts: EmulatorParts;
  readonly control: EmulatorControl;
}

async function replyTo({ parts, control }: Served, request: IncomingMessage): Promise<Reply> {
  const method = request.method ?? "";
  const hostId = request.headers.host ?? "";
  // A request line may contain any host; only path and query are used.
  const [path = "/", query = ""] = splitOnce(request.url ?? "/", "?");
  const body = await readBody(request);
  if (body === undefined) {
    return answerRejected(parts, gatewayErrors.bodyTooLarge(), hostId);
  }
  if (isControlPath(path)) {
    return answerControl(control, { method, path, body });
  }
  if (path !== "/") {
    return answerRejected(parts, gatewayErrors.actionNotFound(), hostId);
  }
  if (method !== "GET" && method !== "POST") {
    return answerRejected(parts, gatewayErrors.methodNotSupported(), hostId);
  }
  return answerRequest(parts, signedRequest(request, query, body), hostId);
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function deliver({ deferred, ...given }: Reply, response: ServerResponse): void {
  const reply = deferred?.() ?? given;
  if (reply.delivery === "cutBefore") {
    response.destroy();
    return;
  }
  const body = Buffer.from(reply.text, "utf8");
  response.writeHead(reply.httpStatus, {
    "Content-Type": reply.contentType,
    "Content-Length": body.length,
  });
  if (reply.delivery === "cutInside") {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
    return;
  }
  response.end(body);
}

function deliverAfterDelay(reply: Reply, response: ServerResponse): void {
  if (reply.delayMs === 0) {
    deliver(reply, response);
    return;
  }
  const timer = setTimeout(() => deliver(reply, response), reply.delayMs);
  response.on("close", () => clearTimeout(timer));
}

async function serve(
  served: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    deliverAfterDelay(await replyTo(served, request), response);
  } catch {
    // The client disconnected during its request, or the emulator has a bug: neither may end the server.
    response.destroy();
  }
}

export interface ServerOptions {
  /** Milliseconds until an incomplete request is answered with 408 and its connection closed. */
  readonly requestTimeoutMs: number;
}

export function createEmulatorServer(served: Served, { requestTimeoutMs }: ServerOptions): Server {
  const options = {
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    // How often Node checks for requests that have timed out.
    connectionsCheckingInterval: Math.ceil(requestTimeoutMs / 2),
  };
  const server = createServer(options, (request, response) => {
    void serve(served, request, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}
