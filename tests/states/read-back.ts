import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createStage, DESTROY, UP, type StoredResource } from "../engine/stage";
import type { KeptState } from "./kept-state";

/** Takes a kept state into a stack of its own, beside the tasks that it speaks of, and lives on with it. */
export async function readBack({ file, setup }: KeptState): Promise<void> {
  const { program, tasks, isFinished } = setup;
  const stage = await createStage(program);
  try {
    for (const task of tasks) {
      await stage.control("POST", "tasks", task);
    }
    await stage.succeed(["stack", "import", "--file", file]);
    if (!isFinished) {
      await stage.succeed(UP);
    }
    await stage.takeCalls();
    await stage.succeed(["preview", "--expect-no-changes"]);
    assert.deepEqual(await stage.takeWrites(), []);
    assert.equal((await stage.storedTask())?.id, `10000:${tasks[0]?.fileId}`);
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
