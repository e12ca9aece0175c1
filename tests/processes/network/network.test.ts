import assert from "node:assert/strict";
import dns from "node:dns";
import { startRawServer } from "../../harness/raw-server";
import { callOnce } from "./one-call";

const RUN_AGAIN = "run the command again; it reads what is there before it writes";

type Lookup = (
  host: string,
  options: unknown,
  done: (error: Error | null, addresses?: readonly { address: string; family: number }[]) => void,
) => void;

/** Runs with another look-up of host names. */
async function withLookup<T>(lookup: Lookup, use: () => Promise<T>): Promise<T> {
  const own = dns.lookup;
  dns.lookup = lookup as unknown as typeof dns.lookup;
  try {
    return await use();
  } finally {
    dns.lookup = own;
  }
}

describe("a call without an answer", () => {
  it("says that no DNS knows the host, and what leads to it", async () => {
    // A label of more than 63 letters: the resolver of this machine refuses it without asking anybody.
    const host = `${"a".repeat(64)}.test`;
    assert.deepEqual(await callOnce({ endpoint: `http://${host}` }), {
      error: `TransportError: GetFile received no response: ENOTFOUND (getaddrinfo ENOTFOUND ${host})`,
      advice: `Check the region and DATAWORKS_ENDPOINT (or dataworks:endpoint): the DNS of this machine does not know the host ${host}; where only a proxy leads out, set HTTPS_PROXY, then ${RUN_AGAIN}`,
    });
  });

  it("names the first address where a host has several and none of them answers", async () => {
    const server = await startRawServer(() => undefined);
    await server.stop();
    const { port } = new URL(server.url);
    const two = ["127.0.0.1", "127.0.0.2"].map((address) => ({ address, family: 4 }));
    const outcome = await withLookup(
      (_host, _options, done) => done(null, two),
      () => callOnce({ endpoint: `http://dataworks.test:${port}` }),
    );
    assert.deepEqual(outcome, {
      error: `TransportError: GetFile received no response: ECONNREFUSED (connect ECONNREFUSED 127.0.0.1:${port})`,
      advice: `Check the region and DATAWORKS_ENDPOINT (or dataworks:endpoint): nothing accepts connections at dataworks.test:${port}, then ${RUN_AGAIN}`,
    });
  });

  it("tells a DNS server that does not answer from a host that does not exist", async () => {
    const outcome = await withLookup(
      // No resolver can be made to fail so without traffic: this is what Node throws then.
      (host, _options, done) =>
        done(
          Object.assign(new Error(`getaddrinfo EAI_AGAIN ${host}`), {
            code: "EAI_AGAIN",
            syscall: "getaddrinfo",
            hostname: host,
          }),
        ),
      () => callOnce({ endpoint: "http://dataworks.test" }),
    );
    assert.deepEqual(outcome, {
      error:
        "TransportError: GetFile received no response: EAI_AGAIN (getaddrinfo EAI_AGAIN dataworks.test)",
      advice: `Check the network and DNS of this machine: the DNS server does not respond for dataworks.test, then ${RUN_AGAIN}`,
    });
  });

  it("asks for the emulator where nothing listens on this machine", async () => {
    const server = await startRawServer(() => undefined);
    await server.stop();
    const { host } = new URL(server.url);
    assert.deepEqual(await callOnce({ endpoint: server.url }), {
      error: `TransportError: GetFile received no response: ECONNREFUSED (connect ECONNREFUSED ${host})`,
      advice: `Check that the emulator runs at http://${host}, or unset DATAWORKS_ENDPOINT (or dataworks:endpoint), then ${RUN_AGAIN}`,
    });
  });

  it("asks for another try where the connection was cut, and for firewalls only after that", async () => {
    const server = await startRawServer((request) => request.socket.destroy());
    try {
      assert.deepEqual(await callOnce({ endpoint: server.url }), {
        error: "TransportError: GetFile received no response: ECONNRESET (socket hang up)",
        advice: `Run the command again; it reads what is there before it writes. If that ends in the same way, check whether a firewall or proxy cuts connections to ${new URL(server.url).host}`,
      });
    } finally {
      await server.stop();
    }
  });

  it("names the machine that let the time run out", async () => {
    const server = await startRawServer(() => undefined);
    try {
      assert.deepEqual(await callOnce({ endpoint: server.url, timeoutMs: 50 }), {
        error: "TransportError: GetFile received no response: the call timed out",
        advice: `Run the command again; it reads what is there before it writes. If that ends in the same way, check network and firewalls between this machine and ${new URL(server.url).host}`,
      });
    } finally {
      await server.stop();
    }
  });

  it("names a server that speaks no TLS", async () => {
    const server = await startRawServer(() => undefined);
    const { host } = new URL(server.url);
    try {
      assert.deepEqual(await callOnce({ endpoint: `https://${host}` }), {
        error: "TransportError: GetFile received no response: TLS failed (wrong version number)",
        advice: `Check http:// and https:// in DATAWORKS_ENDPOINT (or dataworks:endpoint): ${host} does not speak TLS, then ${RUN_AGAIN}`,
      });
    } finally {
      await server.stop();
    }
  });
});
