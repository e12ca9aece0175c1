import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "pulumi-dataworks";

const config = new pulumi.Config();

/** The same task in one region, with a provider of its own. */
function ordersIn(region: string): dataworks.DISyncTask {
  const endpoint = config.get(`endpoint-${region}`);
  const profile = config.get(`profile-${region}`);
  const provider = new dataworks.Provider(region, {
    region,
    // Names and addresses only: the keys of a profile stay in its file.
    ...(endpoint !== undefined && { endpoint }),
    ...(profile !== undefined && { profile }),
  });
  return new dataworks.DISyncTask(
    `orders-${region}`,
    {
      projectId: 10000,
      region,
      taskName: "orders_copy",
      fileFolderPath: "Business Flow/quickstart/Data Integration",
      resourceGroup: "S_res_group_1_1",
      taskContent: { type: "job", version: "2.0", steps: [], order: { hops: [] } },
    },
    { provider },
  );
}

export const fileIds = Object.fromEntries(
  ["cn-shanghai", "ap-southeast-1"].map((region) => [region, ordersIn(region).fileId]),
);
