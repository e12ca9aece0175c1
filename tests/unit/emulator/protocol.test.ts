import assert from "node:assert/strict";
import { request } from "node:http";
import { benchForEach, openBench, REQUEST_ID, START_MS } from "../../harness/emulator";
import { stringToSign, timestamp } from "../../harness/signed-call";

const UNKNOWN = { ProjectId: "10000", TaskType: "DI_REALTIME", FileId: "100" };

const PAGE_JSON = `{
  "Success" : true,
  "RequestId" : "0bc1411515937635973****",
  "Data" : {
    "Status" : "fail",
    "Message" : "fileId:[100] is invalid."
  }
}`;

const PAGE_XML = `<DeleteDISyncTaskResponse>
    <Success>true</Success>
    <RequestId>0bc1411515937635973****</RequestId>
    <Data>
        <Status>fail</Status>
        <Message>fileId:[100] is invalid.</Message>
    </Data>
</DeleteDISyncTaskResponse>`;

describe("the emulator's answers", () => {
  const bench = benchForEach();

  it("are the page's JSON sample byte for byte, for an unknown id", async () => {
    const expected = { status: 200, contentType: "application/json", text: PAGE_JSON };
    assert.deepEqual(await bench().raw("DeleteDISyncTask", UNKNOWN), expected);
  });

  it("are JSON where no Format is given", async () => {
    const answer = await bench().raw("DeleteDISyncTask", UNKNOWN, { without: ["Format"] });
    assert.equal(answer.text, PAGE_JSON);
  });

  it("are the page's XML sample byte for byte, with Format=XML", async () => {
    const expected = { status: 200, contentType: "application/xml", text: PAGE_XML };
    assert.deepEqual(
      await bench().raw("DeleteDISyncTask", { ...UNKNOWN, Format: "XML" }),
      expected,
    );
  });

  it("repeat the XML element of a list once per item, and escape", async () => {
    await bench().create({ TaskName: "a<b & c" });
    const parameters = { ProjectId: "10000", FileTypes: "900", Format: "XML" };
    const { text } = await bench().raw("ListFiles", parameters);
    assert.match(text, /^<ListFilesResponse>\n {4}<HttpStatusCode>200<\/HttpStatusCode>\n/);
    assert.match(
      text,
      /\n {8}<Files>\n {12}<FileId>1000001<\/FileId>\n {12}<FileName>a&lt;b &amp; c<\/FileName>\n/,
    );
  });

  it("are <Error> for a gateway error in XML", async () => {
    const { text, status } = await bench().raw("NoSuchCall", { Format: "XML" });
    assert.equal(status, 404);
    assert.match(
      text,
      /^<Error>\n {4}<RequestId>0bc1411515937635973\*{4}<\/RequestId>\n {4}<HostId>/,
    );
    assert.match(text, /\n {4}<Code>InvalidAction.NotFound<\/Code>\n/);
  });
});

describe("a call", () => {
  const bench = benchForEach();

  for (const [method, place] of [
    ["GET", "query"],
    ["POST", "query"],
    ["POST", "form"],
    ["POST", "both"],
  ] as const) {
    it(`is understood by ${method} with the parameters in ${place}`, async () => {
      const answer = await bench().raw("DeleteDISyncTask", UNKNOWN, { method, place });
      assert.equal(answer.text, PAGE_JSON);
    });
  }

  it("is understood with every character that a signature encodes", async () => {
    const name = "a b+c*d~e!f'g(h)i/j=k&l%m 名\n😀";
    await bench().create({ TaskName: name });
    assert.equal(bench().task().name, name);
  });

  it("is understood with further common parameters, an empty SignatureType and a token", async () => {
    const further = { RegionId: "cn-shanghai", SignatureType: "", SecurityToken: "token" };
    assert.equal(
      (await bench().raw("DeleteDISyncTask", { ...UNKNOWN, ...further })).text,
      PAGE_JSON,
    );
  });

  it("is logged without secrets", async () => {
    await bench().raw("DeleteDISyncTask", { ...UNKNOWN, SecurityToken: "secret" });
    const common = {
      Version: "2020-05-18",
      Format: "JSON",
      SignatureMethod: "HMAC-SHA1",
      SignatureVersion: "1.0",
      Timestamp: "2026-01-01T00:00:00Z",
    };
    const outcome = "fail: fileId:[100] is invalid.";
    const params = { ...common, ...UNKNOWN };
    const call = { action: "DeleteDISyncTask", method: "POST", requestId: REQUEST_ID };
    assert.deepEqual(bench().emulator.requests, [{ ...call, params, outcome }]);
  });
});

describe("the gateway", () => {
  const bench = benchForEach();
  const hostId = (): string => new URL(bench().emulator.url).host;

  function gatewayBody(code: string, message: string): Record<string, string> {
    return {
      RequestId: REQUEST_ID,
      HostId: hostId(),
      Code: code,
      Message: message,
      Recommend: `https://api.aliyun.com/troubleshoot?q=${code}&product=dataworks-public&requestId=${REQUEST_ID}`,
    };
  }

  async function refuses(
    answer: Promise<{ status: number; text: string }>,
    status: number,
    code: string,
    message: string,
  ): Promise<void> {
    const { status: got, text } = await answer;
    assert.deepEqual(JSON.parse(text), gatewayBody(code, message));
    assert.equal(got, status);
    assert.equal(bench().emulator.requests.at(-1)?.outcome, code);
  }

  const NOT_FOUND = "Specified api is not found, please check your url and method.";

  it("does not find an unknown action, whatever the key", () => {
    const answer = bench().raw("NoSuchCall", { AccessKeyId: "nobody" });
    return refuses(answer, 404, "InvalidAction.NotFound", NOT_FOUND);
  });

  it("does not find an action of another version", () => {
    const answer = bench().raw("ListFiles", { Version: "2024-05-18" });
    return refuses(answer, 404, "InvalidAction.NotFound", NOT_FOUND);
  });

  for (const name of ["AccessKeyId", "Timestamp", "SignatureNonce", "SignatureMethod"]) {
    it(`misses ${name}`, () => {
      const answer = bench().raw("ListFiles", {}, { without: [name] });
      return refuses(answer, 400, `Missing${name}`, `${name} is mandatory for this action.`);
    });
  }

  it("does not know another access key", () => {
    const answer = bench().raw("ListFiles", { AccessKeyId: "nobody" });
    return refuses(
      answer,
      404,
      "InvalidAccessKeyId.NotFound",
      "Specified access key is not found.",
    );
  });

  it("refuses another signature method", () => {
    const answer = bench().raw("ListFiles", { SignatureMethod: "HMAC-MD5" });
    const message = "Specified signature method is not supported.";
    return refuses(answer, 400, "InvalidSignatureMethod", message);
  });

  for (const [what, signature, code, text] of [
    [
      "a wrong signature",
      "d3Jvbmc=",
      "SignatureDoesNotMatch",
      "Specified signature is not matched with our calculation.",
    ],
    [
      "no signature",
      null,
      "IncompleteSignature",
      "The request signature does not conform to Aliyun standards.",
    ],
  ] as const) {
    it(`refuses ${what} and tells the string to sign`, () => {
      const sent = {
        Action: "ListFiles",
        Version: "2020-05-18",
        Format: "JSON",
        AccessKeyId: "emulator",
        SignatureMethod: "HMAC-SHA1",
        SignatureVersion: "1.0",
        SignatureNonce: "n (1)",
        Timestamp: timestamp(START_MS),
      };
      const message = `${text} server string to sign is:${stringToSign("GET", sent)}`;
      const answer = bench().raw("ListFiles", sent, { method: "GET", signature });
      return refuses(answer, 400, code, message);
    });
  }

  it("refuses the signature of another secret", async () => {
    const { text } = await bench().raw("ListFiles", {}, { accessKeySecret: "other" });
    assert.equal((JSON.parse(text) as { Code: string }).Code, "SignatureDoesNotMatch");
  });

  it("takes a timestamp of 15 minutes and refuses an older one", async () => {
    const old = { Timestamp: timestamp(START_MS - 15 * 60_000) };
    assert.equal((await bench().raw("DeleteDISyncTask", { ...UNKNOWN, ...old })).text, PAGE_JSON);
    const message = "Specified time stamp or date value is expired.";
    const older = bench().raw("ListFiles", { Timestamp: timestamp(START_MS - 901_000) });
    await refuses(older, 400, "InvalidTimeStamp.Expired", message);
  });

  it("refuses a timestamp from the future", async () => {
    const message = "Specified time stamp or date value is expired.";
    const answer = bench().raw("ListFiles", { Timestamp: timestamp(START_MS + 901_000) });
    await refuses(answer, 400, "InvalidTimeStamp.Expired", message);
  });

  it("refuses a timestamp with milliseconds", () => {
    const answer = bench().raw("ListFiles", { Timestamp: "2026-01-01T00:00:00.000Z" });
    const message = "Specified time stamp or date value is not well formatted.";
    return refuses(answer, 400, "InvalidTimeStamp.Format", message);
  });

  it("refuses a nonce the second time", async () => {
    const nonce = { SignatureNonce: "once" };
    assert.equal((await bench().raw("DeleteDISyncTask", { ...UNKNOWN, ...nonce })).text, PAGE_JSON);
    const message = "Specified signature nonce was used already.";
    await refuses(bench().raw("ListFiles", nonce), 400, "SignatureNonceUsed", message);
  });

  it("checks the signature before the parameters", async () => {
    const { text } = await bench().raw("DeleteDISyncTask", {}, { signature: "d3Jvbmc=" });
    assert.equal((JSON.parse(text) as { Code: string }).Code, "SignatureDoesNotMatch");
  });

  it("misses parameters in the order of the page", async () => {
    const message = (name: string): string => `${name} is mandatory for this action.`;
    const given: Record<string, string> = {};
    for (const name of ["ProjectId", "TaskType", "FileId"] as const) {
      const answer = bench().raw("DeleteDISyncTask", { ...given });
      await refuses(answer, 400, `Missing${name}`, message(name));
      given[name] = "wrong";
    }
  });

  for (const [name, value] of [
    ["ProjectId", "0"],
    ["ProjectId", "10000000001"],
    ["ProjectId", "ten"],
    ["TaskType", "DI_OFFLINE"],
    ["FileId", "0"],
    ["FileId", "9223372036854775808"],
  ] as const) {
    it(`finds ${name} ${value} not valid`, () => {
      const answer = bench().raw("DeleteDISyncTask", { ...UNKNOWN, [name]: value });
      const message = `Specified parameter ${name} is not valid.`;
      return refuses(answer, 400, `Invalid${name}`, message);
    });
  }

  it("says Param.Invalid under that quirk", () => {
    bench().emulator.setQuirks({ invalidParameterCode: "Param.Invalid" });
    const answer = bench().raw("DeleteDISyncTask", { ...UNKNOWN, FileId: "0" });
    return refuses(answer, 400, "Param.Invalid", "The parameter is invalid.");
  });

  it("forbids another workspace", () => {
    const answer = bench().raw("DeleteDISyncTask", { ...UNKNOWN, ProjectId: "10001" });
    const message =
      "Access is forbidden. Please first activate DataWorks Enterprise Edition or Flagship Edition.";
    return refuses(answer, 403, "Forbidden.Access", message);
  });

  it("answers another path, another method and a body over 20 MB in its own shape", async () => {
    const { url } = bench().emulator;
    const large = await fetch(url, { method: "POST", body: "a".repeat(20 * 1024 * 1024 + 1) });
    assert.equal(large.status, 413);
    const message = "The request body is larger than 20 MB.";
    assert.deepEqual(await large.json(), gatewayBody("RequestEntityTooLarge", message));
    assert.equal((await fetch(`${url}/elsewhere`)).status, 404);
    assert.equal((await fetch(url, { method: "PUT" })).status, 405);
  });
});

describe("the emulator", () => {
  it("answers an error of its own as an internal error, and goes on", async () => {
    let isBroken = false;
    const nowMs = (): number => {
      if (isBroken) {
        throw new Error("broken clock");
      }
      return START_MS;
    };
    const bench = await openBench({ clock: { nowMs } });
    isBroken = true;
    const { status, text } = await bench.raw("ListFiles", { ProjectId: "10000" });
    const { Code, Message } = JSON.parse(text) as Record<string, string>;
    assert.deepEqual(
      [status, Code, Message],
      [500, "InternalError.System", "An internal error occurred."],
    );
    isBroken = false;
    assert.equal((await bench.raw("ListFiles", { ProjectId: "10000" })).status, 200);
    await bench.emulator.stop();
  });

  it("survives a client that goes away in the middle of its request", async () => {
    const bench = await openBench();
    const gone = request(bench.emulator.url, { method: "POST", headers: { "content-length": 10 } });
    gone.on("error", () => undefined);
    await new Promise((resolve) => gone.write("a", resolve));
    gone.destroy();
    assert.equal((await bench.raw("ListFiles", { ProjectId: "10000" })).status, 200);
    await bench.emulator.stop();
  });

  it("ends an answer that is still waiting when it stops", async () => {
    const bench = await openBench();
    bench.emulator.addFault({ action: "*", kind: "slow", delayMs: 600_000 });
    const waiting = assert.rejects(bench.raw("ListFiles", { ProjectId: "10000" }));
    while (bench.emulator.requests.length === 0) {
      await new Promise(setImmediate);
    }
    await bench.emulator.stop();
    await bench.emulator.stop();
    await waiting;
  });

  it("takes access keys of the test's own", async () => {
    const bench = await openBench({ accessKeys: { mine: "my-secret" } });
    const { url, environment } = bench.emulator;
    assert.deepEqual(environment, {
      DATAWORKS_ENDPOINT: url,
      ALIBABA_CLOUD_ACCESS_KEY_ID: "mine",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "my-secret",
    });
    const options = { accessKeySecret: "my-secret" };
    const parameters = { ProjectId: "10000", AccessKeyId: "mine" };
    assert.equal((await bench.raw("ListFiles", parameters, options)).status, 200);
    await bench.emulator.stop();
  });
});
