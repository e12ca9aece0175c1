import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { createOrders } from "./orders";

interface Registered {
  readonly type: string;
  readonly inputs: Record<string, unknown>;
}

const registered: Registered[] = [];

describe("the orders task", () => {
  before(async () => {
    await pulumi.runtime.setMocks({
      newResource: ({ type, inputs }) => {
        registered.push({ type, inputs: inputs as Record<string, unknown> });
        return { id: "10000:1000001", state: { ...(inputs as object), fileId: "1000001" } };
      },
      call: () => ({}),
    });
  });

  it("runs, and is restarted with every release", async () => {
    const orders = createOrders("2026-12");
    const fileId = await new Promise((resolve) => orders.fileId.apply(resolve));
    assert.equal(fileId, "1000001");
    const [task] = registered;
    assert.equal(task?.type, "pulumi-nodejs:dynamic/dataworks:DISyncTask");
    assert.equal(task.inputs.desiredState, "running");
    assert.deepEqual(task.inputs.restartTriggers, ["2026-12"]);
  });
});
