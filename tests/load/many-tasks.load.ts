import assert from "node:assert/strict";
import { startEmulator, type Emulator } from "../../emulator/index";
import { ARGS, DESTROY, UP } from "../harness/stack";
import { createProject, type Project } from "../harness/project";
import { faultMix } from "./fault-mix";

const CALLS_PER_SECOND = 20;
const FAULT_RATE = 0.02;
const SEED = 20_260_101;
/** A command that met a fault in a write says so, and goes on when it is run again. */
const MAX_COMMANDS = 4;
const COMMAND_TIMEOUT_MS = 10 * 60_000;
const SUITE_TIMEOUT_MS = 40 * 60_000;

const TASK_TYPE = "pulumi-nodejs:dynamic/dataworks:DISyncTask";

function manyTasks(prefix: string, taskCount: number): string {
  return `const dataworks = require("pulumi-dataworks");
for (let index = 0; index < ${taskCount}; index++) {
  const taskName = "${prefix}_" + index;
  new dataworks.DISyncTask(taskName, { ...${JSON.stringify(ARGS)}, taskName, desiredState: "running" });
}
`;
}

interface OpenStack {
  readonly project: Project;
  readonly taskCount: number;
}

async function openStack(
  emulator: Emulator,
  prefix: string,
  taskCount: number,
): Promise<OpenStack> {
  const project = await createProject({
    files: { "index.js": manyTasks(prefix, taskCount), "package.json": '{"name":"orders"}' },
    config: { "dataworks:region": "cn-shanghai" },
    env: emulator.environment,
  });
  return { project, taskCount };
}

/** Runs a command until it ends well; gives the number of times. */
async function untilDone({ project }: OpenStack, command: readonly string[]): Promise<number> {
  for (let count = 1; ; count++) {
    const args = [...command, "--continue-on-error"];
    const { exitCode, text } = await project.pulumi(args, { timeoutMs: COMMAND_TIMEOUT_MS });
    if (exitCode === 0) {
      return count;
    }
    assert.ok(count < MAX_COMMANDS, text);
  }
}

async function storedCount({ project }: OpenStack): Promise<number> {
  return (await project.state()).filter(({ type }) => type === TASK_TYPE).length;
}

function livingTasks(emulator: Emulator): readonly { readonly runState: string }[] {
  return emulator.tasks().filter(({ deletedStatus }) => deletedStatus === "NORMAL");
}

/** The calls of one phase, as a line of the report. */
function report(phase: string, emulator: Emulator, counts: Record<string, number | string>): void {
  const outcomes = emulator.requests.map(({ outcome }) => outcome);
  const all = {
    ...counts,
    calls: outcomes.length,
    throttled: outcomes.filter((outcome) => outcome === "Throttling.User").length,
    "faults met": outcomes.filter((outcome) => outcome.startsWith("fault ")).length,
    left: livingTasks(emulator).length,
  };
  const words = Object.entries(all).map(([name, count]) => `${name} ${count}`);
  // oxlint-disable-next-line no-console -- the counts are what people run this for
  console.log(`      ${phase}: ${words.join(", ")}`);
}

async function liveAndDie(stackCount: number, tasksPerStack: number): Promise<void> {
  const emulator = await startEmulator({ quirks: { callsPerSecond: CALLS_PER_SECOND } });
  const stacks: OpenStack[] = [];
  try {
    for (let index = 0; index < stackCount; index++) {
      stacks.push(await openStack(emulator, `orders_${index}`, tasksPerStack));
    }
    for (const rule of faultMix(FAULT_RATE, SEED)) {
      emulator.addFault(rule);
    }
    const tasks = stackCount * tasksPerStack;
    const ups = await Promise.all(stacks.map((stack) => untilDone(stack, UP)));
    report("up", emulator, { stacks: stackCount, tasks, commands: ups.join("+") });
    const states = livingTasks(emulator).map(({ runState }) => runState);
    assert.deepEqual(
      states,
      Array.from({ length: tasks }, () => "RUN"),
    );
    assert.deepEqual(
      await Promise.all(stacks.map(storedCount)),
      stacks.map(() => tasksPerStack),
    );

    const downs = await Promise.all(stacks.map((stack) => untilDone(stack, DESTROY)));
    report("up and destroy", emulator, { stacks: stackCount, tasks, commands: downs.join("+") });
    assert.deepEqual(livingTasks(emulator), []);
    assert.deepEqual(
      await Promise.all(stacks.map(storedCount)),
      stacks.map(() => 0),
    );
    const met = emulator.requests.filter(({ outcome }) => outcome.startsWith("fault "));
    const throttled = emulator.requests.filter(({ outcome }) => outcome === "Throttling.User");
    assert.ok(met.length > 0 && throttled.length > 0);
  } finally {
    await Promise.all(stacks.map(({ project }) => project.dispose()));
    await emulator.stop();
  }
}

describe(`under ${CALLS_PER_SECOND} calls a second, with a fault in every ${1 / FAULT_RATE}th call`, function () {
  this.timeout(SUITE_TIMEOUT_MS);

  it("300 tasks of one stack are created, run, and are torn down", () => liveAndDie(1, 300));

  it("three stacks share one quota, and lose nothing", () => liveAndDie(3, 100));
});
