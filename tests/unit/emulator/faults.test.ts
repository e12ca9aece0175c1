import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import type { FaultRule } from "../../../emulator/index";
import {
  benchForEach,
  type Body,
  fail,
  REQUEST_ID,
  START_MS,
  SUCCESS,
} from "../../harness/emulator";
import { sendSigned, type RawAnswer } from "../../harness/signed-call";

const TASK = { ProjectId: "10000", TaskType: "DI_REALTIME", FileId: "1000001" };

describe("a fault", () => {
  const bench = benchForEach();
  beforeEach(() => bench().create());

  const remove = (): Promise<RawAnswer> => bench().raw("DeleteDISyncTask", TASK);
  const isDeleted = (): boolean => bench().task().deletedStatus !== "NORMAL";
  const outcomes = (): string[] => bench().emulator.requests.map(({ outcome }) => outcome);

  function onDelete(fault: object): void {
    bench().emulator.addFault({ action: "DeleteDISyncTask", ...fault } as FaultRule);
  }

  /** What arrives of an answer until its connection ends. */
  async function cutOffCall(action: string): Promise<string> {
    let arrived = "";
    const response = await sendSigned(bench().emulator.url, START_MS, action, TASK);
    const decoder = new TextDecoder();
    const read = async (): Promise<void> => {
      for await (const chunk of response.body!) {
        arrived += decoder.decode(chunk as Uint8Array, { stream: true });
      }
    };
    await assert.rejects(read());
    return arrived;
  }

  const DELETED = { Success: true, RequestId: REQUEST_ID, Data: SUCCESS };

  it("of kind refuse says no in Data and does nothing", async () => {
    onDelete({ kind: "refuse", message: "busy" });
    const { status, text } = await remove();
    assert.deepEqual(JSON.parse(text), { ...DELETED, Data: fail("busy") });
    assert.deepEqual([status, isDeleted()], [200, false]);
  });

  it("of kind refuse says no in the envelope of a file call", async () => {
    bench().emulator.addFault({ action: "ListFiles", kind: "refuse", message: "busy" });
    assert.deepEqual(await bench().call("ListFiles", { ProjectId: "10000" }), {
      HttpStatusCode: 200,
      Success: false,
      RequestId: REQUEST_ID,
      ErrorCode: "Param.Invalid",
      ErrorMessage: "busy",
      Data: null,
    });
  });

  it("of kind gateway is the gateway's error and does nothing", async () => {
    onDelete({ kind: "gateway", httpStatus: 429, code: "Throttling.User", message: "slow down" });
    const { status, text } = await remove();
    assert.deepEqual(JSON.parse(text), {
      RequestId: REQUEST_ID,
      HostId: new URL(bench().emulator.url).host,
      Code: "Throttling.User",
      Message: "slow down",
      Recommend: `https://api.aliyun.com/troubleshoot?q=Throttling.User&product=dataworks-public&requestId=${REQUEST_ID}`,
    });
    assert.deepEqual([status, isDeleted()], [429, false]);
  });

  it("of kind unsuccessful has Success false and does nothing", async () => {
    onDelete({ kind: "unsuccessful" });
    const { status, text } = await remove();
    const body = { Success: false, RequestId: REQUEST_ID, Data: null };
    assert.deepEqual(JSON.parse(text), body);
    assert.deepEqual([status, isDeleted()], [200, false]);
  });

  it("of kind unsuccessful has the sample error of the file calls", async () => {
    bench().emulator.addFault({ action: "GetFile", kind: "unsuccessful" });
    assert.deepEqual(await bench().call("GetFile", { ProjectId: "10000", FileId: "1" }), {
      HttpStatusCode: 200,
      Success: false,
      RequestId: REQUEST_ID,
      ErrorCode: "Invalid.Tenant.ConnectionNotExists",
      ErrorMessage: "The connection does not exist.",
      Data: null,
    });
  });

  for (const [given, expected] of [
    [{}, 502],
    [{ httpStatus: 200 }, 200],
  ] as const) {
    it(`of kind html is a page with HTTP ${expected} and does nothing`, async () => {
      onDelete({ kind: "html", ...given });
      const { status, contentType, text } = await remove();
      assert.deepEqual([status, contentType, isDeleted()], [expected, "text/html", false]);
      assert.match(text, /^<html>/);
    });
  }

  it("of kind xml is the page's refusal though JSON was asked for, and does nothing", async () => {
    onDelete({ kind: "xml", message: "fileId:[100] is invalid." });
    const { status, contentType, text } = await remove();
    assert.deepEqual([status, contentType, isDeleted()], [200, "application/xml", false]);
    assert.match(
      text,
      /<Status>fail<\/Status>\n {8}<Message>fileId:\[100\] is invalid\.<\/Message>/,
    );
  });

  it("of kind xmlAfter is the answer in XML, after the effect", async () => {
    onDelete({ kind: "xmlAfter" });
    const { contentType, text } = await remove();
    assert.deepEqual([contentType, isDeleted()], ["application/xml", true]);
    assert.match(text, /<Data>\n {8}<Status>success<\/Status>\n {4}<\/Data>/);
  });

  for (const [kind, isDone] of [
    ["cutBefore", false],
    ["cutAfter", true],
    ["cutInside", true],
  ] as const) {
    it(`of kind ${kind} ends the connection ${isDone ? "after" : "before"} the effect`, async () => {
      onDelete({ kind });
      await assert.rejects(remove());
      assert.equal(isDeleted(), isDone);
    });
  }

  it("of kind cutInside sends the first half of the body", async () => {
    bench().emulator.addFault({ action: "StopDISyncInstance", kind: "cutInside" });
    const answer = await cutOffCall("StopDISyncInstance");
    const whole = (await bench().raw("StopDISyncInstance", TASK)).text;
    assert.equal(answer, whole.slice(0, Math.floor(whole.length / 2)));
  });

  it("of kind empty has no body, after the effect", async () => {
    onDelete({ kind: "empty" });
    assert.deepEqual(await remove(), { status: 200, contentType: "application/json", text: "" });
    assert.equal(isDeleted(), true);
  });

  it("of kind slow takes effect at once and answers later", async () => {
    onDelete({ kind: "slow", delayMs: 1 });
    assert.deepEqual(JSON.parse((await remove()).text), DELETED);
    assert.equal(isDeleted(), true);
  });

  it("of kind contentType takes effect and names another type", async () => {
    onDelete({ kind: "contentType", contentType: "text/plain" });
    const { contentType, text } = await remove();
    assert.deepEqual([contentType, JSON.parse(text), isDeleted()], ["text/plain", DELETED, true]);
  });

  it("of kind slowBefore takes effect when it answers", async () => {
    onDelete({ kind: "slowBefore", delayMs: 1 });
    assert.deepEqual(JSON.parse((await remove()).text), DELETED);
    assert.equal(isDeleted(), true);
  });

  it("of kind slowBefore does nothing for a client that is gone", async () => {
    onDelete({ kind: "slowBefore", delayMs: 100 });
    const gone = new AbortController();
    const { url } = bench().emulator;
    const call = sendSigned(url, START_MS, "DeleteDISyncTask", TASK, { signal: gone.signal });
    const rejected = assert.rejects(call, { name: "AbortError" });
    while (outcomes().length < 2) {
      await setTimeout(1);
    }
    gone.abort();
    await rejected;
    await setTimeout(150);
    assert.deepEqual(outcomes(), ["success", "fault slowBefore"]);
    assert.equal(isDeleted(), false);
  });

  it("of kind throttle is the gateway's refusal for a second or for the day", async () => {
    onDelete({ kind: "throttle", per: "second" });
    onDelete({ kind: "throttle", per: "day" });
    const answers = [await remove(), await remove()];
    const codes = answers.map(({ status, text }) => [status, (JSON.parse(text) as Body)["Code"]]);
    assert.deepEqual(codes, [
      [429, "Throttling.User"],
      [429, "Throttling.Api.Risk"],
    ]);
    assert.equal(isDeleted(), false);
  });

  it("meets every second call from the second one on", async () => {
    onDelete({ kind: "unsuccessful", nth: 2, every: 2, count: 0 });
    for (let turn = 1; turn <= 5; turn += 1) {
      await bench().raw("DeleteDISyncTask", { ...TASK, FileId: "100" });
    }
    const unknown = "fail: fileId:[100] is invalid.";
    const met = "fault unsuccessful";
    assert.deepEqual(outcomes(), ["success", unknown, met, unknown, met, unknown]);
  });

  it("of kind infoWord and infoName changes one field of GetDISyncInstanceInfo alone", async () => {
    bench().emulator.addFault({ action: "*", kind: "infoWord", word: "FAILED" });
    bench().emulator.addFault({ action: "*", kind: "infoName", name: "other" });
    assert.deepEqual(await bench().onTask("StopDISyncInstance"), SUCCESS);
    const data = { Status: "NORUN", Message: null, Name: "orders", SolutionInfo: null };
    const info = (): Promise<unknown> => bench().onTask("GetDISyncInstanceInfo");
    assert.deepEqual(await info(), { ...data, Status: "FAILED" });
    assert.deepEqual(await info(), { ...data, Name: "other" });
    assert.deepEqual(await info(), data);
  });

  it("of kind infoWord leaves a gateway error alone", async () => {
    const action = "GetDISyncInstanceInfo";
    bench().emulator.addFault({ action, kind: "infoWord", word: "RUN" });
    const { Code } = await bench().call(action, { ProjectId: "10000" });
    assert.equal(Code, "MissingFileId");
  });

  it("of kind answer is literal and does nothing", async () => {
    onDelete({ kind: "answer", httpStatus: 418, body: [1, { a: null }] });
    const { status, text } = await remove();
    assert.deepEqual([status, JSON.parse(text), isDeleted()], [418, [1, { a: null }], false]);
  });

  it("meets one call, the next, and not the one after", async () => {
    onDelete({ kind: "refuse", message: "no", nth: 2, count: 1 });
    bench().emulator.setQuirks({ duplicateName: "allow" });
    const parameters = { ...TASK, FileId: "100" };
    for (let turn = 1; turn <= 3; turn += 1) {
      await bench().raw("DeleteDISyncTask", parameters);
    }
    const unknown = "fail: fileId:[100] is invalid.";
    assert.deepEqual(outcomes(), ["success", unknown, "fault refuse", unknown]);
  });

  it("meets only calls of its file id and action", async () => {
    bench().emulator.addFault({ action: "*", kind: "unsuccessful", fileId: "100", count: 0 });
    await bench().raw("StopDISyncInstance", TASK);
    await bench().raw("StopDISyncInstance", { ...TASK, FileId: "100" });
    await bench().raw("GetDISyncTask", { ...TASK, FileId: "100" });
    const met = "fault unsuccessful";
    assert.deepEqual(outcomes(), ["success", "success", met, met]);
  });

  it("yields to an earlier rule and meets the next call then", async () => {
    onDelete({ kind: "unsuccessful" });
    onDelete({ kind: "html" });
    await remove();
    await remove();
    assert.deepEqual(outcomes(), ["success", "fault unsuccessful", "fault html"]);
  });

  it("does not meet a call that the gateway turns away", async () => {
    onDelete({ kind: "unsuccessful" });
    await bench().raw("DeleteDISyncTask", TASK, { signature: "d3Jvbmc=" });
    await remove();
    assert.deepEqual(outcomes(), ["success", "SignatureDoesNotMatch", "fault unsuccessful"]);
  });
});
