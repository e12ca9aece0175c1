import assert from "node:assert/strict";
import * as dataworks from "../../../provider/index";
import { provider } from "../../../provider/host";

describe("the public surface", () => {
  it("is what the README documents", () => {
    assert.deepEqual(Object.keys(dataworks).sort(), [
      "DISyncTask",
      "Provider",
      "getDISyncTask",
      "getDISyncTaskOutput",
      "listDISyncTasks",
      "mysqlToHologres",
      "mysqlToKafka",
      "mysqlToMaxCompute",
    ]);
  });

  it("of the subpath that states name holds every method of a dynamic provider", () => {
    assert.deepEqual(Object.keys(provider), [
      "configure",
      "check",
      "diff",
      "create",
      "read",
      "update",
      "delete",
    ]);
  });
});
