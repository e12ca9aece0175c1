import assert from "node:assert/strict";
import {
  endpointRecord,
  isLoopback,
  isServiceEndpoint,
  publicEndpoint,
} from "../../../../provider/api/endpoints";

describe("endpoints", () => {
  it("of a region are its own or the central one", () => {
    assert.equal(publicEndpoint("cn-shanghai"), "https://dataworks.cn-shanghai.aliyuncs.com");
    assert.equal(publicEndpoint("cn-qingdao"), "https://dataworks.aliyuncs.com");
  });

  it("are not made of a region that would lead elsewhere", () => {
    for (const region of [
      "evil.example:1/x",
      "x@evil-1",
      "",
      "CN-shanghai",
      `cn-${"a".repeat(63)}`,
    ]) {
      assert.throws(() => publicEndpoint(region), {
        message: `region "${region}" is not a region id such as "cn-shanghai". Nothing was called.`,
      });
    }
  });

  it("are on this machine by whatever name", () => {
    const here = [
      "localhost",
      "localhost.",
      "127.0.0.1",
      "127.1",
      "127.255.0.9",
      "[::1]",
      "[::]",
      "0.0.0.0",
      "[::ffff:127.0.0.1]",
      "[::ffff:0.0.0.0]",
    ];
    const elsewhere = [
      "localhost.test",
      "emulator",
      "10.0.0.1",
      "127.0.0.1.test",
      "[::2]",
      "[::ffff:10.0.0.1]",
      "dataworks.aliyuncs.com",
    ];
    assert.deepEqual(
      here.filter((host) => !isLoopback(`http://${host}:9900`)),
      [],
    );
    assert.deepEqual(
      elsewhere.filter((host) => isLoopback(`http://${host}:9900`)),
      [],
    );
  });

  it("belong to the service by its domain, and everything else is recorded by its origin", () => {
    const service = [
      "https://dataworks.cn-shanghai.aliyuncs.com",
      "https://dataworks-vpc.cn-shanghai.aliyuncs.com",
      "https://dataworks.aliyuncs.com.",
      "https://DATAWORKS.ALIYUNCS.COM:443",
    ];
    for (const endpoint of service) {
      assert.equal(isServiceEndpoint(endpoint), true);
      assert.equal(endpointRecord(endpoint), undefined);
    }
    const others = [
      ["https://aliyuncs.com.test", "https://aliyuncs.com.test"],
      ["https://evilaliyuncs.com:443/", "https://evilaliyuncs.com"],
      ["http://emulator:9900/", "http://emulator:9900"],
      ["http://[::ffff:127.0.0.1]:80", "http://[::ffff:7f00:1]"],
    ] as const;
    for (const [endpoint, record] of others) {
      assert.equal(isServiceEndpoint(endpoint), false);
      assert.equal(endpointRecord(endpoint), record);
    }
  });
});
