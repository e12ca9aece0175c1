import * as dataworks from "pulumi-dataworks";

const orders = new dataworks.DISyncTask("orders", {
  projectId: 10000,
  taskName: "orders",
  fileFolderPath: "Business Flow/quickstart/Data Integration",
  resourceGroup: "S_res_group_1_1",
  taskContent: { type: "job", version: "2.0", steps: [], order: { hops: [] } },
  desiredState: "running",
});

export const fileId = orders.fileId;
