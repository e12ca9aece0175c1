import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startEmulator } from "../../emulator/index";

const ROOT = join(__dirname, "../..");

interface Run {
  readonly child: ChildProcess;
  /** Both streams up to now. */
  readonly output: { stdout: string; stderr: string };
  readonly ended: Promise<unknown[]>;
}

function run(...args: string[]): Run {
  const command = ["dist/emulator/main.js", ...args];
  const child = spawn(process.execPath, command, { cwd: ROOT });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => (output[name] += text));
  }
  return { child, output, ended: once(child, "close") };
}

async function listening({ child, output }: Run): Promise<string> {
  while (!output.stdout.endsWith("\n")) {
    await once(child.stdout!, "data");
  }
  return /^listening on (http:\/\/\S+)\n$/.exec(output.stdout)?.[1] ?? "";
}

async function failure(...args: string[]): Promise<object> {
  const { output, ended } = run(...args);
  const [exitCode] = await ended;
  return { exitCode, ...output };
}

describe("the emulator's command", function () {
  this.timeout(60_000);

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`prints one line, serves, and ends with 0 on ${signal}`, async () => {
      const started = run("--port", "0");
      const url = await listening(started);
      assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.equal((await fetch(`${url}/_emulator/quirks`)).status, 200);
      started.child.kill(signal);
      assert.deepEqual(await started.ended, [0, null]);
      const output = { stdout: `listening on ${url}\n`, stderr: "" };
      assert.deepEqual(started.output, output);
    });
  }

  it("warns where others can reach it", async () => {
    const started = run("--port=0", "--host=0.0.0.0");
    await listening(started);
    started.child.kill();
    await started.ended;
    const warning = "warning: everybody who reaches 0.0.0.0 can use and control this emulator\n";
    assert.equal(started.output.stderr, warning);
  });

  it("says that a port is in use", async () => {
    const other = await startEmulator();
    const { port } = new URL(other.url);
    const reason = `the port ${port} is in use on 127.0.0.1; choose another with --port`;
    const expected = { exitCode: 1, stdout: "", stderr: `emulator: ${reason}\n` };
    assert.deepEqual(await failure("--port", port), expected);
    await other.stop();
  });

  it("starts with what a file holds", async () => {
    const seed = join(await mkdtemp(join(tmpdir(), "emulator-seed-")), "seed.json");
    await writeFile(seed, '{"tasks":[{"name":"orders","content":{}}]}');
    const started = run("--port=0", `--seed=${seed}`);
    const url = await listening(started);
    const tasks = (await (await fetch(`${url}/_emulator/tasks`)).json()) as { name: string }[];
    started.child.kill();
    await started.ended;
    await rm(dirname(seed), { recursive: true });
    assert.deepEqual(
      tasks.map(({ name }) => name),
      ["orders"],
    );
  });

  it("refuses a file that it cannot use", async () => {
    const seed = join(ROOT, "package.json");
    const fields = "folders, resourceGroups, tasks, quirks";
    const reason = `the seed ${seed} cannot be used: A seed has no "name"; it can have ${fields}.`;
    const expected = { exitCode: 1, stdout: "", stderr: `emulator: ${reason}\n` };
    assert.deepEqual(await failure("--seed", seed), expected);
  });

  it("refuses options that it does not understand", async () => {
    const use = "use --port <0 to 65535>, --host <address> and --seed <JSON file>";
    const cases: readonly [readonly string[], string][] = [
      [["--prot", "1"], "the option --prot is not understood"],
      [["serve"], "the option serve is not understood"],
      [["--port"], "the option --port is not understood"],
      [["--port", "ninety"], "the port ninety is not a number from 0 to 65535"],
      [["--port", "65536"], "the port 65536 is not a number from 0 to 65535"],
    ];
    const failures = await Promise.all(cases.map(([args]) => failure(...args)));
    const expected = cases.map(([, reason]) => `emulator: ${reason}; ${use}\n`);
    assert.deepEqual(
      failures,
      expected.map((stderr) => ({ exitCode: 1, stdout: "", stderr })),
    );
  });
});
