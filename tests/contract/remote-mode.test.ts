import assert from "node:assert/strict";
import { resolve } from "node:path";
import { startEmulator } from "../../emulator/index";
import { runBounded, type CommandResult } from "../harness/bounded-command";
import { itEmulated } from "./support/cases";

const root = resolve(__dirname, "../..");
const TIMEOUT_MS = 100_000;

/** Runs the contract of DeleteFile in a process of its own, with these variables and no other. */
function runRemote(variables: Readonly<Record<string, string>>): Promise<CommandResult> {
  const mocha = resolve(root, "node_modules/mocha/bin/mocha.js");
  const args = [mocha, "tests/contract/delete-file.test.ts"];
  const env = { REMOTE: "1", ...variables };
  return runBounded(process.execPath, args, { cwd: root, env, timeoutMs: TIMEOUT_MS });
}

describe("a run with REMOTE=1", () => {
  const HERE = "it starts such a run";

  itEmulated("needs its variables, names them, and tells what it would settle", HERE, async () => {
    const { exitCode, text } = await runRemote({ DATAWORKS_CONTRACT_PROJECT_ID: "10000" });
    assert.equal(exitCode, 1);
    const needed =
      "REMOTE=1 needs the variables DATAWORKS_CONTRACT_FOLDER, DATAWORKS_CONTRACT_RESOURCE_GROUP, " +
      "DATAWORKS_ENDPOINT, ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET.";
    assert.ok(text.includes(needed), text);
    const question =
      "Questions of the documentation that this run was to settle:\n" +
      "  16. What do the file calls make of a real-time task's file?\n" +
      "     not observed\n";
    assert.ok(text.includes(question), text);
  });

  itEmulated("deletes what it made and nothing else, and tells what it saw", HERE, async () => {
    const emulator = await startEmulator();
    const content = "{}";
    const bystander = emulator.console.addTask({ name: "bystander", content });
    try {
      const { exitCode, text } = await runRemote({
        ...emulator.environment,
        DATAWORKS_CONTRACT_PROJECT_ID: "10000",
        DATAWORKS_CONTRACT_FOLDER: "Business Flow/quickstart/Data Integration",
        DATAWORKS_CONTRACT_RESOURCE_GROUP: "S_res_group_1_1",
      });
      assert.equal(exitCode, 0, text);
      const seen =
        "     DeleteFile, refuses an unknown id (open question 16): " +
        'HTTP 400, "Invalid.File.NotExists"\n';
      assert.ok(text.includes(seen), text);
      const tasks = emulator.tasks();
      assert.ok(tasks.length > 5, "it made tasks");
      const left = tasks.filter(({ deletedStatus }) => deletedStatus === "NORMAL");
      assert.deepEqual(left, [bystander]);
    } finally {
      await emulator.stop();
    }
  });
});
