import assert from "node:assert/strict";
import { benchForEach } from "../../harness/emulator";

const DAY_MS = 24 * 60 * 60 * 1000;

describe("the quota", () => {
  const bench = benchForEach();

  async function codeOfCall(): Promise<unknown> {
    const { Code } = await bench().call("ListFiles", { ProjectId: "10000" });
    return Code ?? "success";
  }

  async function codesOfCalls(count: number): Promise<unknown[]> {
    const codes = [];
    for (let call = 1; call <= count; call += 1) {
      codes.push(await codeOfCall());
    }
    return codes;
  }

  it("is none at first", async () => {
    assert.deepEqual(await codesOfCalls(3), ["success", "success", "success"]);
  });

  it("refuses what is above the number of a second, until the next one", async () => {
    bench().emulator.setQuirks({ callsPerSecond: 2 });
    assert.deepEqual(await codesOfCalls(3), ["success", "success", "Throttling.User"]);
    bench().pass(1000);
    assert.equal(await codeOfCall(), "success");
  });

  it("refuses what is above the number of a day, and counts refused calls too", async () => {
    bench().emulator.setQuirks({ callsPerDay: 3, callsPerSecond: 1 });
    const refused = ["success", "Throttling.User", "Throttling.User", "Throttling.Api.Risk"];
    assert.deepEqual(await codesOfCalls(4), refused);
    bench().pass(DAY_MS - 1);
    assert.equal(await codeOfCall(), "Throttling.Api.Risk");
    bench().pass(1);
    assert.equal(await codeOfCall(), "success");
  });

  it("starts anew with a reset", async () => {
    bench().emulator.setQuirks({ callsPerDay: 1 });
    await codesOfCalls(2);
    await bench().control("POST", "/reset", {});
    bench().emulator.setQuirks({ callsPerDay: 1 });
    assert.equal(await codeOfCall(), "success");
  });
});
