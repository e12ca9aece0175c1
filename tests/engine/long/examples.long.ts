import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { startEmulator, type Emulator } from "../../../emulator/index";
import { createWorkbench, type Workbench } from "../workbench";

const run = promisify(execFile);
const checkout = resolve(__dirname, "../../..");
const examples = join(checkout, "examples");

/** What an example needs before it runs, and what the emulator holds while it is up. */
interface Expectation {
  /** Run states of the tasks, by name. */
  readonly tasks: Readonly<Record<string, string>>;
  /** What somebody did before, on an emulator of the test's own. */
  prepare?(emulator: Emulator): Promise<void>;
  config?(emulator: Emulator): Record<string, string>;
}

function each(names: readonly string[], state: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, state]));
}

const TABLES = [
  ..."orders order_items customers addresses payments refunds".split(" "),
  ..."products prices stock shipments returns reviews".split(" "),
].map((table) => `copy_${table}`);

const EXPECTED: Readonly<Record<string, Expectation>> = {
  quickstart: { tasks: { orders_copy: "RUN" } },
  "running-task": { tasks: { orders_running: "RUN" } },
  "mysql-to-hologres": { tasks: { shop_to_hologres: "RUN" } },
  "many-tasks": { tasks: each(TABLES, "NORUN") },
  "team-component": {
    tasks: each(["sales_orders", "sales_customers", "stock_levels"], "RUN"),
  },
  "two-regions": {
    tasks: { orders_copy: "NORUN" },
    config: ({ url }) => ({ "endpoint-cn-shanghai": url }),
  },
  "import-task": {
    tasks: { orders_by_hand: "RUN" },
    config: () => ({ "existing-id": "10000:1000001" }),
    async prepare(emulator) {
      const content = '{"type":"job","version":"2.0","steps":[],"order":{"hops":[]}}';
      emulator.store.createFile({
        fileType: 900,
        name: "orders_by_hand",
        folder: emulator.store.addFolder("Business Flow/quickstart/Data Integration"),
        content,
        resourceGroup: null,
        cu: null,
      });
    },
  },
  "unit-test": { tasks: { orders_tested: "RUN" } },
};

function filesOf(example: string): Record<string, string> {
  const folder = join(examples, example);
  const names = readdirSync(folder).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".spec.ts"),
  );
  return {
    ...Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")])),
    "package.json": `{ "name": "${example}" }`,
  };
}

function folders(): string[] {
  return readdirSync(examples).filter((name) => statSync(join(examples, name)).isDirectory());
}

async function succeed(workbench: Workbench, args: readonly string[]): Promise<void> {
  const { exitCode, text } = await workbench.pulumi(args);
  assert.equal(exitCode, 0, `pulumi ${args.join(" ")}:\n${text}`);
}

function liveTasks(emulators: readonly Emulator[]): Record<string, string> {
  const tasks = emulators
    .flatMap(({ store }) => store.tasks())
    .filter(({ deletedStatus }) => deletedStatus === "NORMAL");
  return Object.fromEntries(tasks.map(({ name, runState }) => [name, runState]));
}

describe("the examples on the real engine", () => {
  it("are all expected here", () => {
    assert.deepEqual(folders().sort(), Object.keys(EXPECTED).sort());
  });

  for (const [example, { tasks, prepare, config }] of Object.entries(EXPECTED)) {
    it(`${example} runs from preview to destroy`, async () => {
      const emulator = await startEmulator();
      // Only two-regions reaches it.
      const other = await startEmulator();
      await prepare?.(emulator);
      const workbench = await createWorkbench({
        files: filesOf(example),
        projectName: example,
        config: {
          "dataworks:region": "cn-shanghai",
          ...config?.(emulator),
          ...(example === "two-regions" && { "endpoint-ap-southeast-1": other.url }),
        },
        env: { ...emulator.environment },
      });
      try {
        await succeed(workbench, ["preview"]);
        await succeed(workbench, ["up", "--yes", "--skip-preview"]);
        assert.deepEqual(liveTasks([emulator]), tasks);
        if (example === "two-regions") {
          assert.deepEqual(liveTasks([other]), tasks);
        }
        await succeed(workbench, [
          "up",
          "--yes",
          "--skip-preview",
          "--refresh",
          "--expect-no-changes",
        ]);
        await succeed(workbench, ["destroy", "--yes", "--skip-preview"]);
        assert.deepEqual(liveTasks([emulator, other]), {});
      } finally {
        await workbench.dispose();
        await emulator.stop();
        await other.stop();
      }
    });
  }

  it("unit-test passes its own test", async () => {
    const mocha = join(checkout, "node_modules/mocha/bin/mocha.js");
    const spec = join(examples, "unit-test/orders.spec.ts");
    const args = [mocha, "--no-config", "-r", "ts-node/register", spec];
    const { stdout } = await run(process.execPath, args, { cwd: checkout });
    assert.match(stdout, /1 passing/);
  });
});
