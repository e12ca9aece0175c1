import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FaultRule, TaskView } from "../../emulator/index";
import { ARGS, CONTENT, createStack, program, UP, type Stack } from "../harness/stack";
import type { Setup, TaskToAdd } from "./kept-state";

/** A way to come to a state. */
interface Way {
  readonly name: string;
  readonly program: string;
  /** What the program's task is already, where it is there before. */
  readonly there?: object;
  readonly fault?: FaultRule;
}

const ALL_INPUTS = {
  cu: 1.5,
  desiredState: "running",
  startParam: { errorLimit: { record: 5 }, ddlMarkMap: { DROPTABLE: "IGNORE" } },
  restartTriggers: ["2026-11", { region: "cn-shanghai" }],
  deletePolicy: "stopFirst",
  onExisting: "fail",
};

const SECRET_PROGRAM = `const pulumi = require("@pulumi/pulumi");
const dataworks = require("pulumi-dataworks");
const orders = new dataworks.DISyncTask("orders", {
  ...${JSON.stringify(ARGS)},
  taskContent: pulumi.output({ type: "job", steps: [{ name: "reader", parameter: { password: pulumi.secret("kept-secret") } }] }),
});
exports.fileId = orders.fileId;
`;

const GENERATED_PROGRAM = `const dataworks = require("pulumi-dataworks");
const { taskContent, ...rest } = ${JSON.stringify(ARGS)};
const orders = new dataworks.DISyncTask("orders", {
  ...rest,
  generate: dataworks.mysqlToHologres({
    resourceGroup: rest.resourceGroup,
    source: { dataSource: "orders_source", tables: ["orders", "items"] },
    destination: { dataSource: "orders_sink" },
  }),
});
exports.fileId = orders.fileId;
`;

const WAYS: readonly Way[] = [
  { name: "fresh", program: program() },
  {
    name: "running",
    program: program(ALL_INPUTS, {
      customTimeouts: { create: "10m", update: "10m", delete: "10m" },
    }),
  },
  { name: "text", program: program({ taskContent: '{"type": "job", "id": 9007199254740993}' }) },
  { name: "generated", program: GENERATED_PROGRAM },
  { name: "secret", program: SECRET_PROGRAM },
  { name: "adopted", there: {}, program: program({ onExisting: "adopt" }) },
  { name: "draft", there: { deployed: true }, program: program({ onExisting: "adopt" }) },
  { name: "imported", there: {}, program: program({}, { import: "10000:1000001" }) },
  {
    name: "unfinished",
    program: program({ desiredState: "stopped" }),
    fault: { action: "DeployDISyncTask", kind: "refuse", message: "no" },
  },
];

const REAL_TIME_FILE_TYPE = 900;

/** A task in the form in which it can be put into another workspace. */
function toAdd({
  fileId,
  name,
  content,
  folder,
  deployed,
  runState,
  ...rest
}: TaskView): TaskToAdd {
  const { resourceGroup, cu } = rest;
  return {
    fileId,
    name,
    content,
    folder,
    deployed,
    runState,
    ...(resourceGroup !== null && { resourceGroup }),
    ...(cu !== null && { cu }),
  };
}

/** Where in which file a resource was made is of this machine, and nothing reads it. */
function withoutPlaces(exported: string): string {
  const state: unknown = JSON.parse(exported, (key, value: unknown) =>
    ["sourcePosition", "stackTrace"].includes(key) ? undefined : value,
  );
  return `${JSON.stringify(state, null, 2)}\n`;
}

async function setupOf(stack: Stack, { program: source, fault }: Way): Promise<Setup> {
  const views = (await stack.control("GET", "tasks")) as TaskView[];
  const tasks = views.filter(({ fileType }) => fileType === REAL_TIME_FILE_TYPE).map(toAdd);
  return { program: source, tasks, isFinished: fault === undefined };
}

describe("a state of this version", () => {
  const folder = process.env["PULUMI_DATAWORKS_STATES"];

  for (const way of WAYS) {
    it(`is made: ${way.name}`, async () => {
      assert.ok(folder, "npm run states says where to");
      const stack = await createStack(way.program);
      try {
        if (way.there !== undefined) {
          const name = ARGS.taskName;
          const task = { name, content: CONTENT, fileId: "1000001", ...way.there };
          await stack.control("POST", "tasks", task);
        }
        if (way.fault !== undefined) {
          await stack.control("POST", "faults", way.fault);
        }
        const { exitCode, text } = await stack.pulumi(UP);
        assert.equal(exitCode === 0, way.fault === undefined, text);
        await mkdir(folder, { recursive: true });
        const file = join(folder, `${way.name}.json`);
        await stack.succeed(["stack", "export", "--file", file]);
        await writeFile(file, withoutPlaces(await readFile(file, "utf8")));
        const setup = JSON.stringify(await setupOf(stack, way), null, 2);
        await writeFile(join(folder, `${way.name}.setup.json`), `${setup}\n`);
      } finally {
        await stack.dispose();
      }
    }).timeout(240_000);
  }
});
