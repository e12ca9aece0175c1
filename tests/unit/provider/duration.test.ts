import assert from "node:assert/strict";
import { formatDuration, parseDurationMs } from "../../../provider/duration";

describe("durations", () => {
  it("are read as Pulumi writes them", () => {
    assert.equal(parseDurationMs("20m"), 1_200_000);
    assert.equal(parseDurationMs("1h30m"), 5_400_000);
    assert.equal(parseDurationMs("1.5h"), 5_400_000);
    assert.equal(parseDurationMs("500ms"), 500);
    assert.equal(parseDurationMs(".5s"), 500);
  });

  it("are refused where they are no duration above zero", () => {
    for (const text of ["", "20", "m", "20 m", "-5m", "0s", "5d", "1m x"]) {
      assert.equal(parseDurationMs(text), undefined, text);
    }
  });

  it("are written as a person says them", () => {
    assert.equal(formatDuration(2_000), "2 s");
    assert.equal(formatDuration(90_000), "1 min 30 s");
    assert.equal(formatDuration(1_200_000), "20 min");
    assert.equal(formatDuration(-5), "0 s");
  });
});
