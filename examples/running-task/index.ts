import * as dataworks from "pulumi-dataworks";

const orders = new dataworks.DISyncTask(
  "orders",
  {
    projectId: 10000,
    taskName: "orders_running",
    fileFolderPath: "Business Flow/quickstart/Data Integration",
    resourceGroup: "S_res_group_1_1",
    taskContent: {
      type: "job",
      version: "2.0",
      steps: [
        {
          stepType: "datahub",
          category: "reader",
          name: "reader",
          parameter: { datasource: "orders_source", topic: "orders" },
        },
        {
          stepType: "datahub",
          category: "writer",
          name: "writer",
          parameter: { datasource: "orders_sink", topic: "orders_copy" },
        },
      ],
      order: { hops: [{ from: "reader", to: "writer" }] },
    },
    desiredState: "running",
    startParam: {
      // The task stops by itself after 10 failovers within 5 minutes, or after 100 dirty records.
      failoverLimit: { count: 10, interval: 5 },
      errorLimit: { record: 100 },
      // A dropped table of the source stops the task instead of dropping the destination's.
      ddlMarkMap: { DROPTABLE: "CRITICAL", ADDCOLUMN: "NORMAL" },
    },
    // Any change of this list restarts the task once.
    restartTriggers: ["2026-11"],
  },
  // In production add `protect: true`: a protected task is deleted only after the protection was taken away.
  { customTimeouts: { create: "20m", update: "20m", delete: "30m" } },
);

export const fileId = orders.fileId;
export const liveState = orders.liveState;
