import * as dataworks from "pulumi-dataworks";

// A table that is added or taken away here is added to the same task, or taken out of it, in place.
const tables = ["orders", "order_items", "customers"];

const shop = new dataworks.DISyncTask("shop", {
  projectId: 10000,
  taskName: "shop_to_hologres",
  fileFolderPath: "Business Flow/quickstart/Data Integration",
  generate: dataworks.mysqlToHologres({
    resourceGroup: "S_res_group_1_1",
    source: { dataSource: "shop_mysql", tables },
    destination: { dataSource: "warehouse_hologres" },
  }),
  desiredState: "running",
});

export const fileId = shop.fileId;
