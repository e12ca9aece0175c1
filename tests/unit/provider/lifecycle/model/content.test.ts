import assert from "node:assert/strict";
import {
  contentFromServer,
  findDrift,
  isSameContent,
} from "../../../../../provider/lifecycle/model/content";
import { isServerDigestOf, serverDigest } from "../../../../../provider/lifecycle/model/state";

const sent = { steps: [{ name: "reader", parameter: { batchSize: 5, tables: ["a", "b"] } }] };

describe("task content", () => {
  it("is the same in object and text form, in any order of keys", () => {
    assert.equal(isSameContent({ a: 1, b: [2] }, '{ "b": [2.0], "a": 1e0 }'), true);
    assert.equal(isSameContent({ a: 1 }, { a: 2 }), false);
  });

  it("does not drift by what the service adds or reorders", () => {
    const server = {
      nodeDef: {},
      extend: { mode: "wizard" },
      steps: [
        {
          parameter: { tables: ["a", "b"], batchSize: 5, extra: 1 },
          gui: { x: 1 },
          name: "reader",
        },
      ],
    };
    const drift = findDrift(sent, JSON.stringify(server));
    assert.deepEqual(drift.paths, []);
    assert.equal(drift.content, sent);
  });

  it("drifts by path where a value differs, and takes the server's value over", () => {
    const server = {
      steps: [{ name: "reader", parameter: { batchSize: 1000, tables: ["a", "b"] } }],
    };
    assert.deepEqual(findDrift(sent, JSON.stringify(server)), {
      content: server,
      paths: ["steps[0].parameter.batchSize"],
    });
  });

  it("does not drift by a text that comes back as stars", () => {
    const secret = { parameter: { password: "hunter2", note: "**", size: 5 } };
    const masked = { parameter: { password: "******", note: "*", size: "***" } };
    assert.deepEqual(findDrift(secret, JSON.stringify(masked)), {
      content: { parameter: { password: "hunter2", note: "*", size: "***" } },
      paths: ["parameter.note", "parameter.size"],
    });
  });

  it("drifts where a path that we wrote is missing", () => {
    const server = { steps: [{ name: "reader", parameter: { tables: ["a", "b"] } }] };
    assert.deepEqual(findDrift(sent, JSON.stringify(server)), {
      content: server,
      paths: ["steps[0].parameter.batchSize"],
    });
  });

  it("drifts where a list has another length", () => {
    const server = { steps: [{ name: "reader", parameter: { batchSize: 5, tables: ["a"] } }] };
    assert.deepEqual(findDrift(sent, JSON.stringify(server)), {
      content: server,
      paths: ["steps[0].parameter.tables"],
    });
  });

  it("does not drift where the service leaves type and version out at the top, and only there", () => {
    const whole = { type: "job", version: "2.0", setting: { type: "kept" } };
    const server = JSON.stringify({ setting: { type: "kept" } });
    assert.deepEqual(findDrift(whole, server), { content: whole, paths: [] });
    assert.deepEqual(findDrift(whole, '{"type":"flow","setting":{}}').paths, [
      "type",
      "setting.type",
    ]);
  });

  it("keeps the text form", () => {
    const drift = findDrift('{"id": 9007199254740993, "a": 1}', '{"id":9007199254740994,"a":1}');
    assert.deepEqual(drift, { content: '{"id":9007199254740994,"a":1}', paths: ["id"] });
  });

  it("shows a number that an object cannot hold by its digits", () => {
    const drift = findDrift({ id: 9007199254740992 }, '{"id":9007199254740993}');
    assert.deepEqual(drift, { content: { id: "9007199254740993" }, paths: ["id"] });
  });
});

describe("a content that the service does not give back whole", () => {
  const readers: [string, (text: string) => unknown][] = [
    ["a comparison", (text) => findDrift(sent, text)],
    ["a look-up", contentFromServer],
    ["a digest", serverDigest],
    ["a comparison with no digest", (text) => isServerDigestOf(undefined, text)],
  ];
  for (const [title, read] of readers) {
    it(`fails ${title}, and is not repeated`, () => {
      assert.throws(() => read(""), {
        message: "GetDISyncTask returned no Code for it, so its content cannot be compared",
      });
      assert.throws(() => read('{"password": canary'), {
        message:
          "GetDISyncTask returned a Code that is not JSON, so its content cannot be compared",
      });
    });
  }
});
