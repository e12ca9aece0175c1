/** A whole script for a generated task that reads one table of this data source. */
export const scriptReading = (datasource: string) => ({
  type: "realtime",
  version: "1.0",
  setting: { resourceGroup: "S_res_group_1_1", taskType: "oneclick_to_holo" },
  steps: [
    {
      stepType: "mysql",
      category: "reader",
      parameter: { connection: [{ datasource, table: ["orders"] }] },
    },
    { stepType: "holo", category: "writer", parameter: { datasource: "orders_sink" } },
  ],
});
