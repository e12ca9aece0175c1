import assert from "node:assert/strict";
import {
  canonicalNumber,
  canonicalText,
  ExactNumber,
  isTooDeep,
  parseExact,
  stringifyExact,
} from "../../../../../provider/lifecycle/model/exact-json";

describe("exact JSON", () => {
  it("keeps the digits of every number", () => {
    const text = '{"id":9007199254740993,"ratio":1.50,"big":1e400,"zero":-0}';
    assert.equal(stringifyExact(parseExact(text)), text);
  });

  it("takes no number out of a text or a key", () => {
    const text = '{"12":"n5","a\\"1":"say \\"7\\" \\\\","s":"-3"}';
    assert.equal(stringifyExact(parseExact(text)), text);
    assert.deepEqual(parseExact(text), { "12": "n5", 'a"1': 'say "7" \\', s: "-3" });
  });

  it("keeps __proto__ a key like any other", () => {
    const value = parseExact('{"__proto__":{"x":true}}') as object;
    assert.deepEqual(Object.keys(value), ["__proto__"]);
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
  });

  it("refuses what JSON.parse refuses", () => {
    assert.throws(() => parseExact('{"a":01}'), SyntaxError);
    assert.throws(() => parseExact("{a:1}"), SyntaxError);
  });

  it("refuses nesting that no task has", () => {
    const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
    assert.throws(() => parseExact(deep), { message: "nested deeper than 200 levels" });
    assert.equal(isTooDeep({ a: [{ b: 1 }] }), false);
  });

  it("knows one form for all ways of writing a number", () => {
    for (const text of ["1.5", "1.50", "15e-1", "0.15E+1"]) {
      assert.equal(canonicalNumber(new ExactNumber(text)), "15e-1");
    }
    assert.equal(canonicalNumber(1.5), "15e-1");
    assert.equal(canonicalNumber(new ExactNumber("-0.0")), "0");
    assert.equal(canonicalNumber(1e21), canonicalNumber(new ExactNumber("1000000000000000000000")));
    assert.notEqual(
      canonicalNumber(new ExactNumber("9007199254740993")),
      canonicalNumber(new ExactNumber("9007199254740992")),
    );
  });

  it("knows one form for all orders of keys", () => {
    assert.equal(
      canonicalText({ b: 1, a: [{ d: null, c: "x" }] }),
      '{"a":[{"c":"x","d":null}],"b":1e0}',
    );
  });

  it("reads a text with millions of escapes", () => {
    const value = "\n".repeat(5_000_000);
    assert.equal(parseExact(JSON.stringify(value)), value);
  });

  it("reads a text of 5 MB", () => {
    const text = JSON.stringify({ sql: 'x\\"1'.repeat(1_250_000) });
    assert.equal(stringifyExact(parseExact(text)), text);
  });
});

describe("text that is not JSON", () => {
  it("is refused without a word of it, since it may hold secrets", () => {
    assert.throws(() => parseExact('{"password": canary'), {
      name: "SyntaxError",
      message: "it is not JSON",
    });
  });
});
