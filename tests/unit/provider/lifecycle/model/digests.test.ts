import assert from "node:assert/strict";
import type { DISyncTaskInputs } from "../../../../../provider/lifecycle/model/inputs";
import {
  appliedDigest,
  isApplied,
  isDefinitionApplied,
  isServerDigestOf,
  serverDigest,
} from "../../../../../provider/lifecycle/model/state";

const inputs: DISyncTaskInputs = {
  projectId: "10000",
  region: "cn-shanghai",
  taskName: "orders",
  fileFolderPath: "Business Flow/quickstart/Data Integration",
  taskContent: { steps: [{ name: "reader" }] },
  desiredState: "stopped",
};

/** As 0.1.0 wrote them. */
const LONG_APPLIED =
  "3c225d1c7c36e77fc4cbe280c0c732d6c149700e01c09977bac29ebcfcc48fc2.bdc9ef4c8cff520a1e04464d121ed960ed694c2ba8f394bf5ce884e76a65c2c4";
const LONG_SERVER_DIGEST = "1fa22780538a2cb6922b529c145d2a37e2cfcce0da35d865861f807049f6cc2a";
const CONTENT = '{"type":"job","gui":{"x":1},"steps":[{"name":"reader","displayName":"r"}]}';

describe("a digest", () => {
  it("has 96 bits a part, whatever is digested", () => {
    assert.match(appliedDigest(inputs), /^[\w-]{16}\.[\w-]{16}$/);
    assert.match(serverDigest(CONTENT), /^[\w-]{16}$/);
  });

  for (const [version, applied] of [
    ["this version", appliedDigest(inputs)],
    ["0.1.0", LONG_APPLIED],
  ] as const) {
    it(`tells what was carried out, written by ${version}`, () => {
      const asText = { ...inputs, taskContent: '{ "steps": [{"name": "reader"}] }' };
      assert.equal(isApplied(applied, inputs), true);
      assert.equal(isApplied(applied, asText), true);
      assert.equal(isApplied(applied, { ...inputs, desiredState: "running" }), false);
      assert.equal(isApplied(applied, { ...inputs, cu: 1 }), false);
      assert.equal(isDefinitionApplied(applied, { ...inputs, desiredState: "running" }), true);
      assert.equal(isDefinitionApplied(applied, { ...inputs, cu: 1 }), false);
    });
  }

  it("that is not there, or is of a later form, is of nothing", () => {
    for (const applied of [undefined, "", ".", `${appliedDigest(inputs)}.more`]) {
      assert.equal(isApplied(applied, inputs), false);
    }
    assert.equal(isDefinitionApplied(undefined, inputs), false);
    assert.equal(isServerDigestOf(undefined, CONTENT), false);
  });

  it("of the service's content leaves out what the service and its console write for themselves", () => {
    const written = serverDigest(CONTENT);
    const moved =
      '{"gui":{"x":2},"extend":{},"nodeDef":[1],"steps":[{"displayName":"R","name":"reader","gui":1}],"type":"job"}';
    assert.equal(isServerDigestOf(written, moved), true);
    assert.equal(isServerDigestOf(written, moved.replace("reader", "writer")), false);
  });

  it("of the service's content covers all of it where 0.1.0 wrote it", () => {
    assert.equal(isServerDigestOf(LONG_SERVER_DIGEST, ` ${CONTENT}`), true);
    assert.equal(isServerDigestOf(LONG_SERVER_DIGEST, CONTENT.replace('"x":1', '"x":2')), false);
  });
});
