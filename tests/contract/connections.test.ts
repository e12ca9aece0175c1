import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { signedQuery } from "../harness/signed-call";
import { unknownId } from "./support/answers";
import { itEmulated } from "./support/cases";
import { openEmulatorTarget } from "./support/emulator-target";
import { assertWell, outcome } from "./support/raw";
import { PROJECT_ID } from "./support/settings";
import { assertOutcome, assertShape } from "./support/shape";
import type { Target } from "./support/target";

const OF_EMULATOR = "the bound is the emulator's own";

/** A connection of its own, and everything that came over it. */
interface Line {
  readonly socket: Socket;
  received(): string;
  /** Until the other side closes. */
  readonly closed: Promise<unknown>;
}

async function openLine(url: string): Promise<Line> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = "";
  socket.setEncoding("utf8").on("data", (part: string) => (text += part));
  socket.on("error", () => undefined); // a cut is an end like any other
  const closed = once(socket, "close");
  await once(socket, "connect");
  return { socket, received: () => text, closed };
}

describe("a connection", () => {
  const TIMEOUT_MS = 200;

  async function withTarget(test: (target: Target) => Promise<void>): Promise<void> {
    const target = await openEmulatorTarget({ requestTimeoutMs: TIMEOUT_MS });
    try {
      await test(target);
      await assertWell(target);
    } finally {
      await target.close();
    }
  }

  const HEAD = "POST / HTTP/1.1\r\nHost: emulator\r\n";

  for (const [what, sent] of [
    ["whose body never ends", `${HEAD}Content-Length: 1000\r\n\r\nAction=`],
    ["whose chunks never end", `${HEAD}Transfer-Encoding: chunked\r\n\r\n3\r\nAct\r\n`],
    ["whose headers never end", `${HEAD}x-acs-action: List`],
  ] as const) {
    itEmulated(`${what} is answered 408 and closed`, OF_EMULATOR, () =>
      withTarget(async ({ emulator }) => {
        const line = await openLine(emulator.url);
        line.socket.write(sent);
        await line.closed;
        assertShape(line.received().split("\r\n")[0], "HTTP/1.1 408 Request Timeout");
      }),
    );
  }

  itEmulated("whose body trickles for ever is closed", OF_EMULATOR, () =>
    withTarget(async ({ emulator }) => {
      const line = await openLine(emulator.url);
      line.socket.write(`${HEAD}Content-Length: 100000\r\n\r\n`);
      const trickle = setInterval(() => line.socket.write("a"), 10);
      await line.closed;
      clearInterval(trickle);
      assertShape(line.received().split("\r\n")[0], "HTTP/1.1 408 Request Timeout");
    }),
  );

  for (const [what, sent] of [
    ["that speaks no HTTP", "\u0016\u0003\u0001 hello\r\n\r\n"],
    ["with a header of 100 KB", `${HEAD}x: ${"x".repeat(100_000)}\r\n\r\n`],
    ["with a wrong length", `${HEAD}Content-Length: many\r\n\r\n`],
  ] as const) {
    itEmulated(`${what} is answered with an error and closed`, OF_EMULATOR, () =>
      withTarget(async ({ emulator }) => {
        const line = await openLine(emulator.url);
        line.socket.write(sent);
        await line.closed;
        assertShape(/^HTTP\/1\.1 4\d\d /.test(line.received()), true);
      }),
    );
  }

  itEmulated("that is cut in the middle of a request is forgotten", OF_EMULATOR, () =>
    withTarget(async ({ emulator }) => {
      const line = await openLine(emulator.url);
      line.socket.write(`${HEAD}Content-Length: 1000\r\n\r\nAction=`);
      line.socket.destroy();
      await line.closed;
    }),
  );

  itEmulated("is answered among 1,000 that are open at once", OF_EMULATOR, async () => {
    const target = await openEmulatorTarget();
    try {
      const lines = await Promise.all(
        Array.from({ length: 1000 }, () => openLine(target.emulator.url)),
      );
      for (const [at, { socket }] of lines.entries()) {
        const key = { ProjectId: PROJECT_ID, TaskType: "DI_REALTIME", FileId: String(at + 1) };
        const query = signedQuery(Date.now(), "DeleteDISyncTask", key);
        socket.write(`GET /?${query} HTTP/1.1\r\nHost: emulator\r\nConnection: close\r\n\r\n`);
      }
      await Promise.all(lines.map(({ closed }) => closed));
      for (const [at, line] of lines.entries()) {
        const [head, text] = line.received().split("\r\n\r\n") as [string, string];
        assertShape(head.split("\r\n")[0], "HTTP/1.1 200 OK");
        const answer = { status: 200, contentType: "", text };
        assertOutcome(outcome(answer), unknownId(String(at + 1)));
      }
      assertShape(target.emulator.requests.length, 1000);
    } finally {
      await target.close();
    }
  });
});
