import assert from "node:assert/strict";
import { createStack, DESTROY, program, UP } from "../harness/stack";

const LOOKING = `const pulumi = require("@pulumi/pulumi");
const dataworks = require("pulumi-dataworks");
const workspace = { projectId: 10000 };
const pick = ({ id, taskName, liveState, owner, alarmRules }) => ({ id, taskName, liveState, owner, alarmRules });
exports.byId = dataworks.getDISyncTask({ ...workspace, fileId: "1000001" }).then(pick);
exports.byName = dataworks
  .getDISyncTask({ ...workspace, taskName: "orders_copy", fileFolderPath: "Business Flow/quickstart/Data Integration" })
  .then(pick);
exports.output = dataworks.getDISyncTaskOutput({ ...workspace, fileId: pulumi.output("1000001") }).apply(pick);
exports.listed = dataworks.listDISyncTasks({ ...workspace, nameContains: "copy" }).then((rows) => rows.map((row) => row.id));
exports.reading = dataworks
  .listDISyncTasks({ ...workspace, dataSource: { name: "orders_source", direction: "from" } })
  .then((rows) => rows.map((row) => row.id));
exports.writing = dataworks
  .listDISyncTasks({ ...workspace, dataSource: { name: "orders_source", direction: "to" } })
  .then((rows) => rows.map((row) => row.id));
`;

describe("look-ups in a program, on the real engine", () => {
  it("find tasks by id, name, folder and data source, and write nothing", async () => {
    const stack = await createStack(program({ desiredState: "running" }));
    try {
      await stack.succeed(UP);
      const alarmList = [{ Id: 1, RuleName: "delay", Enabled: true }];
      await stack.control("PATCH", "tasks/1000001", { owner: "4711", alarmList });
      const source = program({ desiredState: "running" }).replace(
        "const dataworks",
        "var dataworks",
      );
      await stack.project.write(
        "index.js",
        `${LOOKING.replace("const dataworks", "var dataworks")}${source}`,
      );
      await stack.takeCalls();
      await stack.succeed(UP);
      assert.deepEqual(await stack.takeWrites(), []);
      const stackResource = (await stack.project.state()).find(
        ({ type }) => type === "pulumi:pulumi:Stack",
      );
      const found = {
        id: "10000:1000001",
        taskName: "orders_copy",
        liveState: "RUN",
        owner: "4711",
        alarmRules: alarmList,
      };
      assert.deepEqual(stackResource?.outputs, {
        fileId: "1000001",
        byId: found,
        byName: found,
        output: found,
        listed: [found.id],
        reading: [found.id],
        writing: [],
      });
      await stack.succeed(DESTROY);
    } finally {
      await stack.dispose();
    }
  });

  it("fail the program with one clear message where the task does not exist", async () => {
    const stack = await createStack(
      'const dataworks = require("pulumi-dataworks"); exports.t = dataworks.getDISyncTask({ projectId: 10000, taskName: "nothing" });',
    );
    try {
      const up = await stack.pulumi(UP);
      assert.notEqual(up.exitCode, 0);
      assert.match(
        up.text,
        /Cannot look up task "nothing" \(region cn-shanghai, workspace 10000\): it does not exist\.\s+Next: Check the id, region and account\./,
      );
    } finally {
      await stack.dispose();
    }
  });
});
