import * as dataworks from "pulumi-dataworks";

// One real-time sync task: DataHub to DataHub, in a folder that exists in the workspace.
const orders = new dataworks.DISyncTask(
  "orders",
  {
    projectId: 10000,
    taskName: "orders_copy",
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
          parameter: { datasource: "orders_source", topic: "orders", batchSize: 1000 },
        },
        {
          stepType: "datahub",
          category: "writer",
          name: "writer",
          parameter: { datasource: "orders_sink", topic: "orders_copy", batchSize: 1000 },
        },
      ],
      order: { hops: [{ from: "reader", to: "writer" }] },
    },
    desiredState: "running",
  },
  { customTimeouts: { create: "10m", delete: "10m" } },
);

export const fileId = orders.fileId;
export const liveState = orders.liveState;
