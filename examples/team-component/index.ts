import { TeamSync } from "./team-sync";

const place = {
  projectId: 10000,
  fileFolderPath: "Business Flow/quickstart/Data Integration",
  resourceGroup: "S_res_group_1_1",
  warehouse: "warehouse_hologres",
};

const sales = new TeamSync("sales", {
  ...place,
  source: "sales_mysql",
  tasks: { orders: ["orders", "order_items"], customers: ["customers"] },
});

const stock = new TeamSync("stock", {
  ...place,
  source: "stock_mysql",
  tasks: { levels: ["bins", "levels"] },
});

export const salesFileIds = sales.fileIds;
export const stockFileIds = stock.fileIds;
