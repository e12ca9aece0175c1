import assert from "node:assert/strict";
import { endpointRecord, isServiceEndpoint } from "../../../provider/api/endpoints";

describe("an endpoint", () => {
  const ofService = [
    "https://dataworks.cn-shanghai.aliyuncs.com",
    "https://dataworks-vpc.cn-shanghai.aliyuncs.com",
    "https://DataWorks.aliyuncs.com./",
    "https://aliyuncs.com",
  ];
  for (const endpoint of ofService) {
    it(`is the service's, and is not recorded: ${endpoint}`, () => {
      assert.equal(isServiceEndpoint(endpoint), true);
      assert.equal(endpointRecord(endpoint), undefined);
    });
  }

  const others: [string, string][] = [
    ["http://127.0.0.1:9900/", "http://127.0.0.1:9900"],
    ["http://0.0.0.0:9900", "http://0.0.0.0:9900"],
    ["http://[::ffff:127.0.0.1]:9900", "http://[::ffff:7f00:1]:9900"],
    ["http://emulator:9900", "http://emulator:9900"],
    ["https://aliyuncs.com.example/", "https://aliyuncs.com.example"],
    ["https://notaliyuncs.com", "https://notaliyuncs.com"],
  ];
  for (const [endpoint, record] of others) {
    it(`is another one, and is recorded by its origin: ${endpoint}`, () => {
      assert.equal(isServiceEndpoint(endpoint), false);
      assert.equal(endpointRecord(endpoint), record);
    });
  }
});
