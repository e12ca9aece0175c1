import assert from "node:assert/strict";
import { ARGS, createStage, type Stage } from "./stage";

/**
 * A program of several tasks. `task(name, args, options)` makes one with the usual arguments. Plain JavaScript: compiling TypeScript
 * would cost each command seconds.
 */
function programOf(body: string): string {
  return `const pulumi = require("@pulumi/pulumi");
const dataworks = require("pulumi-dataworks");
const usual = ${JSON.stringify(ARGS)};
const task = (name, args, options) => new dataworks.DISyncTask(name, { ...usual, ...args }, options);
${body}
`;
}

/** Another program for the same stack. */
export function rewrite(stage: Stage, body: string): Promise<void> {
  return stage.workbench.write("index.js", programOf(body));
}

/** Runs a scenario on a stack of its own, which it leaves behind as it is. */
export function onStage(scenario: (stage: Stage) => Promise<void>): () => Promise<void> {
  return async () => {
    const stage = await createStage(programOf(""));
    try {
      await scenario(stage);
    } finally {
      await stage.dispose();
    }
  };
}

/** The ids in the state by logical name; what a replacement has deleted and not yet created again is left out. */
export async function storedIds(stage: Stage): Promise<Record<string, string | undefined>> {
  const resources = await stage.workbench.state();
  const tasks = resources.filter(
    ({ urn, pendingReplacement }) => /DISyncTask::/.test(urn) && pendingReplacement !== true,
  );
  const names = tasks.map(({ urn }) => urn.split("::").at(-1) ?? "");
  assert.equal(new Set(names).size, names.length, `two entries of one name: ${names.join(", ")}`);
  return Object.fromEntries(tasks.map(({ id }, index) => [names[index], id]));
}

/** What the service says of a task: its state where the file is there, else where the file is. */
export function liveState({ emulator }: Stage, fileId: string): string | undefined {
  const task = emulator.task(fileId);
  return task?.deletedStatus === "NORMAL" ? task.runState : task?.deletedStatus;
}

/** Checks that every task in the state is there, and that no task is in the state twice. */
export async function assertStateIsTrue(stage: Stage): Promise<void> {
  const ids = Object.values(await storedIds(stage)).map((id) => id?.split(":").at(-1) ?? "");
  assert.equal(new Set(ids).size, ids.length, `two entries of one task: ${ids.join(", ")}`);
  for (const id of ids) {
    assert.equal(stage.emulator.task(id)?.deletedStatus, "NORMAL", `task ${id}`);
  }
}
