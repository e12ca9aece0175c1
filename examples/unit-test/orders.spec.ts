import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { createOrders } from "./orders";

interface Registered {
  readonly type: string;
  readonly inputs: Record<string, unknown>;
}

let registered: Registered[];

/** Runs the program, and gives the inputs of its only task. */
async function inputsOf(release: string): Promise<Record<string, unknown>> {
  const { fileId } = createOrders(release);
  assert.equal(await new Promise((resolve) => fileId.apply(resolve)), "1000001");
  assert.deepEqual(
    registered.map(({ type }) => type),
    ["pulumi-nodejs:dynamic/dataworks:DISyncTask"],
  );
  return registered[0]?.inputs ?? {};
}

describe("the orders task", () => {
  before(() =>
    pulumi.runtime.setMocks({
      newResource: ({ type, inputs }) => {
        registered.push({ type, inputs: inputs as Record<string, unknown> });
        return { id: "10000:1000001", state: { ...(inputs as object), fileId: "1000001" } };
      },
      call: () => ({}),
    }),
  );

  beforeEach(() => {
    registered = [];
  });

  it("stands in the folder of the team, under its name", async () => {
    const { projectId, region, fileFolderPath, taskName } = await inputsOf("2026-12");
    assert.deepEqual([projectId, region], [10000, "cn-shanghai"]);
    assert.equal(fileFolderPath, "Business Flow/quickstart/Data Integration");
    assert.equal(taskName, "orders_tested");
  });

  it("reads the orders and writes the copy", async () => {
    const { taskContent } = await inputsOf("2026-12");
    const { steps, order } = taskContent as {
      steps: { name: string; parameter: { topic: string } }[];
      order: { hops: object[] };
    };
    assert.deepEqual(
      steps.map(({ name, parameter }) => [name, parameter.topic]),
      [
        ["reader", "orders"],
        ["writer", "orders_copy"],
      ],
    );
    assert.deepEqual(order.hops, [{ from: "reader", to: "writer" }]);
  });

  it("runs, and is restarted with every release", async () => {
    const { desiredState, restartTriggers } = await inputsOf("2026-12");
    assert.equal(desiredState, "running");
    assert.deepEqual(restartTriggers, ["2026-12"]);
  });
});
