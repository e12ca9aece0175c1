import assert from "node:assert/strict";
import { printable } from "../../../../provider/api/printable";

describe("a text of the service, as people are shown it", () => {
  it("stays as it is where it is ordinary", () => {
    for (const text of [
      "",
      "orders_2",
      "业务流程/quickstart/数据集成",
      "fileId:[1] is invalid.",
      "a::b",
      "# 1 ##",
    ]) {
      assert.equal(printable(text), text);
    }
  });

  const escaped: [text: string, shown: string][] = [
    ["a\nb\r\nc\td", "a\\nb\\r\\nc\\td"],
    ["\u001b[2K\u001b]0;title\u0007", "\\u{1b}[2K\\u{1b}]0;title\\u{7}"],
    ["\u009b1A\u007f\u0000", "\\u{9b}1A\\u{7f}\\u{0}"],
    ["a\u2028b\u2029c", "a\\u{2028}b\\u{2029}c"],
    ["\u202egnp\u202c \u2066x\u2069 \u200f", "\\u{202e}gnp\\u{202c} \\u{2066}x\\u{2069} \\u{200f}"],
    ["half \ud800 of one", "half \\u{d800} of one"],
    ["##vso[task.complete result=Succeeded;]", "#\\u{23}vso[task.complete result=Succeeded;]"],
    ["x ##VSO[a] ##[error]no", "x #\\u{23}VSO[a] #\\u{23}[error]no"],
    ["###teamcity[x]", "##\\u{23}teamcity[x]"],
    [" ::error::no", " \\u{3a}:error::no"],
  ];
  for (const [text, shown] of escaped) {
    it(`is ${shown}`, () => {
      assert.equal(printable(text), shown);
      assert.equal(printable(shown), shown);
    });
  }

  it("is cut where it is long, and says so", () => {
    assert.equal(printable("x".repeat(2_000)), "x".repeat(2_000));
    assert.equal(
      printable("x".repeat(2_001)),
      `${"x".repeat(2_000)}… (cut; it has 2001 characters)`,
    );
  });
});
