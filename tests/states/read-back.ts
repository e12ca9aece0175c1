import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createStage, DESTROY, UP, type StoredResource } from "../engine/stage";
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
  const stage = await createStage(program);
  const isUnchanged = async (args: readonly string[], env: Record<string, string> = {}) => {
    await stage.succeed([...args, "--expect-no-changes"], env);
    assert.deepEqual(await stage.takeWrites(), [], args.join(" "));
  };
  try {
    for (const task of tasks) {
      await stage.control("POST", "tasks", task);
    }
    await stage.succeed(["stack", "import", "--file", state.file]);
    if (!isFinished) {
      await stage.succeed(UP, moved);
    }
    await stage.takeCalls();
    await isUnchanged(["preview"]);
    await isUnchanged(["refresh", "--yes", "--skip-preview"], moved);
    const refreshed = await stage.storedTask();
    assert.equal(refreshed?.id, `10000:${tasks[0]?.fileId}`);
    assert.equal(refreshed.outputs["endpoint"], stage.emulator.url);
    await isUnchanged(UP);

    await stage.workbench.write("index.js", `${LARGER}${program}`);
    await stage.succeed(UP);
    assert.ok((await stage.takeWrites()).includes("UpdateDISyncTask"));
    await isUnchanged(["preview"]);

    const refusal = { action: "DeleteDISyncTask", kind: "refuse", message: "no" };
    await stage.control("POST", "faults", refusal);
    assert.notEqual((await stage.pulumi(DESTROY)).exitCode, 0);
    assert.equal((await stage.storedTask())?.id, refreshed.id);
    await stage.takeCalls();
    await stage.succeed(DESTROY);
    assert.deepEqual(
      (await stage.workbench.state()).map(({ urn }) => urn),
      [],
    );
    assert.ok((await stage.takeWrites()).includes("DeleteDISyncTask"));
  } finally {
    await stage.dispose();
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
