import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { startEmulator, type Emulator } from "../../../emulator/index";
import { DESTROY, UP } from "../../harness/stack";
import { createProject, type Project } from "../../harness/project";

const run = promisify(execFile);
const checkout = resolve(__dirname, "../../..");
const examples = join(checkout, "examples");
const REGION = { "dataworks:region": "cn-shanghai" };

/** What an example needs before it runs, and what the emulators hold while it is up. */
interface Expectation {
  /** Name and run state of each task, in the order of the names. */
  readonly tasks: readonly string[];
  /** The same of a second emulator. @default none */
  readonly otherTasks?: readonly string[];
  /** What somebody did before. */
  prepare?(emulator: Emulator): Promise<void>;
  /** @default a region */
  config?(emulator: Emulator, other: Emulator): Record<string, string>;
  readonly previewSays?: RegExp;
}

/** A task that runs and that no stack knows. */
async function makeByHand({ url }: Emulator): Promise<void> {
  const task = readFileSync(join(examples, "import-task", "existing-task.json"), "utf8");
  const made = await fetch(`${url}/_emulator/tasks`, { method: "POST", body: task });
  assert.equal(made.status, 200);
}

const TABLES = [
  ..."addresses customers order_items orders payments prices".split(" "),
  ..."products refunds returns reviews shipments stock".split(" "),
];

const EXPECTED: Readonly<Record<string, Expectation>> = {
  quickstart: { tasks: ["orders_copy RUN"] },
  "running-task": { tasks: ["orders_running RUN"] },
  "mysql-to-hologres": { tasks: ["shop_to_hologres RUN"] },
  "many-tasks": { tasks: TABLES.map((table) => `copy_${table} NORUN`) },
  "team-component": { tasks: ["sales_customers RUN", "sales_orders RUN", "stock_levels RUN"] },
  "two-regions": {
    tasks: ["orders_copy NORUN"],
    otherTasks: ["orders_copy NORUN"],
    config: ({ url }, other) => ({
      "endpoint-cn-shanghai": url,
      "endpoint-ap-southeast-1": other.url,
    }),
  },
  "import-task": {
    tasks: ["orders_copy RUN"],
    prepare: makeByHand,
    config: () => ({ ...REGION, "existing-id": "10000:1000001" }),
    previewSays: /import: nothing to change/,
  },
  "unit-test": { tasks: ["orders_tested RUN"] },
  "your-own-test": { tasks: ["orders RUN"] },
};

function folders(): string[] {
  const entries = readdirSync(examples, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** The folder as it stands there, but for what installing and running it adds. */
function filesOf(example: string): Record<string, string> {
  const folder = join(examples, example);
  const names = readdirSync(folder).filter((name) =>
    /^(Pulumi\.yaml|(package|tsconfig)\.json|.*\.ts)$/.test(name),
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

async function succeed(project: Project, args: readonly string[]): Promise<string> {
  const { exitCode, text } = await project.pulumi(args);
  assert.equal(exitCode, 0, `pulumi ${args.join(" ")}:\n${text}`);
  return text;
}

function liveTasks(emulator: Emulator): string[] {
  return emulator
    .tasks()
    .filter(({ deletedStatus }) => deletedStatus === "NORMAL")
    .map(({ name, runState }) => `${name} ${runState}`)
    .sort();
}

/** Runs the spec of an example in its project, and gives what mocha prints. */
async function ownTest(example: string, spec: string): Promise<string> {
  const project = await createProject({ files: filesOf(example), projectName: example });
  try {
    const mocha = join(checkout, "node_modules/mocha/bin/mocha.js");
    const { stdout } = await run(process.execPath, [mocha, "-r", "tsx/cjs", spec], {
      cwd: project.directory,
      env: project.environment,
    });
    return stdout;
  } finally {
    await project.dispose();
  }
}

/** Runs an example from preview to destroy. */
async function live(
  project: Project,
  emulators: readonly Emulator[],
  { tasks, otherTasks = [], previewSays = /to create/ }: Expectation,
): Promise<void> {
  assert.match(await succeed(project, ["preview"]), previewSays);
  await succeed(project, UP);
  assert.deepEqual(emulators.map(liveTasks), [tasks, otherTasks]);
  await succeed(project, [...UP, "--expect-no-changes"]);
  await succeed(project, ["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
  assert.deepEqual(emulators.map(liveTasks), [tasks, otherTasks]);
  await succeed(project, DESTROY);
  assert.deepEqual(emulators.map(liveTasks), [[], []]);
}

describe("the examples on the real engine", () => {
  it("are all there that are expected", () => {
    assert.deepEqual(folders().sort(), Object.keys(EXPECTED).sort());
  });

  for (const example of folders()) {
    it(`${example} has the name of its folder, and a README.md`, () => {
      const folder = join(examples, example);
      const { name } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
        name: string;
      };
      assert.equal(name, example);
      const project = readFileSync(join(folder, "Pulumi.yaml"), "utf8");
      assert.match(project, new RegExp(`^name: ${example}\ndescription: .+\nruntime: nodejs\n$`));
      assert.ok(readdirSync(folder).includes("README.md"));
    });

    it(`${example} runs from preview to destroy`, async () => {
      const expected = EXPECTED[example];
      assert.ok(expected, `${example} has no entry in EXPECTED`);
      const emulator = await startEmulator();
      const other = await startEmulator();
      await expected.prepare?.(emulator);
      const project = await createProject({
        files: filesOf(example),
        projectName: example,
        config: expected.config?.(emulator, other) ?? REGION,
        env: { ...emulator.environment },
      });
      try {
        await live(project, [emulator, other], expected);
      } finally {
        await project.dispose();
        await emulator.stop();
        await other.stop();
      }
    });
  }

  it("unit-test passes its own test, also where nothing of this repository is around", async () => {
    assert.match(await ownTest("unit-test", "orders.spec.ts"), /3 passing/);
  });

  it("your-own-test passes its own test, which refuses a destroy, in under 60 lines", async () => {
    assert.match(await ownTest("your-own-test", "destroy.spec.ts"), /3 passing/);
    const spec = readFileSync(join(examples, "your-own-test", "destroy.spec.ts"), "utf8");
    assert.ok(spec.split("\n").length < 60);
  });
});
