import {
  createServer as createHttpServer,
  request as sendRequest,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { connect, type AddressInfo, type Socket } from "node:net";
import type { Certificate } from "./certificates";

export interface Listening {
  readonly port: number;
  stop(): Promise<void>;
}

/** Lets a server listen on the loopback address, and ends it with every connection it has, tunnels included. */
export async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}

const SUCCESS = '{"Success":true}';

/** An HTTPS server that answers every call with a success. */
export function startHttps(certificate: Certificate): Promise<Listening> {
  const answer: RequestListener = (request, response) => {
    request.resume().on("end", () => response.end(SUCCESS));
  };
  return listen(createHttpsServer({ ...certificate }, answer));
}

/** What a proxy was asked, and with which credentials. */
export interface ProxyRequest {
  readonly line: string;
  readonly authorization: string | undefined;
}

export interface LoopbackProxy extends Listening {
  readonly requests: ProxyRequest[];
}

export interface ProxyOptions {
  /** The port on this machine to which every host name leads. */
  readonly targetPort?: number;
  /** What it answers to CONNECT; "nothing": it keeps silent; "end": it hangs up. */
  readonly answer?: (request: ProxyRequest) => number | "nothing" | "end";
  /** With one, the proxy itself speaks TLS. */
  readonly certificate?: Certificate;
}

function forward(request: IncomingMessage, response: ServerResponse, port: number): void {
  const { method, headers } = request;
  const onward = sendRequest({ host: "127.0.0.1", port, method, headers, path: "/" }, (answer) => {
    response.writeHead(answer.statusCode ?? 502);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  request.pipe(onward);
}

/** An HTTP proxy: CONNECT for tunnels, absolute URLs for plain HTTP; without a target it answers these itself, with a success. */
export async function startProxy(options: ProxyOptions = {}): Promise<LoopbackProxy> {
  const { targetPort, answer = () => 200, certificate } = options;
  const requests: ProxyRequest[] = [];
  const plain: RequestListener = (request, response) => {
    const authorization = request.headers["proxy-authorization"];
    requests.push({ line: `${request.method} ${request.url}`, authorization });
    if (targetPort === undefined) {
      request.resume().on("end", () => response.end(SUCCESS));
    } else {
      forward(request, response, targetPort);
    }
  };
  const server: Server =
    certificate === undefined
      ? createHttpServer(plain)
      : createHttpsServer({ ...certificate }, plain);
  server.on("connect", (request, socket: Socket) => {
    const authorization = request.headers["proxy-authorization"];
    const asked = { line: `CONNECT ${request.url}`, authorization };
    requests.push(asked);
    socket.on("error", () => socket.destroy());
    const status = answer(asked);
    if (status === "nothing") {
      return;
    }
    if (status === "end") {
      socket.end();
      return;
    }
    if (status !== 200 || targetPort === undefined) {
      socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\n{}`);
      return;
    }
    const target = connect(targetPort, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(target).pipe(socket);
    });
    target.on("error", () => socket.destroy());
    socket.on("close", () => target.destroy());
  });
  return { ...(await listen(server)), requests };
}
