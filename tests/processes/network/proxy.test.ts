import assert from "node:assert/strict";
import { startRawServer } from "../../harness/raw-server";
import { startHttps, startProxy, type LoopbackProxy, type ProxyOptions } from "./loopback";
import { callOnce, type Outcome } from "./one-call";
import { trustForSuite } from "./trust";

const RUN_AGAIN = "run the command again; it reads what is there before it writes";
const SUCCESS = { answer: { httpStatus: 200, body: { Success: true } } };
const ENDPOINT = "https://dataworks.test";

function callWith(proxies: Readonly<Record<string, string>>): Promise<Outcome> {
  return callOnce({ endpoint: ENDPOINT, proxies });
}

async function through(
  options: ProxyOptions,
  call: (proxy: LoopbackProxy) => Promise<Outcome>,
): Promise<{ readonly proxy: LoopbackProxy; readonly outcome: Outcome }> {
  const proxy = await startProxy(options);
  try {
    return { proxy, outcome: await call(proxy) };
  } finally {
    await proxy.stop();
  }
}

function basic(userAndPassword: string): string {
  return `Basic ${Buffer.from(userAndPassword).toString("base64")}`;
}

describe("a proxy on the way to the service (certificates made by the program openssl)", () => {
  const trust = trustForSuite();

  /** One call to `https://dataworks.test:8443`, whose server is only to be found through the proxy. */
  async function tunnelled(
    options: Pick<ProxyOptions, "certificate">,
    proxies: (proxyHost: string) => Readonly<Record<string, string>>,
  ): Promise<{ readonly proxy: LoopbackProxy; readonly outcome: Outcome }> {
    const server = await startHttps(await trust().authority.issue("dataworks.test"));
    try {
      return await through({ ...options, targetPort: server.port }, ({ port }) =>
        trust().trusting.ask({
          endpoint: `${ENDPOINT}:8443`,
          proxies: proxies(`127.0.0.1:${port}`),
        }),
      );
    } finally {
      await server.stop();
    }
  }

  it("gets a tunnel, and no host name is looked up here", async () => {
    const { proxy, outcome } = await tunnelled({}, (host) => ({ HTTPS_PROXY: `http://${host}` }));
    assert.deepEqual(outcome, SUCCESS);
    assert.deepEqual(proxy.requests, [
      { line: "CONNECT dataworks.test:8443", authorization: undefined },
    ]);
  });

  it("may speak TLS itself, and want a name and a password", async () => {
    const certificate = await trust().authority.issue("127.0.0.1");
    const { proxy, outcome } = await tunnelled({ certificate }, (host) => ({
      https_proxy: `https://user:p%40ss@${host}`,
    }));
    assert.deepEqual(outcome, SUCCESS);
    assert.deepEqual(proxy.requests, [
      { line: "CONNECT dataworks.test:8443", authorization: basic("user:p@ss") },
    ]);
  });
});

describe("a proxy", () => {
  it("of plain HTTP is asked with the whole URL", async () => {
    const { proxy, outcome } = await through({}, ({ port }) =>
      callOnce({
        endpoint: "http://dataworks.test:8080",
        proxies: { HTTP_PROXY: `http://user:secret@127.0.0.1:${port}` },
      }),
    );
    assert.deepEqual(outcome, SUCCESS);
    assert.deepEqual(proxy.requests, [
      { line: "POST http://dataworks.test:8080/", authorization: basic("user:secret") },
    ]);
  });

  it("is left out for a host in NO_PROXY", async () => {
    const { proxy } = await through({}, ({ port }) =>
      callOnce({
        endpoint: `http://${"a".repeat(64)}.inside.test`,
        proxies: { HTTP_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: "other.test,.inside.test" },
      }),
    );
    assert.deepEqual(proxy.requests, []);
  });

  it("is left out for the emulator", async () => {
    const server = await startRawServer((_request, _body, response) => {
      response.end('{"Success":true}');
    });
    try {
      const { proxy, outcome } = await through({}, ({ port }) =>
        callOnce({
          endpoint: server.url,
          proxies: { HTTP_PROXY: `http://127.0.0.1:${port}` },
        }),
      );
      assert.deepEqual(outcome, SUCCESS);
      assert.deepEqual(proxy.requests, []);
    } finally {
      await server.stop();
    }
  });

  it("that wants a password is named with the variable to put it into", async () => {
    const { proxy, outcome } = await through({ answer: () => 407 }, ({ port }) =>
      callWith({ HTTPS_PROXY: `http://127.0.0.1:${port}` }),
    );
    assert.deepEqual(outcome, {
      error: `TransportError: GetFile received no response: the proxy http://127.0.0.1:${proxy.port} answered HTTP 407 to CONNECT dataworks.test:443`,
      advice: `Check user name and password of the proxy in HTTPS_PROXY (http://user:password@host:port), then ${RUN_AGAIN}`,
    });
  });

  for (const status of [403, 502]) {
    it(`that answers HTTP ${status} is never taken for the service`, async () => {
      const { proxy, outcome } = await through({ answer: () => status }, ({ port }) =>
        callWith({ all_proxy: `http://user:secret@127.0.0.1:${port}` }),
      );
      assert.deepEqual(outcome, {
        error: `TransportError: GetFile received no response: the proxy http://127.0.0.1:${proxy.port} answered HTTP ${status} to CONNECT dataworks.test:443`,
        advice: `Check that the proxy may reach dataworks.test:443, or add that host to NO_PROXY, then ${RUN_AGAIN}`,
      });
    });
  }

  it("that does not run is named, and not the service", async () => {
    const gone = await startProxy();
    await gone.stop();
    assert.deepEqual(await callWith({ HTTPS_PROXY: `http://127.0.0.1:${gone.port}` }), {
      error: `TransportError: GetFile received no response: ECONNREFUSED (connect ECONNREFUSED 127.0.0.1:${gone.port})`,
      advice: `Check HTTPS_PROXY: nothing accepts connections at 127.0.0.1:${gone.port}, then ${RUN_AGAIN}`,
    });
  });

  it("whose host nobody knows is named", async () => {
    const host = `${"a".repeat(64)}.test`;
    assert.deepEqual(await callWith({ HTTPS_PROXY: `http://user:secret@${host}:3128` }), {
      error: `TransportError: GetFile received no response: ENOTFOUND (getaddrinfo ENOTFOUND ${host})`,
      advice: `Check HTTPS_PROXY: the DNS of this machine does not know the host ${host}, then ${RUN_AGAIN}`,
    });
  });

  it("that hangs up is named", async () => {
    const { proxy, outcome } = await through({ answer: () => "end" }, ({ port }) =>
      callWith({ HTTPS_PROXY: `http://127.0.0.1:${port}` }),
    );
    assert.deepEqual(outcome, {
      error:
        "TransportError: GetFile received no response: Proxy connection ended before receiving CONNECT response",
      advice: `Check HTTPS_PROXY: 127.0.0.1:${proxy.port} does not open a tunnel, then ${RUN_AGAIN}`,
    });
  });

  it("that keeps silent does not hold a call for ever", async () => {
    const { proxy, outcome } = await through({ answer: () => "nothing" }, ({ port }) =>
      callOnce({
        endpoint: ENDPOINT,
        proxies: { HTTPS_PROXY: `http://127.0.0.1:${port}` },
        timeoutMs: 200,
      }),
    );
    assert.deepEqual(outcome, {
      error: "TransportError: GetFile received no response: the call timed out",
      advice: `Check HTTPS_PROXY: 127.0.0.1:${proxy.port} does not open a tunnel, then ${RUN_AGAIN}`,
    });
  });

  it("of plain HTTP behind https:// in its variable is named", async () => {
    const { proxy, outcome } = await through({}, ({ port }) =>
      // Without a scheme it is taken for https://, as the endpoint.
      callWith({ HTTPS_PROXY: `127.0.0.1:${port}` }),
    );
    assert.deepEqual(outcome, {
      error: "TransportError: GetFile received no response: TLS failed (wrong version number)",
      advice: `Check http:// and https:// in HTTPS_PROXY: 127.0.0.1:${proxy.port} does not speak TLS, then ${RUN_AGAIN}`,
    });
  });

  for (const [what, value] of [
    ["a SOCKS proxy", "socks5://user:secret@127.0.0.1:1080"],
    ["no URL", "http://"],
  ] as const) {
    it(`that is ${what} is refused before any call, without its value`, async () => {
      assert.deepEqual(await callWith({ HTTPS_PROXY: value }), {
        error:
          "ConfigError: HTTPS_PROXY cannot be used: it must be a URL that starts with http:// or https://. Where no proxy is needed, add dataworks.test to NO_PROXY.",
        advice: "",
      });
    });
  }
});
