import assert from "node:assert/strict";
import { parseExactJson, writeCompactJson, writePageJson } from "../../emulator/exact-json";

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
    assert.equal(writePageJson(value), text.join("\n"));
  });
});
