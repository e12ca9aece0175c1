import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createStack, DESTROY, UP, type StoredResource } from "../harness/stack";
import type { KeptState } from "./kept-state";

/** A line before a program that makes its tasks larger. */
const LARGER = `require("@pulumi/pulumi").runtime.registerStackTransformation(({ props, opts }) => ({ props: { ...props, cu: 3 }, opts }));
`;

/** Takes a kept state into a stack of its own, beside the tasks that it speaks of, and lives on with it. */
export async function readBack(state: KeptState): Promise<void> {
  const { program, tasks, isFinished } = state.setup;
  const { endpoint } = (await storedTaskOf(state)).outputs;
  // The emulator has another port than the one that the state was written through; 0.1.0 did not record it.
  const moved = typeof endpoint === "string" ? { DATAWORKS_ACCEPT_ENDPOINT: endpoint } : {};
  const stack = await createStack(program);
  const isUnchanged = async (args: readonly string[], env: Record<string, string> = {}) => {
    await stack.succeed([...args, "--expect-no-changes"], env);
    assert.deepEqual(await stack.takeWrites(), [], args.join(" "));
  };
  try {
    for (const task of tasks) {
      await stack.control("POST", "tasks", task);
    }
    await stack.succeed(["stack", "import", "--file", state.file]);
    if (!isFinished) {
      await stack.succeed(UP, moved);
    }
    await stack.takeCalls();
    await isUnchanged(["preview"]);
    await isUnchanged(["refresh", "--yes", "--skip-preview"], moved);
    const refreshed = await stack.storedTask();
    assert.equal(refreshed?.id, `10000:${tasks[0]?.fileId}`);
    assert.equal(refreshed.outputs["endpoint"], stack.emulator.url);
    await isUnchanged(UP);

    await stack.project.write("index.js", `${LARGER}${program}`);
    await stack.succeed(UP);
    assert.ok((await stack.takeWrites()).includes("UpdateDISyncTask"));
    await isUnchanged(["preview"]);

    const refusal = { action: "DeleteDISyncTask", kind: "refuse", message: "no" };
    await stack.control("POST", "faults", refusal);
    assert.notEqual((await stack.pulumi(DESTROY)).exitCode, 0);
    assert.equal((await stack.storedTask())?.id, refreshed.id);
    await stack.takeCalls();
    await stack.succeed(DESTROY);
    assert.deepEqual(
      (await stack.project.state()).map(({ urn }) => urn),
      [],
    );
    assert.ok((await stack.takeWrites()).includes("DeleteDISyncTask"));
  } finally {
    await stack.dispose();
  }
}

/** The task's resource in a kept state, as it is stored. */
export async function storedTaskOf({ file }: KeptState): Promise<StoredResource> {
  const { deployment } = JSON.parse(await readFile(file, "utf8")) as {
    deployment: { resources: StoredResource[] };
  };
  const stored = deployment.resources.find(
    ({ type }) => type === "pulumi-nodejs:dynamic/dataworks:DISyncTask",
  );
  assert.ok(stored, file);
  return stored;
}
