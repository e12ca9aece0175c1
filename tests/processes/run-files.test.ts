import assert from "node:assert/strict";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineAddress } from "../../provider/host/engine-alive";
import { RunRecordError, type Mark } from "../../provider/lifecycle/session/run-record";
import { createRunFiles, defaultRunFolder } from "../../provider/host/run-files";
import { withEnvironment } from "../harness/environment";

const TASK = "a task";
const TAKEN: Mark = { kind: "taken", by: "1" };

/** A listener stands for the engine of a run. */
async function startEngine(port = 0): Promise<{ server: Server; address: EngineAddress }> {
  const server = createServer((socket) => socket.destroy()).listen(port, "127.0.0.1");
  await once(server, "listening");
  const { port: listening } = server.address() as { port: number };
  return { server, address: { host: "127.0.0.1", port: listening } };
}

async function stopEngine(server: Server): Promise<void> {
  server.close();
  await once(server, "close");
}

describe("the record of a run in files", () => {
  let root: string;
  let engine: { server: Server; address: EngineAddress };
  const hosts: ChildProcess[] = [];
  beforeEach(async () => {
    root = join(fs.mkdtempSync(join(tmpdir(), "run-files-")), "runs");
    engine = await startEngine();
  });
  afterEach(async () => {
    for (const host of hosts.splice(0)) {
      host.kill("SIGKILL");
    }
    if (engine.server.listening) {
      await stopEngine(engine.server);
    }
    fs.rmSync(root, { recursive: true, force: true });
  });

  /** Another host process of a run, which makes one mark and lives on. */
  async function otherHost(address = engine.address): Promise<ChildProcess> {
    const host = fork(join(__dirname, "run-files-host.ts"), [root, JSON.stringify(address)], {
      execArgv: ["-r", "tsx/cjs"],
    });
    hosts.push(host);
    await once(host, "message");
    return host;
  }

  async function end(host: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    host.kill(signal);
    await once(host, "exit");
  }

  const marks = (address = engine.address) => createRunFiles(address, root).of(TASK);

  it("shows the marks of another process of the run as soon as they are made", async () => {
    await otherHost();
    assert.deepEqual(marks(), [{ mark: TAKEN, isDoubtful: false }]);
  });

  it("shows later marks of a file that was read before", () => {
    const writer = createRunFiles(engine.address, root);
    const reader = createRunFiles(engine.address, root);
    writer.add(TASK, { kind: "taking", by: "1" });
    assert.equal(reader.of(TASK).length, 1);
    writer.add("another task", TAKEN);
    writer.add(TASK, TAKEN);
    assert.deepEqual(reader.of(TASK), [
      { mark: { kind: "taking", by: "1" }, isDoubtful: false },
      { mark: TAKEN, isDoubtful: false },
    ]);
  });

  it("shows nothing of another run, which has another address", async () => {
    await otherHost();
    const other = await startEngine();
    assert.deepEqual(marks(other.address), []);
    await stopEngine(other.server);
  });

  it("calls the marks of a process that was killed doubtful: its address may be in use again", async () => {
    const host = await otherHost();
    await end(host, "SIGKILL");
    assert.deepEqual(marks(), [{ mark: TAKEN, isDoubtful: true }]);
  });

  it("calls marks doubtful where another process has the id of their writer", async function () {
    if (process.platform !== "linux") {
      this.skip(); // no other system tells when a process started
    }
    const host = await otherHost();
    const folder = join(root, `127.0.0.1_${engine.address.port}`);
    const [name = ""] = fs.readdirSync(folder);
    const text = fs.readFileSync(join(folder, name), "utf8");
    await end(host, "SIGKILL");
    // This very process has the id now, and was started at another time.
    const writer = { pid: process.pid, startedAt: "1" };
    fs.writeFileSync(join(folder, name), text.replace(/^.*\n/, `${JSON.stringify(writer)}\n`));
    assert.deepEqual(marks(), [{ mark: TAKEN, isDoubtful: true }]);
  });

  it("takes the marks of a run away when its engine ends its hosts", async () => {
    await end(await otherHost(), "SIGINT");
    assert.deepEqual(marks(), []);
  });

  it("takes the marks of a host away that outlives its engine", async () => {
    const host = await otherHost();
    await stopEngine(engine.server);
    host.send("wait");
    await once(host, "message");
    // The next run happens to get the same address.
    engine = await startEngine(engine.address.port);
    assert.deepEqual(marks(), []);
  });

  it("clears away what earlier runs left, as soon as something is recorded", async () => {
    const gone = await startEngine();
    await end(await otherHost(gone.address), "SIGKILL");
    await stopEngine(gone.server);
    const host = await otherHost();
    host.send("wait");
    await once(host, "message");
    assert.deepEqual(fs.readdirSync(root), [`127.0.0.1_${engine.address.port}`]);
  });

  it("refuses to record in a folder that others can write to", () => {
    fs.mkdirSync(root, { recursive: true });
    fs.chmodSync(root, 0o777);
    assert.throws(() => createRunFiles(engine.address, root).add(TASK, TAKEN), {
      name: "RunRecordError",
      message: `${root} must be a folder that only its user can write to`,
    });
  });

  it("refuses to record through a link", () => {
    const elsewhere = `${root}-elsewhere`;
    fs.mkdirSync(elsewhere, { recursive: true, mode: 0o700 });
    fs.symlinkSync(elsewhere, root);
    assert.throws(() => createRunFiles(engine.address, root).add(TASK, TAKEN), RunRecordError);
    fs.rmSync(elsewhere, { recursive: true });
  });

  it("reads nothing where nothing could be recorded", () => {
    assert.deepEqual(createRunFiles(engine.address, join(root, "nowhere")).of(TASK), []);
    fs.writeFileSync(root, "a file");
    assert.throws(() => createRunFiles(engine.address, root).add(TASK, TAKEN), RunRecordError);
    assert.deepEqual(createRunFiles(engine.address, root).of(TASK), []);
    fs.rmSync(root);
  });

  it("says so where a file cannot be read as a record", () => {
    const folder = join(root, `127.0.0.1_${engine.address.port}`);
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    fs.writeFileSync(join(folder, "1-x.jsonl"), "no JSON\n");
    assert.throws(() => marks(), RunRecordError);
  });

  it("is in a place that no variable of the environment moves", async () => {
    const place = defaultRunFolder();
    const moved = { TMPDIR: "/moved", TEMP: "/moved", HOME: "/moved", XDG_RUNTIME_DIR: "/moved" };
    await withEnvironment(moved, async () => assert.equal(defaultRunFolder(), place));
  });
});
