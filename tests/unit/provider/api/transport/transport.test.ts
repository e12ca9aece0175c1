import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { createTransport } from "../../../../../provider/api/transport/transport";
import { ConfigError } from "../../../../../provider/api/errors";
import { SETTING_NAMES } from "../../../../../provider/runtime";
import { withEnvironment } from "../../../../harness/environment";
import { startRawServer } from "../../../../harness/raw-server";

const KEY_ID = "canary-id";
const KEY_SECRET = "canary-secret/+=";
const TOKEN = "canary-token==";
const source = async () => ({
  accessKeyId: KEY_ID,
  accessKeySecret: KEY_SECRET,
  securityToken: TOKEN,
});

type Reply = (request: IncomingMessage, body: string, response: ServerResponse) => void;

async function send(reply: Reply, timeoutMs = 5_000, maxAnswerBytes?: number) {
  const server = await startRawServer(reply);
  try {
    const transport = createTransport(server.url, source, SETTING_NAMES, maxAnswerBytes);
    return await transport({
      action: "GetFile",
      parameters: { FileId: "9007199254740993", TaskContent: "{}" },
      timeoutMs,
    });
  } finally {
    await server.stop();
  }
}

function json(status: number, text: string): Reply {
  return (_request, _body, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(text);
  };
}

describe("the transport", () => {
  it("posts every parameter in the body, none in the URL", async () => {
    let seen = { method: "", url: "", body: "" };
    await send((request, body, response) => {
      seen = { method: request.method ?? "", url: request.url ?? "", body };
      json(200, "{}")(request, body, response);
    });
    assert.equal(seen.method, "POST");
    assert.equal(seen.url, "/");
    const parameters = new URLSearchParams(seen.body);
    assert.equal(parameters.get("Action"), "GetFile");
    assert.equal(parameters.get("Version"), "2020-05-18");
    assert.equal(parameters.get("FileId"), "9007199254740993");
    assert.equal(parameters.get("SecurityToken"), TOKEN);
  });

  it("gives plain objects, and integers above 2^53 as texts", async () => {
    const body =
      '{"Data":{"FileId":9007199254740993,"Small":7,"Ratio":0.12345678901234567,"List":[1]}}';
    const answer = await send(json(200, body));
    assert.deepEqual(answer, {
      httpStatus: 200,
      body: {
        Data: { FileId: "9007199254740993", Small: 7, Ratio: 0.12345678901234567, List: [1] },
      },
    });
    assert.equal(Object.getPrototypeOf(answer.body), Object.prototype);
  });

  it("keeps the HTTP status of an answer without a code", async () => {
    assert.deepEqual(await send(json(500, '{"Success":true}')), {
      httpStatus: 500,
      body: { Success: true },
    });
  });

  it("takes key, token and the string to sign out of the gateway's words", async () => {
    const message = `Specified signature is not matched with our calculation. server string to sign is:POST&%2F&AccessKeyId%3D${KEY_ID}%26SecurityToken%3D${encodeURIComponent(TOKEN)}`;
    const answer = await send(
      json(400, JSON.stringify({ Code: "SignatureDoesNotMatch", Message: message })),
    );
    assert.deepEqual(answer, {
      httpStatus: 400,
      body: {
        Code: "SignatureDoesNotMatch",
        Message:
          "Specified signature is not matched with our calculation. server string to sign is: ***",
      },
    });
  });

  const unanswered: [string, Reply, string][] = [
    ["an HTML page", json(502, "<html>Bad gateway</html>"), "the response is not JSON"],
    ["XML", json(200, "<R><Success>true</Success></R>"), "the response is not JSON"],
    ["an empty body", json(200, ""), "the response is not JSON"],
    ["null", json(200, "null"), "the response is not JSON"],
    ["a cut connection", (request) => request.socket.destroy(), "ECONNRESET (socket hang up)"],
    [
      "a body that is cut",
      (_request, _body, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write('{"Success":', () => response.destroy());
      },
      "ECONNRESET (aborted)",
    ],
  ];
  for (const [what, reply, reason] of unanswered) {
    it(`counts ${what} as no answer`, async () => {
      await assert.rejects(send(reply), {
        name: "TransportError",
        message: `GetFile received no response: ${reason}`,
      });
    });
  }

  it("gives up a call whose answer does not come, or never ends", async () => {
    const silent: Reply = () => undefined;
    const endless: Reply = (_request, _body, response) => {
      response.writeHead(200);
      response.write("{");
    };
    for (const reply of [silent, endless]) {
      await assert.rejects(send(reply, 50), {
        message: "GetFile received no response: the call timed out",
      });
    }
  });

  it("gives up an answer that drips also where the time of day is set back", async () => {
    const now = Date.now;
    try {
      const reply: Reply = (_request, _body, response) => {
        Date.now = () => now() - 3_600_000;
        response.writeHead(200);
        const drip = setInterval(() => response.write(" "), 5);
        response.once("close", () => clearInterval(drip));
      };
      await assert.rejects(send(reply, 50), {
        message: "GetFile received no response: the call timed out",
      });
    } finally {
      Date.now = now;
    }
  });

  const MB = 1024 * 1024;

  it("ends an answer that is too large long before it was sent", async () => {
    let sentBytes = 0;
    const reply: Reply = (_request, _body, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const chunk = Buffer.alloc(MB / 4, " ");
      const write = (): void => {
        if (sentBytes < 1_000 * MB && !response.destroyed) {
          sentBytes += chunk.length;
          response.write(chunk, () => setImmediate(write));
        }
      };
      write();
    };
    await assert.rejects(send(reply, 20_000, MB), {
      name: "TransportError",
      message: "GetFile received no response: the response is larger than 1 MB",
    });
    assert.ok(sentBytes < 100 * MB, `${sentBytes} bytes were sent`);
  });

  it("ends an answer that is too large once it is unpacked", async () => {
    const packed = gzipSync(Buffer.alloc(20 * MB, " "));
    const reply: Reply = (_request, _body, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(packed);
    };
    await assert.rejects(send(reply, 20_000, MB), {
      message: "GetFile received no response: the response is larger than 1 MB",
    });
  });

  it("ends an answer that is too large also where a proxy passes it on", async () => {
    const proxy = await startRawServer(json(200, JSON.stringify({ Text: "x".repeat(2 * MB) })));
    try {
      const call = () =>
        createTransport(
          "http://dataworks.test",
          source,
          SETTING_NAMES,
          MB,
        )({ action: "GetFile", parameters: {}, timeoutMs: 20_000 });
      await assert.rejects(
        withEnvironment({ http_proxy: proxy.url, no_proxy: "", NO_PROXY: "" }, call),
        { message: "GetFile received no response: the response is larger than 1 MB" },
      );
    } finally {
      await proxy.stop();
    }
  });

  it("counts each answer alone on a connection that is used again", async () => {
    const server = await startRawServer(json(200, JSON.stringify({ Text: "x".repeat(600_000) })));
    try {
      const transport = createTransport(server.url, source, SETTING_NAMES, MB);
      for (let call = 0; call < 3; call++) {
        const { httpStatus } = await transport({
          action: "GetFile",
          parameters: {},
          timeoutMs: 5_000,
        });
        assert.equal(httpStatus, 200);
      }
    } finally {
      await server.stop();
    }
  });

  it("names a refused connection", async () => {
    const server = await startRawServer(json(200, "{}"));
    await server.stop();
    const port = new URL(server.url).port;
    const transport = createTransport(server.url, source, SETTING_NAMES);
    await assert.rejects(transport({ action: "GetFile", parameters: {}, timeoutMs: 5_000 }), {
      message: `GetFile received no response: ECONNREFUSED (connect ECONNREFUSED 127.0.0.1:${port})`,
    });
  });

  it("does not take missing credentials for an outage", async () => {
    const transport = createTransport(
      "http://127.0.0.1:9",
      async () => {
        throw new ConfigError("No credentials: none. Set some.");
      },
      SETTING_NAMES,
    );
    await assert.rejects(transport({ action: "GetFile", parameters: {}, timeoutMs: 1_000 }), {
      name: "ConfigError",
      message: "No credentials: none. Set some.",
    });
  });
});
