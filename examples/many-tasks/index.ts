import * as dataworks from "pulumi-dataworks";

const TABLES = [
  "orders",
  "order_items",
  "customers",
  "addresses",
  "payments",
  "refunds",
  "products",
  "prices",
  "stock",
  "shipments",
  "returns",
  "reviews",
];

/** One task that copies one topic; the names of all of them follow from the table's. */
function copyTask(table: string): dataworks.DISyncTask {
  return new dataworks.DISyncTask(table, {
    projectId: 10000,
    taskName: `copy_${table}`,
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
          parameter: { datasource: "shop", topic: table },
        },
        {
          stepType: "datahub",
          category: "writer",
          name: "writer",
          parameter: { datasource: "warehouse", topic: `${table}_copy` },
        },
      ],
      order: { hops: [{ from: "reader", to: "writer" }] },
    },
    desiredState: "stopped",
  });
}

export const fileIds = Object.fromEntries(TABLES.map((table) => [table, copyTask(table).fileId]));
