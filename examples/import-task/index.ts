import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "pulumi-dataworks";

const PROJECT_ID = 10000;
const TASK_NAME = "orders_copy";

// The first `up` without it prints the ids to choose from: pulumi config set existing-id 10000:1000001
const existingId = new pulumi.Config().get("existing-id");

export const candidates = dataworks
  .listDISyncTasks({ projectId: PROJECT_ID, nameContains: TASK_NAME })
  .then((tasks) => tasks.map(({ id, taskName }) => `${id} ${taskName}`));

if (existingId !== undefined) {
  new dataworks.DISyncTask(
    "orders",
    {
      projectId: PROJECT_ID,
      taskName: TASK_NAME,
      fileFolderPath: "Business Flow/quickstart/Data Integration",
      // As the task has it: what differs is written, and the preview names it before.
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
    // The option may stay for ever: once the task is in the state, only a preview reads for it.
    { import: existingId },
  );
}
