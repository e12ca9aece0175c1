import assert from "node:assert/strict";
import {
  parseExactJson,
  writeCompactJson,
  writePrettyJson,
} from "../../../emulator/json/exact-json";

describe("the exact JSON", () => {
  for (const text of [
    "9223372036854775807",
    "-0",
    "1.0",
    "1e400",
    "0.1",
    '"\\u0000 \\" \\\\ 名"',
    "[1,[],{},[null,true,false]]",
    '{"a":{"__proto__":1},"b":"{\\"c\\":[1,2]}"}',
  ]) {
    it(`keeps ${text}`, () => assert.equal(writeCompactJson(parseExactJson(text)), text));
  }

  it("takes white space", () => {
    assert.equal(writeCompactJson(parseExactJson(' { "a" :\t[ 1 ,\r\n2 ] } ')), '{"a":[1,2]}');
  });

  for (const text of ["", "{", "[1,]", "01", "{'a':1}", "1 2"]) {
    it(`refuses ${JSON.stringify(text)} as JSON.parse does`, () => {
      assert.throws(() => parseExactJson(text), SyntaxError);
    });
  }

  it("takes a text of ten million characters", () => {
    const text = JSON.stringify(["n".repeat(10_000_000), '"\\'.repeat(250_000)]);
    assert.equal(writeCompactJson(parseExactJson(text)) === text, true);
  });

  it("takes 1,000 levels, and refuses the next as it refuses what is no JSON", () => {
    const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
    assert.equal(writeCompactJson(parseExactJson(nested(1000))), nested(1000));
    const message = "JSON is nested more than 1000 deep";
    assert.throws(() => parseExactJson(nested(1001)), { name: "SyntaxError", message });
    assert.throws(() => parseExactJson(nested(100_000)), { name: "SyntaxError", message });
    assert.throws(() => parseExactJson('{"a":'.repeat(1001) + 1 + "}".repeat(1001)), { message });
  });

  it("writes bigint as digits, leaves undefined out, and lays out as the page does", () => {
    const value = { a: 2n ** 63n - 1n, b: undefined, c: [1, { d: null }], e: [], f: {} };
    const text = [
      "{",
      '  "a" : 9223372036854775807,',
      '  "c" : [',
      "    1,",
      "    {",
      '      "d" : null',
      "    }",
      "  ],",
      '  "e" : [],',
      '  "f" : {}',
      "}",
    ];
    assert.equal(writePrettyJson(value), text.join("\n"));
  });
});
