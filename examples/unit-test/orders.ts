import * as dataworks from "pulumi-dataworks";

/** What the unit test looks at: one task that runs and is restarted with every release. */
export function createOrders(release: string): dataworks.DISyncTask {
  return new dataworks.DISyncTask("orders", {
    projectId: 10000,
    region: "cn-shanghai",
    taskName: "orders_tested",
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
    restartTriggers: [release],
  });
}
